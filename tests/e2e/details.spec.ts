// The unread answer of a page, and the way from an id to its page.
import { readFile } from 'node:fs/promises';
import { backupsOf } from './fixtures/backups.ts';
import { KEYS, enterKey, expect, openService, signIn, test, visit } from './fixtures/console.ts';
import { list } from './fixtures/people.ts';

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
