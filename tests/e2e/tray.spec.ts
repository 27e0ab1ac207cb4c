// Operations under way: what is sent when, what is taken back, and where the focus goes.
import type { Page } from '@playwright/test';
import { expect, openMenu, openServices, row, tabTo, test, tray, writes } from './fixtures/console.ts';

async function start(page: Page, name: string) {
  await (await openMenu(page, name)).getByRole('menuitem', { name: 'Start', exact: true }).click();
}

/** Holds requests of this method to the path's end until told. */
async function hold(page: Page, method: string, end: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let arrived = () => {};
  const held = new Promise<void>((resolve) => (arrived = resolve));
  await page.route(
    (url) => url.pathname.endsWith(end),
    async (route) => {
      if (route.request().method() !== method) return route.fallback();
      arrived();
      await released;
      // A page that was loaded anew waits for it no more.
      await route.continue().catch(() => undefined);
    },
  );
  return { held, release };
}

test('a start on its way is no start yet, and a reload watches nothing that was not confirmed', async ({ page, server, seen }) => {
  const { id } = await server.service('customs archive');
  await openServices(page);
  const patch = await hold(page, 'PATCH', `${id}/state`);
  await start(page, 'customs archive');
  await expect(tray(page)).toContainText('Not sent yet.');
  await patch.held;
  await expect(tray(page)).toContainText('Being sent.');
  await expect(tray(page).getByRole('button')).toHaveCount(0);
  const menu = await openMenu(page, 'customs archive');
  await expect(menu.getByRole('menuitem', { name: 'Start', exact: true })).toHaveAccessibleDescription('Starting is under way.');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(row(page, 'customs archive')).toContainText('stopped');
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
  patch.release();
  await page.unrouteAll({ behavior: 'wait' });
  expect(writes(seen)).toHaveLength(1);
});

test('a start that the API takes goes on from the same row', async ({ page, server }) => {
  const { id } = await server.service('customs archive');
  await openServices(page);
  const patch = await hold(page, 'PATCH', `${id}/state`);
  await start(page, 'customs archive');
  await patch.held;
  await expect(tray(page)).toContainText('Being sent.');
  patch.release();
  await expect(tray(page)).toContainText('Started customs archive');
});

test('taking a start back by keyboard leaves the focus where it was', async ({ page, seen }) => {
  await page.clock.install({ time: Date.now() });
  await openServices(page);
  await page.clock.pauseAt(Date.now() + 60_000);
  const trigger = page.getByRole('button', { name: 'Actions for customs archive', exact: true });
  await trigger.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Start', exact: true })).toBeVisible();
  await tabTo(page, page.getByRole('menuitem', { name: 'Start', exact: true }));
  await page.keyboard.press('Enter');
  await expect(tray(page)).toContainText('Not sent yet.');
  await tabTo(page, tray(page).getByRole('link', { name: 'customs archive' }));
  await page.keyboard.press('Tab');
  await expect(tray(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.clock.runFor(200);
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await page.clock.runFor(10_000);
  expect(writes(seen)).toEqual([]);
});

test('the focus stays with a row whose button goes, and with the page when the row goes', async ({ page }) => {
  await openServices(page);
  await start(page, 'customs archive');
  await tray(page).getByRole('button', { name: 'Cancel' }).focus();
  await expect(tray(page).getByRole('listitem')).toBeFocused();
  await expect(tray(page)).toContainText('Started customs archive');
  await tray(page).getByRole('button', { name: 'Dismiss customs archive' }).focus();
  await page.keyboard.press('Enter');
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
  await expect(page.locator(':focus')).toBeVisible();
});

test.describe('a deletion', () => {
  test.use({ flags: '--rate-limit off --speed 1' });

  async function remove(page: Page) {
    await openServices(page);
    await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Delete service' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('tracking events');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete service' }).click();
    await expect(tray(page)).toContainText(/stopping · /);
  }

  test('that is dismissed while a look is on its way sends nothing more', async ({ page, server, seen }) => {
    const { id } = await server.service('tracking events');
    await remove(page);
    const look = await hold(page, 'GET', id);
    await server.advance(60);
    await look.held;
    await tray(page).getByRole('button', { name: 'Dismiss tracking events' }).click();
    await expect(tray(page).getByRole('listitem')).toHaveCount(0);
    const answered = page.waitForResponse((answer) => answer.url().endsWith(id));
    look.release();
    await answered;
    // Whatever follows from it would leave before what a person asks for next is answered.
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(row(page, 'tracking events')).toContainText('stopped');
    expect(writes(seen)).toHaveLength(1);
  });

  test('stops where the service was started again between two looks', async ({ page, server, seen }) => {
    const service = await server.service('tracking events');
    await remove(page);
    // One look sees it go down, the next one only that it is up.
    await page.waitForResponse((answer) => answer.url().endsWith(service.id) && answer.request().method() === 'GET');
    await server.setState(service, 'running');
    await expect(tray(page).getByRole('alert')).toContainText('Somebody started tracking events again');
    expect(writes(seen)).toHaveLength(1);
    await expect(tray(page).getByRole('button', { name: 'Continue' })).toBeVisible();
  });
});

/** Begins the deletion of a stopped service; the look that would send its DELETE waits until it is released. */
async function begin(page: Page, name: string, id: string) {
  let looks = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    (url) => url.pathname.endsWith(id),
    async (route) => {
      // The first is the question's own, asked again.
      if (route.request().method() === 'GET' && (looks += 1) > 1) await released;
      await route.fallback().catch(() => undefined);
    },
  );
  await (await openMenu(page, name)).getByRole('menuitem', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Delete service' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => looks).toBe(2);
  return release;
}

test('a deletion that is dismissed while its request waits for its turn is not sent', async ({ page, server, seen }) => {
  test.slow();
  const { id } = await server.service('customs archive');
  await openServices(page);
  const release = await begin(page, 'customs archive', id);
  await page.route(
    (url) => url.pathname.endsWith('/services'),
    (route) => route.fulfill({ status: 429, headers: { 'X-RateLimit-Reset': '6' }, json: { status: 429, error: 'TOO_MANY_REQUESTS: no' } }),
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Refresh' }).click();
  const held = page.getByRole('button', { name: /takes no request for \d+ s/ });
  await expect(held).toBeVisible();
  const look = page.waitForResponse((response) => response.url().endsWith(id));
  release();
  await look;
  await expect(tray(page)).toContainText('stopped');
  await tray(page).getByRole('button', { name: 'Dismiss customs archive' }).click();
  await expect(page.getByText('customs archive: It is not deleted: nothing was sent.')).toBeVisible();
  await expect(held).toBeHidden({ timeout: 20_000 });
  await page.unrouteAll({ behavior: 'wait' });
  const after = page.waitForResponse((response) => response.url().endsWith('/services'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await after;
  expect(writes(seen)).toEqual([]);
  expect((await server.service('customs archive')).state).toBe('stopped');
});

test('a deletion on its way can no longer be dismissed, and a reload offers to go on with it', async ({ page, server, seen }) => {
  const { id } = await server.service('customs archive');
  await openServices(page);
  const sent = await hold(page, 'DELETE', id);
  (await begin(page, 'customs archive', id))();
  await sent.held;
  await expect(tray(page)).toContainText('Being sent.');
  await expect(tray(page).getByRole('button')).toHaveCount(0);
  await page.reload();
  await expect(tray(page)).toContainText('Interrupted by a reload.');
  await expect(tray(page).getByRole('button', { name: 'Continue' })).toBeVisible();
  sent.release();
  await page.unrouteAll({ behavior: 'wait' });
  expect(writes(seen)).toHaveLength(1);
});
