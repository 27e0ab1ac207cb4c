// API keys: the list, one key, and what is done to it.
import { KEYS, expect, expectProblem, signIn, tabTo, test, writes } from './fixtures/console.ts';
import {
  changeKey, createKey, deleteKey, keyRow, keyTable, keysPath, named, oneKey, openKey, openKeys, statusWith, visitKey,
} from './fixtures/keys.ts';
import type { Page } from '@playwright/test';

async function openKeyMenu(page: Page, name: string) {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  return page.getByRole('menu', { name: `Actions for ${name}` });
}

test('the list tells what stands out of each key, and which one is ours', async ({ page }) => {
  await openKeys(page);
  const marks: [string, string[]][] = [
    ['demo admin', ['this session', 'admin without IP list', 'never expires']],
    ['demo expired', ['expired', 'never used']],
    ['grafana', ['expires soon']],
    ['nightly export', ['never expires', 'unused 90 days']],
    ['load test', ['never used']],
    ['staging ci', ['nobody can use it']],
    ['demo read only', ['open to the world']],
  ];
  for (const [name, words] of marks) {
    for (const word of words) await expect(keyRow(page, name)).toContainText(word);
  }
  await expect(keyTable(page).getByText('this session')).toHaveCount(1);
  await expect(keyRow(page, 'demo disabled')).toContainText('disabled');
  await expect(keyRow(page, 'demo admin')).toContainText('…0001');
});

test('the list is narrowed by a mark and by text, and the address keeps both', async ({ page }) => {
  await openKeys(page);
  await page.getByRole('group', { name: 'Filter by mark' }).getByRole('button', { name: /^never used/ }).click();
  await expect(keyRow(page, 'load test')).toBeVisible();
  await expect(keyRow(page, 'grafana')).toBeHidden();
  await expect(page).toHaveURL(/mark(:|%3A)never-used/);
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.fill('mark:never-used load');
  await expect(keyRow(page, 'staging ci')).toBeHidden();
  await expect(page).toHaveURL(/load/);
  await page.reload();
  await expect(keyRow(page, 'load test')).toBeVisible();
  await expect(keyRow(page, 'staging ci')).toBeHidden();
  await expect(page.getByRole('button', { name: /^never used/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: /^never used/ }).click();
  await expect(filter).toHaveValue('load');
  await filter.fill('nothing like this');
  await page.getByRole('main').getByText('No API key matches the filter').waitFor();
  await page.getByRole('button', { name: 'Clear filter' }).last().click();
  await expect(keyRow(page, 'grafana')).toBeVisible();
});

test('the page of a key tells its two ids apart, its rights, and its past', async ({ page, server }) => {
  await openKey(page, 'terraform');
  const { id, keySuffix } = await oneKey(server, 'terraform');
  const main = page.getByRole('main');
  await expect(main).toContainText(`…${keySuffix}`);
  await expect(main).toContainText(id);
  await expect(main).toContainText('The key ID is the user name of HTTP Basic');
  const can = page.getByRole('region', { name: 'What terraform can do' });
  await expect(can).toContainText('Create services');
  await expect(can).toContainText('Delete API keys');
  await page.getByRole('main').getByRole('link', { name: 'Admin', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Who has Admin' }).getByRole('link', { name: 'terraform' })).toBeVisible();
  await page.goBack();
  const activity = page.getByRole('region', { name: 'Activity of the last 30 days' });
  await expect(activity.getByRole('listitem').first()).toContainText('by this key');
});

test('the log is read once for all keys', async ({ page, seen }) => {
  await openKey(page, 'terraform');
  await expect(page.getByRole('region', { name: /^Activity/ }).getByRole('listitem').first()).toBeVisible();
  const reads = () => seen.calls.filter(({ path }) => path.endsWith('/activities')).length;
  const before = reads();
  await page.goBack();
  await page.getByRole('link', { name: 'grafana', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'grafana' })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Activity/ })).toContainText(/Nothing was recorded|by /);
  expect(reads()).toBe(before);
});

