// Invitations: one by one, many at once, deleted and sent again.
import { KEYS, expect, expectProblem, test, writes } from './fixtures/console.ts';
import { type Invitation, choose, invitations, line, list, listed, open, role, write } from './fixtures/people.ts';

const DAY = 86_400;

test('the list counts down and marks what has expired', async ({ page, server }) => {
  await open(page, server, 'invitations');
  await expect(line(page, 'Invitations', 'lena.fischer@example.com')).toContainText('pending');
  await expect(line(page, 'Invitations', 'lena.fischer@example.com')).toContainText('in 6 days');
  await expect(line(page, 'Invitations', 'tomas.novak@example.com')).toContainText('expires soon');
  await expect(line(page, 'Invitations', 'tomas.novak@example.com')).toContainText('in 5 hours');
  await page.clock.install({ time: Date.now() + DAY * 1000 });
  await page.reload();
  await expect(line(page, 'Invitations', 'tomas.novak@example.com')).toContainText('expired');
  await page.getByRole('combobox', { name: 'Filter' }).fill('expired');
  await expect(listed(page, 'Invitations').getByRole('row')).toHaveCount(2);
});

test('an invitation has a page with what the person will be able to do', async ({ page, server }) => {
  await open(page, server, 'invitations');
  await page.getByRole('link', { name: 'tomas.novak@example.com' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'tomas.novak@example.com' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'What the person will be able to do' })).toContainText('See services');
  await expect(page.getByRole('region', { name: 'Activity of the last 30 days' })).toBeVisible();
});

test('pasted addresses are taken apart, checked and invited line by line', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  await page.getByRole('link', { name: 'Invite members' }).click();
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill(
    'New Person <New.Person@Example.com>, ada.okafor@example.com; lena.fischer@example.com\n' +
      '"Okafor, Bo" <bo@example.com>\nBO@example.com\nnot an address',
  );
  const state = (address: string) => line(page, 'Addresses', address);
  await expect(state('ada.okafor@example.com')).toContainText('Ada Okafor is a member already');
  await expect(state('lena.fischer@example.com')).toContainText('has an invitation already');
  await expect(state('not an address')).toContainText('not an e-mail address');
  await expect(state('bo@example.com')).toContainText('Written 2 times; invited once');
  await expect(page.getByText('2 invitations to send, 3 left out.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await page.getByRole('combobox', { name: 'Role of bo@example.com' }).selectOption('Billing');
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByText('2 invited.')).toBeVisible();
  await expect(state('new.person@example.com')).toContainText('invited');
  const made = await list<Invitation>(server, 'invitations');
  const roles = (email: string) => made.find((one) => one.email === email)?.assignedRoles.map(({ roleName }) => roleName);
  expect(roles('new.person@example.com')).toEqual(['Member']);
  expect(roles('bo@example.com')).toEqual(['Billing']);
  expect(writes(seen)).toHaveLength(2);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Invitations' }).click();
  await expect(line(page, 'Invitations', 'bo@example.com')).toBeVisible();
});

test('what was refused is tried again alone, and what is unknown is looked up first', async ({ page, server, seen }) => {
  await open(page, server, 'invitations/new');
  const addresses = page.getByRole('textbox', { name: 'E-mail addresses' });
  await addresses.fill('one@example.com\nrefuse@example.com\nfail@example.com\ntwo@example.com');
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByText('2 invited, 1 refused, 1 unknown.')).toBeVisible();
  await expect(line(page, 'Addresses', 'refuse@example.com')).toContainText('is refused');
  await expect(line(page, 'Addresses', 'refuse@example.com')).toContainText('status 400');
  await expect(line(page, 'Addresses', 'fail@example.com')).toContainText('status 500');
  expect(writes(seen)).toHaveLength(4);
  await page.getByRole('button', { name: 'Retry refused' }).click();
  await expect.poll(() => writes(seen).length).toBe(5);
  await expect(page.getByText('2 invited, 1 refused, 1 unknown.')).toBeVisible();
  await page.getByRole('button', { name: 'Look up unknown' }).click();
  await expect(page.getByText('2 invited, 2 refused.')).toBeVisible();
  await expect(line(page, 'Addresses', 'fail@example.com')).toContainText('The list has no such invitation');
  expect(writes(seen)).toHaveLength(5);
  await expect(addresses).toHaveValue(/refuse@example.com/);
});

