// The unread answer of a page, and the way from an id to its page.
import { readFile } from 'node:fs/promises';
import { backupsOf } from './fixtures/backups.ts';
import { KEYS, enterKey, expect, openService, signIn, tabTo, test, visit } from './fixtures/console.ts';
import { oneKey } from './fixtures/keys.ts';
import { type Invitation, list, member, role } from './fixtures/people.ts';

test('the JSON of a service is searched, its paths are told, and it is saved', async ({ page, server }) => {
  await openService(page, 'tracking events');
  await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'JSON' }).click();
  const dialog = page.getByRole('dialog', { name: 'JSON of tracking events' });
  const list = dialog.getByRole('listbox', { name: 'Lines of the JSON' });
  await expect(list.getByRole('option').first()).toHaveText('{');
  await expect(list).toContainText('"requestId"');
  await dialog.getByRole('textbox', { name: 'Search the JSON' }).fill('endpoints port');
  await expect(list.getByRole('option').first()).toContainText('.result.endpoints[0].port');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByLabel('Path', { exact: true })).toHaveText('.result.endpoints[1].port');
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download JSON' }).click();
  const saved = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  expect(saved.result.id).toBe((await server.service('tracking events')).id);
});

test('a field the console has no place for is shown as it came', async ({ page }) => {
  await page.route(/\/services$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const service of body.result) service.flightLevel = { feet: 350 };
    await route.fulfill({ response, json: body });
  });
  await openService(page, 'customs archive');
  await expect(page.getByRole('region', { name: 'Other' })).toContainText('flightLevel');
  await expect(page.getByRole('region', { name: 'Other' })).toContainText('{"feet":350}');
  await expect(page.getByRole('main').getByText('The API is newer than this console')).toContainText('flightLevel');
});

test('an id leads to its page, also through sign-in', async ({ page, server }) => {
  const { id } = await server.service('customs archive');
  await page.goto(`/go/${id}`);
  await enterKey(page, KEYS.admin);
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/services/${id}/overview$`));
  await visit(page, `/go/${await server.organization()}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Northwind Freight' })).toBeVisible();
});

test('an id that nothing has says what was looked at', async ({ page, server, seen }) => {
  await signIn(page, { at: '/go/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11' });
  const main = page.getByRole('main');
  await expect(main).toContainText('Nothing that this key may see has this id');
  await expect(main).toContainText('nor one of its services, API keys, members, invitations, roles or activities');
  const services = await list<{ isPrimary?: boolean }>(server, 'services');
  const primaries = services.filter(({ isPrimary }) => isPrimary !== false).length;
  await expect(main).toContainText(`No backup of its ${primaries} services has it`);
  expect(seen.calls.filter(({ path }) => path.endsWith('/backups'))).toHaveLength(primaries);
  await visit(page, '/go/act_00000000000000000000');
  await expect(main).toContainText('neither this organization nor one of its activities');
  await visit(page, '/go/not-an-id');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
});

test('the id of an activity and that of a backup lead to where they are shown', async ({ page, server, seen }) => {
  const [activity] = await list<{ id: string }>(server, 'activities');
  await signIn(page, { at: `/go/${activity!.id}` });
  await expect(page).toHaveURL(new RegExp(`/activities/${activity!.id}$`));
  await expect(page.getByRole('main')).toContainText(activity!.id);
  const { path, all } = await backupsOf(server, 'shipments prod');
  await visit(page, `/go/${all[0]!.id}`);
  await expect(page).toHaveURL(new RegExp(`${path}/backups\\?dialog=backup&on=${all[0]!.id}$`));
  await expect(page.getByRole('dialog')).toContainText(all[0]!.id);
  await page.goBack();
  const asked = () => seen.calls.filter(({ path: one }) => one.endsWith('/backups')).length;
  const before = asked();
  // What was read once is looked through first.
  await visit(page, `/go/${all[1]!.id}`);
  await expect(page.getByRole('dialog')).toContainText(all[1]!.id);
  expect(asked() - before).toBeLessThanOrEqual(1);
});