test('an edit says now and after, and sends only what differs', async ({ page, server }) => {
  const key = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await expect(apply).toHaveAccessibleDescription('Change something first');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ci runner');
  await dialog.getByRole('checkbox', { name: 'Service API reader', exact: true }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Member', exact: true }).check();
  await dialog.getByRole('radio', { name: 'In 30 days' }).check();
  await dialog.getByRole('checkbox', { name: 'Allow access from anywhere' }).uncheck();
  await expect(apply).toHaveAccessibleDescription(/nobody can use the key/);
  await dialog.getByRole('button', { name: 'Add entry' }).click();
  await dialog.getByRole('textbox', { name: 'Source 1' }).fill('203.0.113.7');
  const changes = dialog.getByRole('region', { name: 'What will change' });
  for (const line of [/ci.*becomes.*ci runner/, /Removed Role: Service API reader/, /Added Role: Member/, /never.*becomes.*20\d\d/, /Removed IP access list: 0\.0\.0\.0\/0 \(Anywhere\)/, /Added IP access list: 203\.0\.113\.7/]) {
    await expect(changes).toContainText(line);
  }
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await apply.click();
  expect(Object.keys((await sent).postDataJSON() as object).sort()).toEqual(['assignedRoleIds', 'expireAt', 'ipAccessList', 'name']);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'ci runner' })).toBeVisible();
  const changed = await oneKey(server, 'ci runner');
  expect(changed.id).toBe(key.id);
  expect(changed.assignedRoles.map((role) => role.roleName)).toEqual(['Member']);
});

