// Members: who is there, which roles they have, how that is changed and ended.
import { KEYS, expect, expectProblem, tabTo, test, writes } from './fixtures/console.ts';
import { type Member, choose, line, list, listed, member, open, role, rolesOf, write } from './fixtures/people.ts';

test('the list shows every member with roles, and is filtered by any of it', async ({ page, server }) => {
  await open(page, server, 'members');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  const all = await list<Member>(server, 'members');
  await expect(listed(page, 'Members').getByRole('row')).toHaveCount(all.length + 1);
  for (const { name, email, assignedRoles } of all) {
    await expect(line(page, 'Members', name)).toContainText(email);
    for (const { roleName } of assignedRoles) await expect(line(page, 'Members', name)).toContainText(roleName);
  }
  await page.getByRole('combobox', { name: 'Filter' }).fill('operators');
  await expect(listed(page, 'Members').getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/filter=operators/);
  await page.getByRole('combobox', { name: 'Filter' }).fill('nobody like this');
  await expect(page.getByText('No member matches the filter')).toBeVisible();
});

test('a member has a page with roles, rights and activities', async ({ page, server }) => {
  await open(page, server, 'members');
  await page.getByRole('link', { name: 'Priya Raman' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Priya Raman' })).toBeFocused();
  const rights = page.getByRole('region', { name: 'What Priya Raman can do' });
  await expect(rights.getByText('Scale services').first()).toBeVisible();
  await expect(rights.getByRole('link', { name: 'shipments prod' }).first()).toBeVisible();
  await rights.getByText(/rights are not granted/).click();
  await expect(rights.getByText('Delete API keys')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Activity of the last 30 days' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('priya.raman@example.com');
});

test('roles are changed as a set, and shown once the API shows them', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Priya Raman', 'Change roles');
  await expect(dialog.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  const submit = dialog.getByRole('button', { name: 'Change roles' });
  await expect(submit).toHaveAccessibleDescription('Change something first');
  await dialog.getByRole('checkbox', { name: 'Shipments operators' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Billing' }).check();
  const changes = dialog.getByRole('region', { name: 'What will change' });
  await expect(changes).toContainText('Added Role: Billing');
  await expect(changes).toContainText('Removed Role: Shipments operators');
  await expect(dialog.getByRole('status', { name: 'What the person can do' })).toContainText('Manage billing');
  await submit.click();
  await expect(dialog).toBeHidden();
  await expect(line(page, 'Members', 'Priya Raman')).toContainText('Billing');
  await expect(line(page, 'Members', 'Priya Raman')).not.toContainText('Shipments operators');
  expect(await rolesOf(server, 'Priya Raman')).toEqual(['Billing', 'Member']);
  expect(writes(seen).map(({ method }) => method)).toEqual(['PATCH']);
});

test.describe('a reply that echoes the old roles', () => {
  test.use({ flags: '--rate-limit off --speed 1' });
  test('is followed until the new ones show, without a second write', async ({ page, server, seen }) => {
    await open(page, server, 'members');
    const dialog = await choose(page, 'Mei Tanaka', 'Change roles');
    await dialog.getByRole('checkbox', { name: 'Service reader', exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Change roles' }).click();
    await expect(dialog).toBeHidden();
    await expect(line(page, 'Members', 'Mei Tanaka')).toContainText('changing');
    await expect(page.getByText('Roles changed')).toBeVisible();
    await expect(line(page, 'Members', 'Mei Tanaka')).not.toContainText('Service reader');
    await expect(line(page, 'Members', 'Mei Tanaka')).not.toContainText('changing');
    expect(writes(seen)).toHaveLength(1);
  });
});

test('roles that somebody else changed meanwhile are not overwritten unseen', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Jonas Weber', 'Change roles');
  await dialog.getByRole('checkbox', { name: 'Billing' }).check();
  const { userId } = await member(server, 'Jonas Weber');
  await write(server, 'PATCH', `members/${userId}`, { assignedRoleIds: [(await role(server, 'Member')).id] });
  await expect.poll(() => rolesOf(server, 'Jonas Weber')).toEqual(['Member']);
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody else changed this');
  await expect(dialog.getByRole('alert')).toContainText('Removed Role: Service admin');
  expect(writes(seen)).toEqual([]);
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await expect(dialog).toBeHidden();
  expect(writes(seen)).toHaveLength(1);
});

test('chosen roles survive a reload', async ({ page, server }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Jonas Weber', 'Change roles');
  await dialog.getByRole('checkbox', { name: 'Billing' }).check();
  await page.reload();
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toBeChecked();
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText('Added Role: Billing');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(dialog).toBeHidden();
});

test('a role that vanished is told, and the choice is kept', async ({ page, server }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Jonas Weber', 'Change roles');
  await dialog.getByRole('checkbox', { name: 'Cost viewers' }).check();
  await dialog.getByRole('checkbox', { name: 'Billing' }).check();
  await write(server, 'DELETE', `roles/${(await role(server, 'Cost viewers')).id}`);
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  // Also said beside the field, until the role is taken out.
  await expect(dialog.getByRole('alert').filter({ hasText: 'status 400' })).toContainText('Role not found');
  await expect(dialog.getByText('A role that was chosen no longer exists')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => rolesOf(server, 'Jonas Weber')).toContain('Billing');
});

test('the last Admin keeps role and place, with the reason', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  await page.getByRole('button', { name: 'Actions for Ada Okafor' }).click();
  const entry = page.getByRole('menuitem', { name: 'Remove member' });
  await expect(entry).toHaveAccessibleDescription(/last member with the role Admin/);
  await page.keyboard.press('Escape');
  const dialog = await choose(page, 'Ada Okafor', 'Change roles');
  await dialog.getByRole('checkbox', { name: 'Admin', exact: true }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Member', exact: true }).check();
  await expect(dialog.getByRole('button', { name: 'Change roles' })).toHaveAccessibleDescription(/last member with the role Admin/);
  await dialog.getByRole('button', { name: 'Change roles' }).click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('removing a member names what follows and wants the address typed', async ({ page, server }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Sofia Rossi', 'Remove member');
  await expect(dialog).toContainText('API keys belong to the organization');
  const submit = dialog.getByRole('button', { name: 'Remove member' });
  await expect(submit).toHaveAccessibleDescription('Type sofia.rossi@example.com first');
  await dialog.getByRole('textbox').fill('sofia.rossi@example.com');
  await submit.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Removed Sofia Rossi')).toBeVisible();
  await expect(line(page, 'Members', 'Sofia Rossi')).toHaveCount(0);
  expect((await list<Member>(server, 'members')).map(({ name }) => name)).not.toContain('Sofia Rossi');
});

test('a member is removed with the keyboard alone, from its page', async ({ page, server }) => {
  const { userId } = await member(server, 'Jonas Weber');
  await open(page, server, `members/${userId}`);
  const button = page.getByRole('button', { name: 'Remove member' });
  await expect(button).toBeVisible();
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Remove Jonas Weber?' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('jonas.weber@example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await expect(line(page, 'Members', 'Jonas Weber')).toHaveCount(0);
});

test('a member whom somebody else removed first is gone all the same', async ({ page, server }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Sofia Rossi', 'Remove member');
  await dialog.getByRole('textbox').fill('sofia.rossi@example.com');
  await write(server, 'DELETE', `members/${(await member(server, 'Sofia Rossi')).userId}`);
  await dialog.getByRole('button', { name: 'Remove member' }).click();
  await expect(page.getByText('Sofia Rossi was removed already, by somebody else')).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(line(page, 'Members', 'Sofia Rossi')).toHaveCount(0);
});

test('a refused or failed change keeps the choice', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Mei Tanaka', 'Change roles');
  await dialog.getByRole('checkbox', { name: 'Billing' }).check();
  await server.faults({ error: 1 });
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await expectProblem(dialog, /status 50\d/);
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toBeChecked();
  expect(writes(seen)).toEqual([]);
  await server.faults({});
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await expect(dialog).toBeHidden();
});

test('a read-only session and a read-only key change nobody', async ({ page, server, seen }) => {
  await open(page, server, 'members', { readOnly: true });
  await page.getByRole('button', { name: 'Actions for Mei Tanaka' }).click();
  for (const name of ['Change roles', 'Remove member']) {
    await expect(page.getByRole('menuitem', { name })).toHaveAccessibleDescription('This session is read-only.');
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await open(page, server, 'members', { key: KEYS.readOnly });
  await page.getByRole('button', { name: 'Actions for Mei Tanaka' }).click();
  await expect(page.getByRole('menuitem', { name: 'Change roles' })).toHaveAccessibleDescription(/control-plane:organization:manage/);
  await expect(page.getByRole('menuitem', { name: 'Remove member' })).toHaveAttribute('aria-disabled', 'true');
  expect(writes(seen)).toEqual([]);
});

test('roles that the API does not tell are not replaced', async ({ page, server, seen }) => {
  await page.route('**/members', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { result: Record<string, unknown>[] };
    for (const one of body.result) for (const field of ['role', 'assignedRoles']) delete one[field];
    await route.fulfill({ response: answer, json: body });
  });
  const { userId } = await member(server, 'Mei Tanaka');
  await open(page, server, `members/${userId}`);
  await expect(page.getByRole('region', { name: 'What Mei Tanaka can do' })).toContainText('The API did not tell the roles');
  await expect(page.getByRole('button', { name: 'Change roles' })).toHaveAccessibleDescription(/did not tell the roles/);
  expect(writes(seen)).toEqual([]);
});

test('a record of a member leads to the audit log', async ({ page, server }) => {
  await open(page, server, `members/${(await member(server, 'Ada Okafor')).userId}`);
  const activity = page.getByRole('region', { name: 'Activity of the last 30 days' });
  await activity.getByRole('listitem').first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/activities\//);
});

test('an unknown member is said to be unknown', async ({ page, server }) => {
  await open(page, server, 'members/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11');
  await expect(page.getByText('The organization has no such member')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the members' }).click();
  await expect(listed(page, 'Members')).toBeVisible();
});
