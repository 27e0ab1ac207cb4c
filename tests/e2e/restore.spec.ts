// A backup becomes a new service.
import type { Page } from '@playwright/test';
import { backupsOf, done, newestDone, openBackups } from './fixtures/backups.ts';
import { KEYS, type Server, expect, expectProblem, reconfirmation, signIn, tabTo, test, tray, visit, writes } from './fixtures/console.ts';

const field = (page: Page, name: string) => page.getByRole('textbox', { name });
const submit = (page: Page) => page.getByRole('button', { name: 'Restore backup' });

/** Opens the form for the newest backup of a service. */
async function openRestore(page: Page, server: Server, name: string, options: { readOnly?: boolean; byKeyboard?: boolean } = {}) {
  const { path, all } = await backupsOf(server, name);
  const { id } = newestDone(all);
  await signIn(page, { ...options, at: `${path}/backups/${id}/restore` });
  await expect(submit(page)).toBeVisible();
  // Its source is open to everybody, and so would be the new service.
  if (name === 'pricing dev' && !options.byKeyboard && !options.readOnly) await reconfirmation(page, 'anywhere').fill('anywhere');
  return { path, backup: id };
}

test('a backup is restored to a service like its source, which ends with what still differs', async ({ page, server, seen }) => {
  await openBackups(page, server, 'shipments prod');
  await done(page).getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await expect(field(page, 'Name')).toHaveValue('shipments prod restored');
  await expect(page.getByText('aws us-east-1 (Virginia)')).toBeVisible();
  await expect(field(page, 'Source 1')).not.toHaveValue('');
  await submit(page).click();
  const dialog = page.getByRole('dialog', { name: 'shipments prod restored is being restored' });
  await dialog.getByRole('button', { name: 'Show' }).click();
  const password = await dialog.getByText(/^\S{12,}$/).textContent();
  await dialog.getByRole('checkbox', { name: 'I have stored it' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'shipments prod restored' })).toBeVisible();
  const list = page.getByRole('region', { name: 'What still differs from the original' });
  await expect(list.getByRole('listitem').filter({ hasText: 'Password' })).toContainText('Differs');
  await expect(list.getByRole('listitem').filter({ hasText: 'IP access list' })).toContainText('As before');
  await expect(list.getByRole('listitem').filter({ hasText: 'Backup configuration' })).toContainText('The original: every day at 02:00 UTC');
  await expect(page.locator('body')).not.toContainText(password!);
  await expect(tray(page)).toContainText('Creating shipments prod restored');
  const source = await server.service('shipments prod');
  const made = await server.service('shipments prod restored');
  for (const same of ['region', 'provider', 'minReplicaMemoryGb', 'maxReplicaMemoryGb', 'ipAccessList', 'tags', 'releaseChannel']) {
    expect(made[same], same).toEqual(source[same]);
  }
  expect(writes(seen)).toHaveLength(1);
  await list.getByRole('link', { name: 'Configure backups' }).click();
  await expect(page.getByRole('dialog', { name: 'Configure backups' })).toBeVisible();
});

test('an outage is told once, and one press reads everything again', async ({ page, server }) => {
  const { path, all } = await backupsOf(server, 'shipments prod');
  await signIn(page);
  await server.faults({ error: 1 });
  await visit(page, `${path}/backups/${newestDone(all).id}/restore`);
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  // Both reads were refused by then, or the second tells itself later.
  await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);
  await expect(again).toHaveCount(1);
  await server.faults({});
  await again.click();
  await expect(submit(page)).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
});

test('it is done by keyboard alone', async ({ page, server }) => {
  await openRestore(page, server, 'pricing dev', { byKeyboard: true });
  await tabTo(page, field(page, 'Name'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('pricing copy');
  await tabTo(page, reconfirmation(page, 'anywhere'));
  await page.keyboard.type('anywhere');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'pricing copy is being restored' });
  await tabTo(page, dialog.getByRole('checkbox', { name: 'I have stored it' }));
  await page.keyboard.press('Space');
  await tabTo(page, dialog.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What still differs from the original' })).toBeVisible();
});

test('another size than the source has is refused beside its field', async ({ page, server, seen }) => {
  await openRestore(page, server, 'shipments prod');
  const most = field(page, 'Maximum memory per replica (GiB)');
  await most.fill('236');
  await submit(page).click();
  await expect(most).toHaveAccessibleDescription(/GiB, as the service of the backup has/);
  expect(writes(seen)).toEqual([]);
});

test('a source that was scaled meanwhile is refused in the words of the API, and the input stays', async ({ page, server }) => {
  const { path } = await openRestore(page, server, 'shipments prod');
  await field(page, 'Name').fill('another name');
  await server.api('PATCH', `${path}/replicaScaling`, { minReplicaMemoryGb: 8, maxReplicaMemoryGb: 356 });
  await submit(page).click();
  await expectProblem(page.getByRole('main'), 'status 400', 'instanceCreate', 'The new service must have the size of service');
  await expect(field(page, 'Name')).toHaveValue('another name');
});

test('a draft survives a reload, and another backup begins with its own', async ({ page, server }) => {
  const { path } = await openRestore(page, server, 'shipments prod');
  await field(page, 'Name').fill('half a restore');
  await page.reload();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(field(page, 'Name')).toHaveValue('half a restore');
  const { all } = await backupsOf(server, 'shipments prod');
  await page.goto(`${path}/backups/${all[4]!.id}/restore`);
  await expect(field(page, 'Name')).toHaveValue('shipments prod restored');
});

test.describe('in a hurry', () => {
  test.use({ flags: '--rate-limit off --speed 100' });

  test('a restore that fails is told in the tray', async ({ page, server }) => {
    await openRestore(page, server, 'pricing dev');
    await field(page, 'Name').fill('fail restore one');
    await submit(page).click();
    await page.getByRole('dialog').getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await expect(tray(page).getByRole('alert')).toContainText('did not end as expected', { timeout: 30_000 });
  });
});

test('an answer that got lost does not claim that nothing happened', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await openRestore(page, server, 'pricing dev');
  await server.faults({ cut: 1 });
  await submit(page).click();
  await expect(page.getByRole('alert')).toContainText('Whether it was done is not known');
  await server.faults({});
  expect(writes(seen)).toHaveLength(1);
});

test('a failed backup and one that is gone are no way to a service', async ({ page, server }) => {
  const { path, all } = await backupsOf(server, 'fleet telemetry');
  const failed = all.find(({ status }) => status === 'error')!;
  await signIn(page, { at: `${path}/backups/${failed.id}/restore` });
  await expect(page.getByText('This backup failed: there is nothing to restore.')).toBeVisible();
  await page.goto(`${path}/backups/${path.split('/').pop()}/restore`);
  await expectProblem(page.getByRole('main'), 'status 404', 'backupGet');
});

test('a read-only session cannot restore, and a key that only reads is refused in words', async ({ page, server, seen }) => {
  await openRestore(page, server, 'pricing dev', { readOnly: true });
  await expect(submit(page)).toHaveAccessibleDescription(/read-only/);
  await submit(page).click({ force: true });
  expect(writes(seen)).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  const { path, all } = await backupsOf(server, 'pricing dev');
  await signIn(page, { at: `${path}/backups/${newestDone(all).id}/restore`, key: KEYS.readOnly });
  await reconfirmation(page, 'anywhere').fill('anywhere');
  await submit(page).click();
  await expectProblem(page.getByRole('main'), 'status 403', 'roles do not allow');
});
