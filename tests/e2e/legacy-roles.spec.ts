// An organization that has not migrated to custom roles: one word instead of a set, read and written.
import { expect, reconfirmation, test, visit, writes } from './fixtures/console.ts';
import { confirmStored, keyRow, keysPath, oneKey, openKeys, readPair } from './fixtures/keys.ts';
import { choose, line, list, listed, open } from './fixtures/people.ts';

interface Legacy {
  name: string;
  email: string;
  role: string;
  assignedRoles?: unknown;
}

test.use({ flags: '--rate-limit off --speed 60 --legacy-roles' });

const SAID = 'has not migrated to custom roles';

test('members show their word and are given the other one', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  await expect(line(page, 'Members', 'Ada Okafor')).toContainText('admin');
  await expect(line(page, 'Members', 'Mei Tanaka')).toContainText('developer');
  const dialog = await choose(page, 'Mei Tanaka', 'Change roles');
  await expect(dialog).toContainText(SAID);
  await expect(dialog.getByRole('radio', { name: 'developer' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'admin' }).check();
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText('admin');
  await dialog.getByText('Equivalent command').click();
  await expect(dialog.getByRole('region', { name: 'equivalent curl' })).toContainText('"role"');
  await reconfirmation(dialog, 'admin').fill('admin');
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  expect((await sent).postDataJSON()).toEqual({ role: 'admin' });
  await expect(dialog).toBeHidden();
  await expect(line(page, 'Members', 'Mei Tanaka')).toContainText('admin');
  expect(writes(seen)).toHaveLength(1);
  await page.getByRole('link', { name: 'Mei Tanaka' }).click();
  await expect(page.getByRole('region', { name: 'What Mei Tanaka can do' })).toContainText('Everything in the organization.');
});

test('the last admin keeps the word', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Ada Okafor', 'Change roles');
  await dialog.getByRole('radio', { name: 'developer' }).check();
  const submit = dialog.getByRole('button', { name: 'Change roles' });
  await expect(submit).toHaveAccessibleDescription(/last member with the role Admin/);
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('many are invited with a word for all and one of their own, and one again', async ({ page, server }) => {
  await open(page, server, 'invitations/new');
  const main = page.getByRole('main');
  await expect(main).toContainText(SAID);
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com, two@example.com');
  const submit = page.getByRole('button', { name: 'Invite members' });
  await expect(submit).toHaveAccessibleDescription('Choose at least one role.');
  await page.getByRole('radio', { name: 'developer' }).check();
  await page.getByRole('combobox', { name: 'Role of two@example.com' }).selectOption('admin');
  await reconfirmation(page, 'admin').fill('admin');
  await submit.click();
  await expect(page.getByText('2 invited.')).toBeVisible();
  const roles = async () => Object.fromEntries((await list<Legacy>(server, 'invitations')).map(({ email, role }) => [email, role]));
  expect(await roles()).toMatchObject({ 'one@example.com': 'developer', 'two@example.com': 'admin' });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Invitations' }).click();
  await expect(line(page, 'Invitations', 'two@example.com')).toContainText('admin');
  const again = await choose(page, 'two@example.com', 'Invite again');
  await expect(again).toContainText('anew as admin');
  await reconfirmation(again, 'admin').fill('admin');
  await again.getByRole('button', { name: 'Invite again' }).click();
  await expect(page.getByText('Invited two@example.com again')).toBeVisible();
  await expect(listed(page, 'Invitations')).toBeVisible();
  expect(await roles()).toMatchObject({ 'two@example.com': 'admin' });
});

test('a key is created, edited and rotated with the words of before', async ({ page, server }) => {
  await openKeys(page);
  await expect(keyRow(page, 'demo admin')).toContainText('admin without IP list');
  await visit(page, `${await keysPath(server)}/new`);
  await page.getByRole('textbox', { name: 'Name' }).fill('old ways');
  await page.getByRole('checkbox', { name: 'developer' }).check();
  await page.getByRole('checkbox', { name: 'Allow access from anywhere' }).check();
  await reconfirmation(page, 'anywhere').fill('anywhere');
  await page.getByRole('button', { name: 'Create API key' }).click();
  const shown = page.getByRole('dialog', { name: 'old ways is created' });
  await readPair(shown);
  await confirmStored(shown);
  await expect(page.getByRole('heading', { level: 1, name: 'old ways' })).toBeVisible();
  expect(await oneKey(server, 'old ways')).toMatchObject({ roles: ['developer'] });
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit old ways' });
  await expect(dialog).toContainText(SAID);
  await dialog.getByRole('checkbox', { name: 'developer' }).uncheck();
  await expect(dialog.getByRole('button', { name: 'Apply changes' })).toHaveAccessibleDescription(/Choose at least one role/);
  await dialog.getByRole('checkbox', { name: 'query_endpoints' }).check();
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  expect((await sent).postDataJSON()).toEqual({ roles: ['query_endpoints'] });
  await expect(page.getByText('old ways is changed')).toBeVisible();
  await page.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByRole('main')).toContainText('the same roles (query_endpoints)');
  await page.getByRole('textbox', { name: 'Name of the new key' }).fill('newer ways');
  await page.getByRole('button', { name: 'Create new key' }).click();
  await expect(page.getByRole('button', { name: 'Try the new key' })).toBeVisible();
  expect(await oneKey(server, 'newer ways')).toMatchObject({ roles: ['query_endpoints'] });
});
