// A session whose key the API no longer takes: why, since when, what was not sent, what is kept, and the ways on.
import type { Page } from '@playwright/test';
import { expectAccessible, expectReflow } from './fixtures/barriers.ts';
import { type Key, type Server, enterKey, expect, expectProblem, goToServices, openMenu, signIn, table, test, tray, visit, writes } from './fixtures/console.ts';
import { changeKey, keysPath, oneKey, roleId } from './fixtures/keys.ts';

const ended = (page: Page) => page.getByRole('heading', { level: 1, name: 'Session ended' });
const again = (page: Page) => page.getByRole('button', { name: 'Try this key again' });

async function ownKey(server: Server, days: number): Promise<Key> {
  const made = await server.api<{ keyId: string; keySecret: string }>('POST', await keysPath(server), {
    name: 'mine', expireAt: new Date(Date.now() + days * 86_400_000).toISOString(),
    assignedRoleIds: [await roleId(server, 'Admin')], ipAccessList: [{ source: '0.0.0.0/0' }],
  });
  await server.advance(10);
  return { id: made.keyId, secret: made.keySecret };
}

async function disable(server: Server, state = 'disabled') {
  await changeKey(server, await oneKey(server, 'mine'), { state });
  await server.advance(30);
}

/** The session knows when its key expires. */
async function knowsItsKey(page: Page) {
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('wheelhouse.session'))).toMatch(/keyExpires":"20/);
}

/** A draft in a dialog, with unusual words in it. */
async function draft(page: Page, server: Server): Promise<string> {
  const { id } = await server.service('customs archive');
  const path = `/organizations/${await server.organization()}/services/${id}/settings`;
  await visit(page, `${path}?dialog=rename&on=${id}`);
  const dialog = page.getByRole('dialog', { name: 'Rename customs archive' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('harbour archive');
  return path;
}

test('a key that expires says since when; another one leads back to the same address with its draft', async ({ page, server }) => {
  // Near enough for a clock that differs: only the sandbox's can be moved.
  await signIn(page, { key: await ownKey(server, 50 / 86_400) });
  await knowsItsKey(page);
  const path = await draft(page, server);
  await server.advance(60);
  await page.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(ended(page)).toBeVisible();
  await expectProblem(page, 'no longer takes the key', 'Key is not active', 'status 401');
  const main = page.getByRole('main');
  await expect(page.getByRole('heading', { name: 'The key has expired' })).toBeVisible();
  await expect(main.getByRole('term').filter({ hasText: 'Expired' })).toBeVisible();
  await expect(main).toContainText('mine');
  // The key was refused to the look just before it was sent.
  await expect(main.getByRole('listitem').filter({ hasText: /^Rename customs archive: not sent\. What you typed is kept in that dialog\.$/ })).toBeVisible();
  await expect(main).not.toContainText('Nothing that you asked for');
  await expect(page).toHaveTitle('Session ended · Wheelhouse');
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('keySecret');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The key has expired' })).toBeVisible();
  await expect(again(page)).toHaveCount(0);
  await enterKey(page);
  await expect(page).toHaveURL(new RegExp(`${path}\\?dialog=rename`));
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toHaveValue('harbour archive');
});

test('a write that the key was refused to is named, and the same key is tried again once it is enabled', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, 40) });
  await knowsItsKey(page);
  await draft(page, server);
  const dialog = page.getByRole('dialog');
  // The key is read fresh before each edit, so only the write itself is refused.
  await page.route('**/services/*', async (route) => {
    if (route.request().method() === 'PATCH') await disable(server);
    await route.continue();
  });
  await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(ended(page)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('heading', { name: 'The key was disabled' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('1 change was refused or not sent any more');
  await expect(page.getByRole('listitem').filter({ hasText: 'Updating the service' })).toBeVisible();
  await again(page).click();
  await expectProblem(page.locator('form'), 'This key is not active', 'Key is not active');
  await expect(ended(page)).toBeVisible();
  await disable(server, 'enabled');
  await again(page).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toHaveValue('harbour archive');
});

test('a start that was still to be sent is named, and what was sent is followed again', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, 40) });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start' }).click();
  await expect(tray(page)).toContainText('customs archive');
  await disable(server);
  // What the page asks for by itself may have ended the session before.
  await Promise.race([page.getByRole('button', { name: 'Refresh' }).click().catch(() => {}), ended(page).waitFor()]);
  await expect(ended(page)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /Starting customs archive|Changing the service's state/ })).toBeVisible();
  expect((await server.service('customs archive')).state).toBe('stopped');
});

/** Signs in with a key of its own, selects three services and opens the question of the bulk stop. */
async function askToStopThree(page: Page, server: Server) {
  const key = await ownKey(server, 40);
  for (const name of ['bulk one', 'bulk two', 'bulk three']) await server.create(name);
  await server.advance(600);
  await signIn(page, { key });
  await goToServices(page);
  await page.getByRole('combobox', { name: 'Filter' }).fill('bulk');
  await table(page).getByRole('checkbox', { name: 'Select all rows shown' }).check();
  await page.getByRole('button', { name: 'Stop 3', exact: true }).click();
}

