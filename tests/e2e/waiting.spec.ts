// What waits for its turn in the request budget: it can be taken back, and goes with the session it was asked in.
import type { Page } from '@playwright/test';
import { type Server, type Watched, enterKey, expect, goToServices, openMenu, openServices, signIn, table, test, tray, visit, writes } from './fixtures/console.ts';
import { passSeconds, turnClockByHand } from './fixtures/clock.ts';
import { changeKey, keysPath, oneKey, roleId } from './fixtures/keys.ts';
import { invitations } from './fixtures/people.ts';

const WINDOW = 300;

// Nothing that was sent leaves the window while a test prepares; the page's clock ends it.
test.use({ config: { budgetRequests: 10, budgetSeconds: WINDOW }, flags: '--rate-limit off --speed 20' });

test.beforeEach(({ page }) => turnClockByHand(page));

/** Uses up the budget of the list of services, down to what is left of it. */
async function leaveOf(page: Page, seen: Watched, left: number) {
  await expect(table(page).getByRole('link').first()).toBeVisible();
  const settled = () => expect.poll(() => seen.statuses.length, { intervals: [50] }).toBe(seen.calls.length);
  await settled();
  while (seen.calls.length < 10 - left) {
    const before = seen.calls.length;
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => seen.calls.length, { intervals: [50] }).toBeGreaterThan(before);
    await settled();
  }
  expect(seen.calls).toHaveLength(10 - left);
}

/** What waits could leave now. */
async function windowPasses(page: Page) {
  await page.clock.fastForward(WINDOW * 1_000 + 1_000);
  await passSeconds(page, 5);
}

async function keyOfItsOwn(server: Server) {
  const made = await server.api<{ keyId: string; keySecret: string }>('POST', await keysPath(server), {
    name: 'mine', assignedRoleIds: [await roleId(server, 'Admin')], ipAccessList: [{ source: '0.0.0.0/0' }],
  });
  await server.advance(10);
  return { id: made.keyId, secret: made.keySecret };
}

test('a bulk run that waits when another call ends the session is not sent, and each of its rows is named', async ({ page, server, seen }) => {
  test.slow();
  const key = await keyOfItsOwn(server);
  for (const name of ['bulk one', 'bulk two', 'bulk three']) await server.create(name);
  await server.advance(600);
  await signIn(page, { key });
  await goToServices(page);
  await leaveOf(page, seen, 2);
  await page.getByRole('combobox', { name: 'Filter' }).fill('bulk');
  await table(page).getByRole('checkbox', { name: 'Select all rows shown' }).check();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const held = async (route: { continue(): Promise<void> }) => {
    await answered;
    await route.continue();
  };
  await page.route('**/services', held, { times: 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => seen.calls.length).toBe(9);
  await page.getByRole('button', { name: 'Stop 3', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Stop: / });
  await dialog.getByRole('button', { name: 'Stop 3' }).click();
  // After the look at all of them nothing is left for the run.
  await expect(dialog.getByRole('listitem').filter({ hasText: 'sending' })).toHaveCount(1);
  await expect.poll(() => seen.calls.length).toBe(10);
  await changeKey(server, await oneKey(server, 'mine'), { state: 'disabled' });
  await server.advance(30);
  answer();
  await expect(page.getByRole('heading', { level: 1, name: 'Session ended' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('3 changes were refused or not sent any more');
  await expect(page.getByRole('listitem').filter({ hasText: /^Stop: bulk (one|two|three)$/ })).toHaveCount(3);
  // Another key has a budget of its own, and the old key is taken again.
  await changeKey(server, await oneKey(server, 'mine'), { state: 'enabled' });
  await enterKey(page);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await windowPasses(page);
  expect(writes(seen)).toEqual([]);
  for (const name of ['bulk one', 'bulk two', 'bulk three']) expect((await server.service(name)).state).toBe('running');
});

test('what waits when somebody signs out is not sent, and not with the next session either', async ({ page, server, seen }) => {
  test.slow();
  await openServices(page);
  await leaveOf(page, seen, 3);
  const before = await invitations(server);
  await visit(page, `/organizations/${await server.organization()}/invitations/new`);
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com, two@example.com');
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(page.getByRole('main')).toContainText('0 invited, 2 to go');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to Wheelhouse' })).toBeVisible();
  await enterKey(page);
  await windowPasses(page);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await passSeconds(page, 5);
  expect(writes(seen)).toEqual([]);
  expect(await invitations(server)).toEqual(before);
});

test('a start can be taken back as long as it waits for its turn', async ({ page, server, seen }) => {
  test.slow();
  await openServices(page);
  await leaveOf(page, seen, 1);
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(tray(page)).toContainText('Not sent yet.');
  await passSeconds(page, 30);
  await expect(tray(page)).toContainText('Not sent yet.');
  expect(writes(seen)).toEqual([]);
  await tray(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
  await windowPasses(page);
  // What else waited has gone.
  await expect.poll(() => seen.calls.length).toBeGreaterThan(10);
  expect(writes(seen)).toEqual([]);
  expect((await server.service('customs archive')).state).toBe('stopped');
});

test('a start that waited for its turn is sent when it comes', async ({ page, seen }) => {
  test.slow();
  await openServices(page);
  await leaveOf(page, seen, 1);
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start', exact: true }).click();
  await passSeconds(page, 10);
  await expect(tray(page)).toContainText('Not sent yet.');
  await windowPasses(page);
  await expect(tray(page)).not.toContainText('Not sent yet.');
  await expect.poll(() => writes(seen).map(({ method }) => method)).toEqual(['PATCH']);
});