test('an expiry in the past is caught', async ({ page, server, seen }) => {
  await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await dialog.getByRole('radio', { name: 'At the end of a day' }).check();
  await dialog.getByLabel('Last day').fill('2026-01-31');
  await expect(dialog.getByLabel('Last day')).toHaveAccessibleDescription(/This day is over/);
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await expect(apply).toHaveAccessibleDescription(/This day is over/);
  await apply.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('a key that somebody else changed meanwhile is not overwritten', async ({ page, server, seen }) => {
  const key = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await dialog.getByRole('radio', { name: 'In 90 days' }).check();
  await changeKey(server, key, { name: 'ci of somebody else' });
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/ci.*becomes/);
  await expect(dialog.getByRole('alert')).toContainText('ci of somebody else');
  expect(writes(seen)).toEqual([]);
  await expect(dialog.getByRole('radio', { name: 'In 90 days' })).toBeChecked();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ci of somebody else');
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  expect((await oneKey(server, 'ci of somebody else')).expireAt).not.toBeNull();
});

test('a key that somebody else deleted meanwhile keeps the input', async ({ page, server, seen }) => {
  const key = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('another name');
  await deleteKey(server, key);
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expectProblem(dialog, 'The key is gone', 'status 404');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('another name');
  expect(writes(seen)).toEqual([]);
});

test('a role that is gone is seen and taken out', async ({ page, server }) => {
  const roles = `/organizations/${await server.organization()}/roles`;
  const role = await server.api<{ id: string }>('POST', roles, { name: 'Night shift', actors: [], policies: [] });
  const key = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await dialog.getByRole('checkbox', { name: /^Night shift/ }).check();
  await server.api('DELETE', `${roles}/${role.id}`);
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expectProblem(dialog, 'Role not found', 'status 400');
  await expect(dialog.getByText('A chosen role no longer exists: take it out').first()).toBeVisible();
  await dialog.getByRole('checkbox', { name: /^Night shift/ }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Member', exact: true }).check();
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  expect((await oneKey(server, 'ci')).id).toBe(key.id);
});

test('a key is disabled and enabled', async ({ page, server }) => {
  await openKeys(page);
  await (await openKeyMenu(page, 'demo disabled')).getByRole('menuitem', { name: 'Enable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await expect(keyRow(page, 'demo disabled')).toContainText('enabled');
  expect(await statusWith(server, KEYS.disabled)).toBe(200);
  await (await openKeyMenu(page, 'demo disabled')).getByRole('menuitem', { name: 'Disable' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable demo disabled?' });
  await expect(dialog).toContainText('401, Key is not active');
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('demo disabled is disabled')).toBeVisible();
  expect(await statusWith(server, KEYS.disabled)).toBe(401);
});

test('an expired key opens again with a new expiry', async ({ page, server }) => {
  expect(await statusWith(server, KEYS.expired)).toBe(401);
  await openKey(page, 'demo expired');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'In 365 days' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Apply changes' }).click();
  await expect(page.getByText('demo expired is changed')).toBeVisible();
  expect(await statusWith(server, KEYS.expired)).toBe(200);
});

test('by keyboard alone: a key is deleted by its typed name', async ({ page, server }) => {
  await createKey(server, 'old ci');
  await openKeys(page);
  await tabTo(page, page.getByRole('link', { name: 'old ci', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'old ci' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'More actions for old ci' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Delete API key' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete old ci?' });
  await expect(dialog).toContainText('Query API endpoints that name it');
  await page.keyboard.type('old c');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Delete API key' })).toHaveAccessibleDescription('Type old ci first');
  await page.keyboard.type('i');
  await page.keyboard.press('Enter');
  await expect(keyTable(page)).toBeVisible();
  await expect(keyRow(page, 'old ci')).toBeHidden();
  expect(await named(server, 'old ci')).toEqual([]);
});

test('what the API refuses is told in place', async ({ page, server }) => {
  await createKey(server, 'refuse update');
  await createKey(server, 'refuse delete');
  await openKey(page, 'refuse update');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expectProblem(page.getByRole('dialog'), 'A change of this key is refused', 'status 400');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit refuse update' });
  await edit.getByRole('textbox', { name: 'Name' }).fill('better');
  await edit.getByRole('button', { name: 'Apply changes' }).click();
  await expectProblem(edit, 'A change of this key is refused');
  await expect(edit.getByRole('textbox', { name: 'Name' })).toHaveValue('better');
  await edit.getByRole('button', { name: 'Cancel' }).click();
  await edit.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(edit).toBeHidden();
  await visitKey(page, server, await oneKey(server, 'refuse delete'));
  await page.getByRole('button', { name: 'More actions for refuse delete' }).click();
  await page.getByRole('menuitem', { name: 'Delete API key' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('refuse delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete API key' }).click();
  await expectProblem(page.getByRole('dialog'), 'This key cannot be deleted', 'status 409');
});

test('a key that somebody else deleted first is gone all the same', async ({ page, server }) => {
  const key = await createKey(server, 'old ci');
  await openKeys(page);
  await (await openKeyMenu(page, 'old ci')).getByRole('menuitem', { name: 'Delete API key' }).click();
  await deleteKey(server, key);
  await page.getByRole('dialog').getByRole('textbox').fill('old ci');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete API key' }).click();
  await expect(page.getByText('old ci was deleted already, by somebody else')).toBeVisible();
  await expect(keyRow(page, 'old ci')).toBeHidden();
});

test('a key that somebody else deleted is not disabled, and leaves the list', async ({ page, server }) => {
  const key = await createKey(server, 'old ci');
  await openKeys(page);
  await (await openKeyMenu(page, 'old ci')).getByRole('menuitem', { name: 'Disable' }).click();
  await deleteKey(server, key);
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expectProblem(page.getByRole('dialog'), 'status 404');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(keyRow(page, 'old ci')).toBeHidden();
});

test('our own key is guarded, with the reason in the action', async ({ page, server, seen }) => {
  await openKeys(page);
  const menu = await openKeyMenu(page, 'demo admin');
  await expect(menu.getByRole('menuitem', { name: 'Disable' })).toHaveAccessibleDescription(/This session uses this key/);
  await expect(menu.getByRole('menuitem', { name: 'Delete API key' })).toHaveAccessibleDescription(/deletes no key at its own request/);
  await menu.getByRole('menuitem', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit demo admin' });
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await dialog.getByRole('checkbox', { name: 'Allow access from anywhere' }).uncheck();
  await expect(apply).toHaveAccessibleDescription(/an empty list would shut it out/);
  await dialog.getByRole('radio', { name: 'In 30 days' }).check();
  await expect(dialog.getByText(/This session uses this key: it ends 20/)).toBeHidden();
  await dialog.getByRole('checkbox', { name: 'Allow access from anywhere' }).check();
  await expect(dialog.getByText(/This session uses this key: it ends 20/)).toBeVisible();
  await dialog.getByRole('radio', { name: /^As it is/ }).check();
  await dialog.getByRole('checkbox', { name: 'Allow access from anywhere' }).uncheck();
  await dialog.getByRole('button', { name: 'Add entry' }).click();
  await dialog.getByRole('textbox', { name: 'Source 1' }).fill('127.0.0.1');
  await expect(dialog).toContainText('the session ends with this change');
  await expect(apply).toHaveAccessibleDescription(/Confirm first/);
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'My own address is in the list' }).check();
  await apply.click();
  await expect(dialog).toBeHidden();
  expect((await oneKey(server, 'demo admin')).ipAccessList).toEqual([{ source: '127.0.0.1' }]);
  // An address that opens a refused dialog does not open what is refused.
  await visitKey(page, server, await oneKey(server, 'demo admin'), `?dialog=disable&on=${(await oneKey(server, 'demo admin')).id}`);
  await expect(page.getByRole('dialog')).toContainText('would end the session');
  const disable = page.getByRole('dialog').getByRole('button', { name: 'Disable' });
  await expect(disable).toHaveAccessibleDescription(/would end the session/);
  await disable.click({ force: true });
  expect(writes(seen)).toHaveLength(1);
});

test('a read-only session offers nothing that changes a key', async ({ page, seen }) => {
  await openKeys(page, { readOnly: true });
  const menu = await openKeyMenu(page, 'grafana');
  for (const name of ['Edit', 'Rotate', 'Disable', 'Delete API key']) {
    await expect(menu.getByRole('menuitem', { name })).toHaveAccessibleDescription('This session is read-only.');
    await menu.getByRole('menuitem', { name }).click({ force: true });
  }
  expect(writes(seen)).toEqual([]);
});

test('a read-only key sees names without the list of roles, and is refused in words', async ({ page }) => {
  await openKey(page, 'grafana', { key: KEYS.readOnly });
  await expect(page.getByRole('main')).toContainText('Shipments operators');
  await expect(page.getByRole('region', { name: 'What grafana can do' })).toContainText('may not read what roles allow');
  await page.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit grafana' });
  await expect(edit).toContainText('may not list the organization');
  await expect(edit.getByRole('checkbox', { name: 'Shipments operators' })).toBeChecked();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expectProblem(page.getByRole('dialog'), 'status 403', 'roles do not allow');
  await page.keyboard.press('Escape');
  // What was refused once is not offered again.
  for (const name of ['Edit', 'Disable']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveAccessibleDescription(/The API refused this to the key/);
  }
});

test('an unknown key is told, and a list that fails can be asked again', async ({ page, server }) => {
  await signIn(page, { at: `${await keysPath(server)}/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11` });
  await expect(page.getByRole('main')).toContainText('The API knows no such key');
  await server.faults({ garbage: 1 });
  await page.getByRole('link', { name: 'Go to the API keys' }).click();
  await expect(page.getByRole('alert')).toContainText('Listing API keys failed');
  await server.faults({});
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(keyTable(page)).toBeVisible();
});