test('an answer that does not arrive leaves a line unknown, and a look settles it', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await open(page, server, 'invitations/new');
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('cut@example.com');
  await expect(page.getByText('1 invitation to send.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await server.faults({ truncate: 1 });
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByText('0 invited, 1 unknown.')).toBeVisible();
  await server.faults({});
  await page.getByRole('button', { name: 'Look up unknown' }).click();
  await expect(page.getByText('1 invited.')).toBeVisible();
  expect(writes(seen)).toHaveLength(1);
});

test('two hundred are invited at once', async ({ page, server, seen }) => {
  test.slow();
  await open(page, server, 'invitations/new');
  const many = Array.from({ length: 200 }, (_, place) => `person-${place}@example.com`);
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill(many.join(', '));
  await expect(page.getByText(/^200 invitations to send/)).toBeVisible();
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByText('200 invited.')).toBeVisible({ timeout: 60_000 });
  expect(await invitations(server)).toEqual(expect.arrayContaining(many));
  expect(writes(seen)).toHaveLength(200);
});

test.describe('within the request budget', () => {
  test.use({ config: {}, flags: '--speed 20' });
  test('the queue waits for its turn and can be stopped', async ({ page, server, seen }) => {
    test.slow();
    await open(page, server, 'invitations/new');
    const many = Array.from({ length: 14 }, (_, place) => `person-${place}@example.com`);
    await page.getByRole('textbox', { name: 'E-mail addresses' }).fill(many.join('\n'));
    await expect(page.getByText(/Takes about 20 s, within the request budget/)).toBeVisible();
    await page.getByRole('button', { name: 'Invite members' }).click();
    await expect(page.getByText(/^[1-9] invited, \d+ to go/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText(/^\d+ invited\.$/)).toBeVisible({ timeout: 20_000 });
    const sent = writes(seen).length;
    expect(sent).toBeLessThan(14);
    await page.getByRole('button', { name: 'Invite members' }).click();
    await expect(page.getByText('14 invited.')).toBeVisible({ timeout: 40_000 });
    expect(writes(seen)).toHaveLength(14);
    expect(seen.statuses).not.toContain(429);
    const crowd = seen.calls.map(({ at }) => seen.calls.filter((call) => call.at >= at && call.at < at + 9_500).length);
    expect(Math.max(...crowd)).toBeLessThanOrEqual(10);
  });
});

test('a draft survives a reload and forgets who was invited', async ({ page, server }) => {
  await open(page, server, 'invitations/new');
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com\nrefuse@example.com');
  await page.getByRole('checkbox', { name: 'Billing' }).check();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'E-mail addresses' })).toHaveValue('one@example.com\nrefuse@example.com');
  await expect(page.getByRole('checkbox', { name: 'Billing' })).toBeChecked();
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByText('1 invited, 1 refused.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'E-mail addresses' })).toHaveValue('refuse@example.com');
  await expect(page.getByText('Draft restored')).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByRole('textbox', { name: 'E-mail addresses' })).toHaveValue('');
});

test('leaving with addresses that are not invited yet asks first', async ({ page, server }) => {
  await open(page, server, 'invitations');
  await page.getByRole('link', { name: 'Invite members' }).click();
  const addresses = page.getByRole('textbox', { name: 'E-mail addresses' });
  await addresses.fill('one@example.com');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await expect(addresses).toHaveValue('one@example.com');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Leave and keep the draft' }).click();
  await expect(listed(page, 'Invitations')).toBeVisible();
  await page.getByRole('link', { name: 'Invite members' }).click();
  await expect(addresses).toHaveValue('one@example.com');
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByText('1 invited.')).toBeVisible();
  // Everybody is invited: there is nothing to ask about.
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(line(page, 'Invitations', 'one@example.com')).toBeVisible();
});

