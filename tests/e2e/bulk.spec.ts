// Many API keys, invitations and members at once: selected, done with what may be done, and what failed tried again.
import type { Locator, Page, Route } from '@playwright/test';
import { type Server, expect, test, writes } from './fixtures/console.ts';
import { createKey, keys, named } from './fixtures/keys.ts';
import { type Invitation, type Member, invitations, line, list, listed, member, open, role, rolesOf, write } from './fixtures/people.ts';

const bar = (page: Page) => page.getByRole('group', { name: 'Selected rows' });
const said = (page: Page) => bar(page).getByRole('status').filter({ hasText: 'selected' });
const select = (page: Page, table: string, name: string) => listed(page, table).getByRole('checkbox', { name: `Select ${name}`, exact: true });
const results = (dialog: Locator) => dialog.getByRole('list', { name: 'Results' }).getByRole('listitem');

/** Refuses what the address ends in, as the API does. */
async function refuse(page: Page, method: string, end: string) {
  const answer = { status: 409, error: 'CONFLICT: Not now', requestId: '0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f' };
  const handle = (route: Route) => (route.request().method() === method ? route.fulfill({ status: 409, json: answer }) : route.fallback());
  await page.route(`**/v1/**${end}`, handle);
}

async function threeKeys(page: Page, server: Server) {
  for (const name of ['batch one', 'batch two', 'batch three']) await createKey(server, name);
  await open(page, server, 'keys');
  await page.getByRole('combobox', { name: 'Filter' }).fill('batch');
  await expect(listed(page, 'API keys').getByRole('row')).toHaveCount(4);
}

