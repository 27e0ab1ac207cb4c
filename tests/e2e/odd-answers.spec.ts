// Answers in which fields have another type than the document says, and lists an item that is none.
import { backups, backupsOf } from './fixtures/backups.ts';
import { expect, signIn, test, visit } from './fixtures/console.ts';

test('fields of another type and an item that is none take no list with them', async ({ page, server }) => {
  test.slow();
  const root = `/organizations/${await server.organization()}`;
  await signIn(page);
  await server.faults({ 'wrong-types': 1 });
  for (const [path, name] of [
    ['services', 'Services'],
    ['keys', 'API keys'],
    ['members', 'Members'],
    ['invitations', 'Invitations'],
    ['roles', 'Roles'],
    ['activities', 'Activities'],
  ] as const) {
    const all = await server.api<unknown[]>('GET', `${root}/${path}`);
    const ids = all.filter((item) => typeof item === 'object');
    expect(all.length, path).toBe(ids.length + 1);
    await visit(page, `${root}/${path}`);
    const list = page.getByRole('table', { name, exact: true });
    await expect(list.getByRole('row').nth(1), path).toBeVisible();
    if (path !== 'activities') await expect(list.getByRole('row'), path).toHaveCount(ids.length + 1);
    await expect(page.getByRole('alert'), path).toHaveCount(0);
  }
  await expect(page.getByRole('main').getByText('The API is newer than this console')).toBeVisible();
});

test('backups, costs, overview and report stand with what could be read', async ({ page, server }) => {
  test.slow();
  const root = `/organizations/${await server.organization()}`;
  const { path, all } = await backupsOf(server, 'tracking events');
  await signIn(page);
  await server.faults({ 'wrong-types': 1 });
  await visit(page, `${path}/backups`);
  await expect(backups(page).getByRole('row')).toHaveCount(all.length + 1);
  await visit(page, `${root}/usage`);
  await expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await visit(page, root);
  await expect(page.getByRole('region', { name: 'API keys', exact: true }).getByRole('link', { name: /in all$/ })).toBeVisible();
  await visit(page, `${root}/hygiene`);
  await expect(page.getByRole('search').getByRole('status').first()).toHaveText(/^\d+$/);
  await visit(page, `${root}/backups`);
  await expect(page.getByText(/services checked/).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a field of another type is shown as it came', async ({ page, server }) => {
  const { id } = await server.service('pricing dev');
  const path = `/organizations/${await server.organization()}/services/${id}/overview`;
  await signIn(page, { at: path });
  await server.faults({ 'wrong-types': 1 });
  await page.reload();
  // Which fields are odd is drawn by lot, about half of forty.
  const other = page.getByRole('region', { name: 'Other', exact: true });
  await expect(other.getByText(/^(clickhouseVersion|createdAt|ipAccessList|numReplicas|region|state|tags)$/).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