test('nothing is sent without an address or without a role', async ({ page, server, seen }) => {
  await open(page, server, 'invitations/new');
  const submit = page.getByRole('button', { name: 'Invite members' });
  await submit.click();
  await expect(page.getByText('Enter at least one address')).toBeVisible();
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com');
  await page.getByRole('checkbox', { name: 'Member', exact: true }).uncheck();
  await expect(submit).toHaveAccessibleDescription('Choose at least one role.');
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('a role that vanished refuses the line and is left out the next time', async ({ page, server }) => {
  await open(page, server, 'invitations/new');
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com');
  await page.getByRole('checkbox', { name: 'Cost viewers' }).check();
  await write(server, 'DELETE', `roles/${(await role(server, 'Cost viewers')).id}`);
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(line(page, 'Addresses', 'one@example.com')).toContainText('Role not found');
  await expect(page.getByRole('checkbox', { name: 'Cost viewers' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Retry refused' }).click();
  await expect(page.getByText('1 invited.')).toBeVisible();
});

test('an invitation is deleted', async ({ page, server }) => {
  await open(page, server, 'invitations');
  const dialog = await choose(page, 'lena.fischer@example.com', 'Delete invitation');
  await expect(dialog).toContainText('stops working');
  await expect(dialog.getByRole('button', { name: 'Delete invitation' })).toHaveAccessibleDescription('Type lena.fischer@example.com first');
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('lena.fischer@example.com');
  await dialog.getByRole('button', { name: 'Delete invitation' }).click();
  await expect(dialog).toBeHidden();
  await expect(line(page, 'Invitations', 'lena.fischer@example.com')).toHaveCount(0);
  expect(await invitations(server)).toEqual(['tomas.novak@example.com']);
});

test('inviting again is shown as deleting and creating', async ({ page, server, seen }) => {
  await open(page, server, 'invitations');
  const dialog = await choose(page, 'tomas.novak@example.com', 'Invite again');
  await expect(dialog.getByRole('listitem')).toHaveText([/Deletes the old invitation/, /Invites tomas.novak@example.com anew as Service reader/]);
  await dialog.getByRole('button', { name: 'Invite again' }).click();
  await expect(dialog).toBeHidden();
  await expect(line(page, 'Invitations', 'tomas.novak@example.com')).toContainText(/in (7|1) (days|week)/);
  expect(writes(seen).map(({ method }) => method)).toEqual(['DELETE', 'POST']);
});

test('a new invitation that fails after the old one is deleted is made by the next try alone', async ({ page, server, seen }) => {
  const { id } = await role(server, 'Member');
  await write(server, 'POST', 'invitations', { email: 'eve@example.com', assignedRoleIds: [id] });
  await open(page, server, 'invitations');
  const dialog = await choose(page, 'eve@example.com', 'Invite again');
  // Only the second step fails, once.
  let failed = false;
  await page.route('**/invitations', async (route) => {
    if (failed || route.request().method() !== 'POST') return route.continue();
    failed = true;
    await route.fulfill({ status: 500, json: { status: 500, error: 'INTERNAL_SERVER_ERROR: no', requestId: '6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11' } });
  });
  await dialog.getByRole('button', { name: 'Invite again' }).click();
  await expectProblem(dialog, 'status 500');
  await expect(dialog.getByText('The new one was not answered')).toBeVisible();
  await dialog.getByRole('button', { name: 'Invite again' }).click();
  await expect(dialog).toBeHidden();
  expect(await invitations(server)).toContain('eve@example.com');
  expect(writes(seen).map(({ method }) => method)).toEqual(['DELETE', 'POST', 'POST']);
});

test('a read-only key is told why it invites nobody', async ({ page, server, seen }) => {
  await open(page, server, 'invitations/new', { key: KEYS.readOnly });
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com');
  const submit = page.getByRole('button', { name: 'Invite members' });
  await expect(submit).toHaveAccessibleDescription(/control-plane:organization:manage/);
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('an invitation that is gone is said to be unknown', async ({ page, server }) => {
  await open(page, server, 'invitations/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11');
  await expect(page.getByText('The API knows no such invitation')).toBeVisible();
});