test('each row that a bulk run left undone is named', async ({ page, server, seen }) => {
  await askToStopThree(page, server);
  let sent = 0;
  await page.route('**/services/*/state', async (route) => {
    if ((sent += 1) === 2) await disable(server);
    await route.continue();
  });
  await page.getByRole('dialog', { name: /^Stop: / }).getByRole('button', { name: 'Stop 3' }).click();
  await expect(ended(page)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('main')).toContainText('2 changes were refused or not sent any more');
  const named = page.getByRole('listitem').filter({ hasText: /^Stop: bulk (one|two|three)$/ });
  await expect(named).toHaveCount(2);
  expect(new Set(await named.allTextContents()).size).toBe(2);
  expect(writes(seen)).toHaveLength(2);
});

test('what was selected is selected again for who signs in to the same organization, where it is still there', async ({ page, server }) => {
  const key = await ownKey(server, 40);
  const gone = await server.create('soon gone');
  await server.advance(600);
  await signIn(page, { key });
  await goToServices(page);
  await page.getByRole('combobox', { name: 'Filter' }).fill('-name:"R&D 50%25"');
  await expect(page).toHaveURL(/filter=-name/);
  const box = (name: string) => table(page).getByRole('checkbox', { name: `Select ${name}`, exact: true });
  for (const name of ['soon gone', 'customs archive', 'shipments prod']) await box(name).check();
  await disable(server);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(ended(page)).toBeVisible();
  const path = `/organizations/${await server.organization()}/services/${gone.id}`;
  await server.api('PATCH', `${path}/state`, { command: 'stop' });
  await server.advance(600);
  await server.api('DELETE', path);
  await server.advance(600);
  await enterKey(page);
  await expect(page.getByRole('list', { name: 'Filters' })).toHaveText('-name:"R&D 50%25"');
  await expect(box('customs archive')).toBeChecked();
  await expect(box('shipments prod')).toBeChecked();
  await expect(box('tracking events')).not.toBeChecked();
  await expect(table(page)).not.toContainText('soon gone');
  await expect(page.getByRole('group', { name: 'Selected rows' })).toContainText('3 selected, 1 of them no longer there');
});

test('the rows that a paused bulk run left undone are named, once', async ({ page, server, seen }) => {
  await askToStopThree(page, server);
  const dialog = page.getByRole('dialog', { name: /^Stop: / });
  // It is paused while the first request is under way.
  let answer = () => {};
  const held = new Promise<void>((done) => { answer = done; });
  await page.route('**/services/*/state', async (route) => {
    await held;
    await route.continue();
  });
  await dialog.getByRole('button', { name: 'Stop 3' }).click();
  await dialog.getByRole('button', { name: 'Pause' }).click();
  answer();
  await expect(dialog.getByRole('status')).toContainText('Paused: 1 done, 2 left');
  await page.unrouteAll({ behavior: 'wait' });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await disable(server);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(ended(page)).toBeVisible();
  await expect(page.getByRole('main')).toContainText('2 changes were refused or not sent any more');
  await expect(page.getByRole('listitem').filter({ hasText: /^Stop: bulk (one|two|three)$/ })).toHaveCount(2);
  expect(writes(seen)).toHaveLength(1);
});

test('a stop whose question was answered is named where the look before it was refused', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, 40) });
  await knowsItsKey(page);
  const { id } = await server.service('tracking events');
  const path = `/organizations/${await server.organization()}/services/${id}`;
  await visit(page, `${path}/settings?dialog=stop&on=${id}`);
  const stop = page.getByRole('dialog', { name: 'Stop tracking events?' }).getByRole('button', { name: 'Stop', exact: true });
  await expect(stop).toBeVisible();
  await page.route(`**${path}`, async (route) => {
    await disable(server);
    await route.continue();
  });
  await stop.click();
  await expect(ended(page)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('listitem').filter({ hasText: /^Stop tracking events: not sent\.$/ })).toBeVisible();
});

test('invitations that were still to be sent are named', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, 40), at: `/organizations/${await server.organization()}/invitations/new` });
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('one@example.com, two@example.com, three@example.com');
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  let sent = 0;
  await page.route('**/invitations', async (route) => {
    if (route.request().method() === 'POST' && (sent += 1) === 2) await disable(server);
    await route.continue();
  });
  await page.getByRole('button', { name: 'Invite members' }).click();
  await expect(ended(page)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('listitem').filter({ hasText: /^Invite: (two|three)@example\.com$/ })).toHaveCount(2);
});

test('drafts are gone for who begins anew', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, 40) });
  await draft(page, server);
  await disable(server);
  // What the page asks for by itself may have ended the session before.
  const rename = page.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true });
  await Promise.race([rename.click().catch(() => {}), ended(page).waitFor()]);
  await expect(ended(page)).toBeVisible();
  await page.getByRole('button', { name: 'Discard drafts and begin anew' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to Wheelhouse' })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page of an ended session has no barriers in the ${colorScheme} theme, and fits 320 pixels`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signIn(page, { key: await ownKey(server, 40) });
    await knowsItsKey(page);
    await disable(server);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }).click();
    await expect(page.getByRole('heading', { name: 'The key was disabled' })).toBeVisible();
    await expectAccessible(page, 'session ended');
    await page.setViewportSize({ width: 320, height: 640 });
    await expectReflow(page, 'session ended');
  });
}