test('keys are disabled as a range, and a row that fails is tried again alone', async ({ page, server, seen }) => {
  await threeKeys(page, server);
  const rows = listed(page, 'API keys').getByRole('checkbox', { name: /^Select batch/ });
  await rows.first().check();
  await rows.last().click({ modifiers: ['Shift'] });
  await expect(said(page)).toHaveText('3 selected');
  await bar(page).getByRole('button', { name: 'Disable 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable: 3 API keys' });
  await expect(dialog).toContainText('Whatever uses the key is refused within seconds');
  const [two] = await named(server, 'batch two');
  await refuse(page, 'PATCH', two!.id);
  await dialog.getByRole('button', { name: 'Disable 3' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 2 done, 1 failed.');
  await expect(results(dialog).filter({ hasText: 'batch two' })).toContainText('Not now');
  await expect(results(dialog).filter({ hasText: 'batch two' })).toContainText('status 409');
  await page.unrouteAll();
  const before = writes(seen).length;
  await dialog.getByRole('button', { name: 'Retry 1 failed' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 3 done.');
  expect(writes(seen)).toHaveLength(before + 1);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(bar(page)).toBeHidden();
  expect((await keys(server)).filter(({ name }) => name.startsWith('batch')).map(({ state }) => state)).toEqual(['disabled', 'disabled', 'disabled']);
});

test('all keys that the filter leaves are selected, and each that stays tells why', async ({ page, server, seen }) => {
  await open(page, server, 'keys');
  await listed(page, 'API keys').getByRole('checkbox', { name: 'Select all rows shown' }).check();
  const all = await keys(server);
  await expect(said(page)).toHaveText(`${all.length} selected`);
  const disabled = all.filter(({ state }) => state === 'disabled').length;
  expect(disabled).toBeGreaterThan(0);
  // All but the session's own and those that are disabled.
  const count = all.length - disabled - 1;
  await bar(page).getByRole('button', { name: `Disable ${count} of ${all.length}` }).click();
  const dialog = page.getByRole('dialog', { name: /^Disable: / });
  await expect(dialog).toContainText(`${disabled + 1} left out`);
  await expect(dialog).toContainText('demo admin: This session uses this key');
  await expect(dialog).toContainText('demo disabled: The key is disabled already.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await bar(page).getByRole('button', { name: `Enable ${disabled} of ${all.length}` }).click();
  await page.getByRole('button', { name: `Enable ${disabled}`, exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(`Finished: ${disabled} done.`);
  expect(writes(seen)).toHaveLength(disabled);
});

test('deleting many keys wants words typed, and one that somebody deleted meanwhile is left out', async ({ page, server, seen }) => {
  await threeKeys(page, server);
  await listed(page, 'API keys').getByRole('checkbox', { name: 'Select all rows shown' }).check();
  await bar(page).getByRole('button', { name: 'Delete 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete: 3 API keys' });
  const submit = dialog.getByRole('button', { name: 'Delete 3' });
  await expect(submit).toHaveAccessibleDescription('Type delete 3 API keys first');
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
  const [gone] = await named(server, 'batch one');
  await write(server, 'DELETE', `keys/${gone!.id}`);
  await dialog.getByRole('textbox', { name: 'Type delete 3 API keys to confirm' }).fill('delete 3 API keys');
  await dialog.getByRole('textbox', { name: 'Type delete 3 API keys to confirm' }).press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Finished: 2 done, 1 left out.');
  await expect(results(dialog).filter({ hasText: 'batch one' })).toContainText('not in the list any more');
  expect((await keys(server)).filter(({ name }) => name.startsWith('batch'))).toEqual([]);
  expect(writes(seen)).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(bar(page)).toBeHidden();
});

test('a selected row that somebody else removed is told to be gone, and not to be hidden', async ({ page, server, seen }) => {
  await threeKeys(page, server);
  await listed(page, 'API keys').getByRole('checkbox', { name: 'Select all rows shown' }).check();
  const remove = async (name: string) => {
    const [one] = await named(server, name);
    await write(server, 'DELETE', `keys/${one!.id}`);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(line(page, 'API keys', name)).toHaveCount(0);
  };
  await remove('batch one');
  await expect(said(page)).toHaveText('3 selected, 1 of them no longer there');
  await expect(bar(page).getByRole('button', { name: 'Disable 2', exact: true })).toBeVisible();
  await page.getByRole('combobox', { name: 'Filter' }).fill('batch two');
  await expect(said(page)).toHaveText('3 selected, 1 of them hidden by the filter, 1 of them no longer there');
  await page.getByRole('combobox', { name: 'Filter' }).fill('');
  await remove('batch two');
  await remove('batch three');
  await expect(said(page)).toHaveText('3 selected, 3 of them no longer there');
  await expect(bar(page).getByRole('button', { name: 'Disable 0' })).toHaveAccessibleDescription('Nothing of what is selected is there any more.');
  await bar(page).getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar(page)).toBeHidden();
  expect(writes(seen)).toEqual([]);
});

test('invitations are sent again: each is deleted and made anew, and one that failed half way goes on', async ({ page, server, seen }) => {
  await open(page, server, 'invitations');
  const old = await list<Invitation>(server, 'invitations');
  await listed(page, 'Invitations').getByRole('checkbox', { name: 'Select all rows shown' }).check();
  await bar(page).getByRole('button', { name: `Invite again ${old.length}` }).click();
  const dialog = page.getByRole('dialog', { name: `Invite again: ${old.length} invitations` });
  await expect(dialog).toContainText('2 requests for each invitation');
  await refuse(page, 'POST', '/invitations');
  await dialog.getByRole('button', { name: `Invite again ${old.length}` }).click();
  await expect(dialog.getByRole('status')).toHaveText(`Finished: 0 done, ${old.length} failed.`);
  await expect(results(dialog).first()).toContainText('The old invitation is deleted');
  expect(await invitations(server)).toEqual([]);
  await page.unrouteAll();
  const before = writes(seen).length;
  await dialog.getByRole('button', { name: `Retry ${old.length} failed` }).click();
  await expect(dialog.getByRole('status')).toHaveText(`Finished: ${old.length} done.`);
  expect(writes(seen).slice(before).map(({ method }) => method)).toEqual(old.map(() => 'POST'));
  const made = await list<Invitation>(server, 'invitations');
  const told = (all: Invitation[]) => all.map(({ email, assignedRoles }) => `${email} ${assignedRoles.map(({ roleName }) => roleName)}`).sort();
  expect(told(made)).toEqual(told(old));
  expect(made.map(({ id }) => id)).not.toContain(old[0]!.id);
  await dialog.getByRole('button', { name: 'Close' }).click();
  for (const { email } of old) await expect(line(page, 'Invitations', email)).toBeVisible();
});

test('all invitations are deleted, and what became of each stays on view', async ({ page, server }) => {
  await open(page, server, 'invitations');
  const old = await invitations(server);
  await listed(page, 'Invitations').getByRole('checkbox', { name: 'Select all rows shown' }).check();
  await bar(page).getByRole('button', { name: `Delete ${old.length}` }).click();
  const dialog = page.getByRole('dialog', { name: `Delete: ${old.length} invitations` });
  await dialog.getByRole('textbox').fill(`delete ${old.length} invitations`);
  await dialog.getByRole('button', { name: `Delete ${old.length}` }).click();
  await expect(dialog.getByRole('status')).toHaveText(`Finished: ${old.length} done.`);
  await expect(results(dialog)).toHaveCount(old.length);
  expect(await invitations(server)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('Everybody who was invited has joined, or nobody was.')).toBeVisible();
});

test('a role is added to many members, and taken from all but the last Admin', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  const names = ['Priya Raman', 'Jonas Weber'];
  await listed(page, 'Members').getByRole('checkbox', { name: 'Select all rows shown' }).check();
  const all = await list<Member>(server, 'members');
  await expect(said(page)).toHaveText(`${all.length} selected`);
  await bar(page).getByRole('button', { name: 'Clear selection' }).click();
  for (const name of names) await select(page, 'Members', name).check();
  await bar(page).getByRole('button', { name: 'Add role 2' }).click();
  let dialog = page.getByRole('dialog', { name: 'Add role: 2 members' });
  await dialog.getByRole('button', { name: 'Add role 2' }).click();
  await expect(dialog.getByText('Choose a role')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('Billing');
  await dialog.getByRole('button', { name: 'Add role 2' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 2 done.');
  await dialog.getByRole('button', { name: 'Close' }).click();
  for (const name of names) await expect.poll(() => rolesOf(server, name)).toContain('Billing');
  expect(await rolesOf(server, 'Priya Raman')).toContain('Shipments operators');
  expect(writes(seen)).toHaveLength(2);
  for (const name of ['Ada Okafor', ...names]) await select(page, 'Members', name).check();
  await bar(page).getByRole('button', { name: 'Remove role 3' }).click();
  dialog = page.getByRole('dialog', { name: 'Remove role: 3 members' });
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('Admin');
  await dialog.getByRole('button', { name: 'Remove role 3' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 0 done, 3 left out.');
  await expect(results(dialog).filter({ hasText: 'Ada Okafor' })).toContainText('last member with the role Admin');
  await expect(results(dialog).filter({ hasText: 'Jonas Weber' })).toContainText('does not have this role');
  expect(writes(seen)).toHaveLength(2);
});

test.describe('members whose new roles the API does not show yet', () => {
  test.use({ flags: '--rate-limit off --speed 0.01' });
  test('are looked for together, with one read a round', async ({ page, server, seen }) => {
    await open(page, server, 'members');
    const names = ['Priya Raman', 'Jonas Weber', 'Mei Tanaka'];
    for (const name of names) await select(page, 'Members', name).check();
    await bar(page).getByRole('button', { name: 'Add role 3' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add role: 3 members' });
    await dialog.getByRole('combobox', { name: 'Role' }).selectOption('Billing');
    await dialog.getByRole('button', { name: 'Add role 3' }).click();
    await expect(dialog.getByRole('status')).toHaveText('Finished: 3 done.');
    await dialog.getByRole('button', { name: 'Close' }).click();
    for (const name of names) await expect(line(page, 'Members', name)).toContainText('changing');
    const reads = (path: RegExp) => seen.calls.filter((call) => call.method === 'GET' && path.test(call.path)).length;
    const before = reads(/\/members$/);
    await expect.poll(() => reads(/\/members$/), { timeout: 15_000 }).toBe(before + 2);
    for (const name of names) await expect(line(page, 'Members', name)).toContainText('changing');
    await server.advance(600);
    for (const name of names) {
      await expect(line(page, 'Members', name)).toContainText('Billing', { timeout: 15_000 });
      await expect(line(page, 'Members', name)).not.toContainText('changing');
    }
    expect(reads(/\/members\/[^/]+$/)).toBe(0);
    expect(writes(seen)).toHaveLength(3);
  });
});

test('many members are removed, and the last Admin is left out with the reason', async ({ page, server }) => {
  await open(page, server, 'members');
  for (const name of ['Ada Okafor', 'Sofia Rossi', 'Mei Tanaka']) await select(page, 'Members', name).check();
  await bar(page).getByRole('button', { name: 'Remove 2 of 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove: 2 members' });
  await expect(dialog).toContainText('Ada Okafor: This is the last member with the role Admin');
  await expect(dialog).toContainText('API keys belong to the organization');
  const { userId } = await member(server, 'Sofia Rossi');
  await refuse(page, 'DELETE', userId);
  await dialog.getByRole('textbox').fill('remove 2 members');
  await dialog.getByRole('button', { name: 'Remove 2' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 1 done, 1 failed.');
  await page.unrouteAll();
  await dialog.getByRole('button', { name: 'Retry 1 failed' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 2 done.');
  const left = (await list<Member>(server, 'members')).map(({ name }) => name);
  expect(left).toContain('Ada Okafor');
  expect(left).not.toContain('Sofia Rossi');
  expect(left).not.toContain('Mei Tanaka');
});

test('in a read-only session nothing can be done to many, and each button says so', async ({ page, server, seen }) => {
  await open(page, server, 'keys', { readOnly: true });
  for (const [area, table, actions] of [
    ['API keys', 'API keys', ['Disable', 'Delete']],
    ['Members', 'Members', ['Add role', 'Remove']],
    ['Invitations', 'Invitations', ['Invite again', 'Delete']],
  ] as const) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: area }).click();
    await listed(page, table).getByRole('checkbox', { name: 'Select all rows shown' }).check();
    for (const action of actions) {
      const button = bar(page).getByRole('button', { name: new RegExp(`^${action} 0 of `) });
      await expect(button).toHaveAccessibleDescription('This session is read-only.');
    }
  }
  expect(writes(seen)).toEqual([]);
});

test.describe('within the request budget', () => {
  test.use({ config: {}, flags: '--rate-limit off --speed 20' });
  test('a run says how long it takes, and overruns nothing', async ({ page, server, seen }) => {
    test.slow();
    const { id } = await role(server, 'Member');
    for (const number of [1, 2, 3, 4, 5]) await write(server, 'POST', 'invitations', { email: `many-${number}@example.com`, assignedRoleIds: [id] });
    await open(page, server, 'invitations');
    await page.getByRole('combobox', { name: 'Filter' }).fill('many-');
    await listed(page, 'Invitations').getByRole('checkbox', { name: 'Select all rows shown' }).check();
    await bar(page).getByRole('button', { name: 'Invite again 5' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite again: 5 invitations' });
    await expect(dialog).toContainText('2 requests for each invitation, behind what you do meanwhile: the key may send 10 in 10 seconds.');
    await dialog.getByRole('button', { name: 'Invite again 5' }).click();
    await expect(dialog.getByRole('status')).toHaveText('Finished: 5 done.', { timeout: 40_000 });
    expect(writes(seen)).toHaveLength(10);
    const crowd = seen.calls.map(({ at }) => seen.calls.filter((call) => call.at >= at && call.at < at + 9_500).length);
    expect(Math.max(...crowd)).toBeLessThanOrEqual(10);
  });
});

test('what was typed for many services is not lost without asking: by Escape, by Cancel, beside the dialog, by Back', async ({ page, server, seen }) => {
  await open(page, server, 'services');
  await select(page, 'Services', 'customs archive').check();
  await select(page, 'Services', 'pricing dev').check();
  const add = bar(page).getByRole('button', { name: 'Add tag 2' });
  await add.click();
  const dialog = page.getByRole('dialog', { name: 'Add tag: 2 services' });
  // Nothing was typed: nothing is asked.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await add.press('Enter');
  const field = dialog.getByRole('textbox', { name: 'Tag' });
  await expect(field).toBeFocused();
  await page.keyboard.type('team=freight');
  const ask = dialog.getByRole('alertdialog', { name: 'Discard changes?' });
  await page.mouse.click(4, 400);
  await expect(dialog).toBeVisible();
  await expect(ask).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(ask.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toBeHidden();
  await expect(field).toBeFocused();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('Enter');
  await expect(ask).toBeHidden();
  await expect(field).toHaveValue('team=freight');
  await page.goBack();
  await expect(ask).toBeVisible();
  await ask.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  await expect(said(page)).toHaveText('2 selected');
  await add.click();
  await expect(field).toHaveValue('');
  // What is wrong leads to its field, and what is sent asks nothing more.
  await dialog.getByRole('button', { name: 'Add tag 2' }).press('Enter');
  await expect(field).toBeFocused();
  expect(writes(seen)).toEqual([]);
  await page.keyboard.type('team=freight');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Finished: 2 done.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(writes(seen)).toHaveLength(2);
});
