// One record of the audit log: every field, and ways to what it names, also to what is gone.
import type { Page } from '@playwright/test';
import { type Server, expect, expectProblem, signIn, test, visit } from './fixtures/console.ts';

interface Activity {
  id: string;
  type: string;
  createdAt: string;
  actorType: string;
  actorId?: string;
  serviceId?: string;
  targetKeyId?: string;
  keyUpdateType?: string;
  targetRoleIds?: string[];
  targetActorIds?: string[];
  targetResourceIds?: string[];
}

async function log(server: Server, days: number): Promise<Activity[]> {
  const from = new Date(Date.now() - days * 86_400_000).toISOString();
  return server.api('GET', `/organizations/${await server.organization()}/activities?from_date=${from}`);
}

async function openActivities(page: Page, server: Server, query = '') {
  await signIn(page, { at: `/organizations/${await server.organization()}/activities${query}` });
  await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
}

/** Signs in at the first record of 400 days that fits. */
async function openRecord(page: Page, server: Server, fits: (one: Activity) => boolean): Promise<Activity> {
  const found = (await log(server, 400)).find(fits);
  if (!found) throw new Error('the sandbox has no such record');
  await signIn(page, { at: `/organizations/${await server.organization()}/activities/${found.id}` });
  await expect(page.getByRole('main')).toContainText(found.type);
  return found;
}

const touched = (page: Page) => page.getByRole('region', { name: 'Touched' });

test('a record has every field and leads to its service', async ({ page, server }) => {
  const all = await log(server, 90);
  const services = await server.services();
  const one = all.find(({ serviceId }) => services.some(({ id }) => id === serviceId))!;
  await openActivities(page, server, '?range=90d');
  await page.getByRole('combobox', { name: 'Filter' }).fill(one.id);
  await page.getByRole('table', { name: 'Activities', exact: true }).getByRole('row').nth(1).getByRole('link').first().click();
  const main = page.getByRole('main');
  await expect(main).toContainText(one.type);
  for (const label of ['Group', 'Time', 'Actor ID', 'IP address', 'User agent', 'Change of key', 'Role IDs', 'Resources']) {
    await expect(main.getByText(label, { exact: true })).toBeVisible();
  }
  const { name } = services.find(({ id }) => id === one.serviceId)!;
  await main.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('a record that is not there is a problem with its request', async ({ page, server }) => {
  await openActivities(page, server);
  await visit(page, `/organizations/${await server.organization()}/activities/act_01j8zq4m6v9t2x5k7n3b`);
  await expectProblem(page, /status 404/);
  await visit(page, `/organizations/${await server.organization()}/activities/short`);
  await expect(page.getByRole('heading', { level: 1, name: 'Activity not found' })).toBeVisible();
});

test('a record leads to the key it changed, and says of a deleted one that it is gone', async ({ page, server }) => {
  await openRecord(page, server, ({ keyUpdateType }) => keyUpdateType === 'ip-access-list-changed');
  await touched(page).getByRole('link', { name: 'terraform' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'terraform' })).toBeVisible();
  const deleted = (await log(server, 400)).find(({ keyUpdateType }) => keyUpdateType === 'deleted')!;
  await visit(page, `/organizations/${await server.organization()}/activities/${deleted.id}`);
  await expect(touched(page)).toContainText('no longer there');
  await expect(touched(page)).toContainText(deleted.targetKeyId!);
  await expect(touched(page).getByRole('link')).toHaveCount(0);
});

test('a record leads to roles and members while they exist', async ({ page, server }) => {
  const members = await server.api<{ userId: string; name: string }[]>('GET', `/organizations/${await server.organization()}/members`);
  const names = new Map(members.map(({ userId, name }) => [`user/${userId}`, name]));
  const isThere = ({ targetActorIds = [] }: Activity) => targetActorIds.some((id) => names.has(id));
  const one = await openRecord(page, server, (record) => record.type === 'organization_member_update_roles' && isThere(record));
  const name = names.get(one.targetActorIds!.find((id) => names.has(id))!)!;
  await expect(touched(page).getByRole('link', { name: 'Members', exact: true })).toBeVisible();
  await touched(page).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const gone = (await log(server, 400)).find(({ type }) => type === 'role_delete')!;
  await visit(page, `/organizations/${await server.organization()}/activities/${gone.id}`);
  await expect(touched(page)).toContainText('no longer there');
});

test('a record leads to invitations and to the backups of its service', async ({ page, server }) => {
  await openRecord(page, server, ({ type }) => type === 'organization_invite_delete');
  await touched(page).getByRole('link', { name: 'Invitations' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Invitations' })).toBeVisible();
  const { id } = await server.service('pricing dev');
  const path = `/organizations/${await server.organization()}/services/${id}/backupConfiguration`;
  await server.api('PATCH', path, { backupPeriodInHours: 6 });
  await server.advance(60);
  const changed = (await log(server, 1)).find(({ type }) => type === 'service_update_backup_configuration')!;
  await visit(page, `/organizations/${await server.organization()}/activities/${changed.id}`);
  await touched(page).getByRole('link', { name: 'Backups of the service' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'pricing dev' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Backups', exact: true })).toBeVisible();
});

test('who did it is a link, and the record is shown as it came', async ({ page, server }) => {
  const one = await openRecord(page, server, ({ actorType, type }) => actorType === 'user' && type === 'role_update');
  const who = page.getByRole('region', { name: 'Who' });
  await expect(who).toContainText(one.actorId!);
  await expect(who.getByRole('link')).toHaveCount(1);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('"actorId"');
});

test('a record is shown whole when nothing it names can be read', async ({ page, server }) => {
  await server.faults({ 'unknown-words': 1, 'unknown-fields': 1, 'drop-fields': 0.5 });
  const found = (await log(server, 90)).find(({ id }) => id)!;
  await signIn(page, { at: `/organizations/${await server.organization()}/activities/${found.id}` });
  await expect(page.getByRole('region', { name: 'Touched' })).toBeVisible();
  await expect(page.getByRole('main').getByText('The API is newer than this console')).toBeVisible();
});