test.describe('in a large organization', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('backups are looked for in some services unasked, and in the rest when wanted; it can be stopped', async ({ page, server, seen }) => {
    const asked = () => seen.calls.filter(({ path }) => path.endsWith('/backups')).length;
    await signIn(page, { at: '/go/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11' });
    const main = page.getByRole('main');
    await expect(main).toContainText(/A backup of it was looked for in 20 of \d+ services/);
    expect(asked()).toBe(20);
    await server.faults({ latency: 300 });
    await page.getByRole('button', { name: /^Look through the backups of \d+ services more$/ }).click();
    await expect(page.getByRole('progressbar', { name: 'Services asked' })).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(main).toContainText(/A backup of it was looked for in \d+ of \d+ services/);
    expect(asked()).toBeLessThan(60);
  });
});

test('whatever the API tells beyond what is known is shown on every page, as it came', async ({ page, server }) => {
  const base = `/organizations/${await server.organization()}`;
  const [invited] = await list<Invitation>(server, 'invitations');
  const { path, all } = await backupsOf(server, 'shipments prod');
  const things: [string, string][] = [
    [`${base}/settings`, 'Organization'],
    [path, 'shipments prod'],
    [`${base}/keys/${(await oneKey(server, 'grafana')).id}`, 'grafana'],
    [`${base}/members/${(await member(server, 'Mei Tanaka')).userId}`, 'Mei Tanaka'],
    [`${base}/invitations/${invited!.id}`, invited!.email],
    [`${base}/roles/${(await role(server, 'Billing')).id}`, 'Billing'],
    [`${path}/backups?dialog=backup&on=${all[0]!.id}`, 'shipments prod'],
  ];
  await server.faults({ 'unknown-fields': 1 });
  await signIn(page);
  for (const [address, name] of things) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    const other = page.getByRole('region', { name: 'Other', exact: true });
    for (const told of ['nextFlag', 'true', 'nextText', '"a newer API"', 'nextObject', '{"list":[1,null,{}]}']) {
      await expect(other, address).toContainText(told);
    }
  }
});

test('the JSON of a backup is beside it: searched, its path copied, and it leads to its service', async ({ page, server }) => {
  const { path, all } = await backupsOf(server, 'shipments prod');
  await signIn(page, { at: `${path}/backups?dialog=backup&on=${all[0]!.id}` });
  const about = page.getByRole('dialog', { name: 'Backup of shipments prod', exact: true });
  await about.getByRole('button', { name: 'JSON' }).click();
  const json = page.getByRole('dialog', { name: 'JSON of Backup of shipments prod' });
  await json.getByRole('textbox', { name: 'Search the JSON' }).fill('sizeInBytes');
  await expect(json.getByRole('option')).toHaveCount(1);
  await tabTo(page, json.getByRole('button', { name: 'Copy path' }));
  await page.keyboard.press('Enter');
  const search = json.getByRole('textbox', { name: 'Search the JSON' });
  await search.fill('');
  await search.press('ControlOrMeta+V');
  await expect(search).toHaveValue('.result.sizeInBytes');
  await page.keyboard.press('Escape');
  await expect(json).toBeHidden();
  await expect(about).toBeVisible();
  await about.getByRole('link', { name: all[0]!.serviceId }).click();
  await expect(page).toHaveURL(new RegExp(`${path}/overview$`));
});

test('what belongs to a service is one link away', async ({ page, server }) => {
  const { path } = await backupsOf(server, 'shipments prod');
  const related = page.getByRole('region', { name: 'Related' });
  const ways: [string, string | RegExp, RegExp][] = [
    ['Who can manage it', 'Roles', /who|can=|permission/],
    ['Its backups and their schedule', 'shipments prod', /\/backups$/],
    ['What was done to it, and by whom', 'shipments prod', /\/activity$/],
    ['How to connect', 'shipments prod', /\/connect$/],
    ['private endpoints of the organization', 'Organization', /\/settings$/],
    ['Usage of the organization', 'Usage', /\/usage/],
  ];
  await signIn(page);
  for (const [name, heading, address] of ways) {
    await visit(page, `${path}/overview`);
    await related.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page).toHaveURL(address);
  }
  await visit(page, `${path}/overview`);
  const { id, name } = await server.service('shipments reporting');
  await page.getByRole('region', { name: /Warehouse/ }).getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/services/${id}/overview$`));
});
