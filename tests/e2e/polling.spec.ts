// What the console asks for by itself.
import type { Page } from '@playwright/test';
import { type Watched, expect, openServices, row, test, tray, writes } from './fixtures/console.ts';
import { passSeconds, setHidden, turnClockByHand } from './fixtures/clock.ts';

// Slow enough that what moves goes on moving; the page's own clock is turned by hand.
test.use({ flags: '--rate-limit off --speed 0.01' });

const isOwnKey = (path: string) => /\/keys\/[^/]+$/.test(path);

/** The session reads its own key once, behind everything: how soon depends on the machine. */
async function ownKeyIsRead(page: Page, paths: () => string[]) {
  await expect
    .poll(async () => {
      await passSeconds(page, 1);
      return paths().some(isOwnKey);
    })
    .toBe(true);
}

async function settled(seen: Watched) {
  await expect.poll(() => seen.statuses.length).toBe(seen.calls.length);
}

test.beforeEach(async ({ page }) => {
  await turnClockByHand(page);
  await openServices(page);
  await expect(row(page, 'customs archive')).toBeVisible();
});

test('a start is followed ever more slowly, by one loop, and not while nobody sees it', async ({ page, seen }) => {
  test.slow();
  await page.getByRole('button', { name: 'Actions for customs archive', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(tray(page)).toContainText('Not sent yet.');
  await passSeconds(page, 5);
  await expect(tray(page)).toContainText('starting ·');
  await settled(seen);

  const before = seen.calls.length;
  await passSeconds(page, 60);
  await settled(seen);
  const looks = seen.calls.length - before;
  expect(looks).toBeGreaterThanOrEqual(6);
  expect(looks).toBeLessThanOrEqual(11);

  await setHidden(page, true);
  await passSeconds(page, 60);
  expect(seen.calls.length - before).toBe(looks);
  await setHidden(page, false);
  await expect.poll(() => seen.calls.length - before).toBe(looks + 1);
});

test('what asks nothing before can be taken back for a moment', async ({ page, seen }) => {
  await page.getByRole('button', { name: 'Actions for customs archive', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(tray(page)).toContainText('Not sent yet.');
  await tray(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(tray(page)).not.toContainText('customs archive');
  await passSeconds(page, 10);
  await settled(seen);
  expect(writes(seen)).toEqual([]);
});

test('what waits to be sent is not sent by a session that was made read-only meanwhile', async ({ page, seen }) => {
  await page.getByRole('button', { name: 'Actions for customs archive', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(tray(page)).toContainText('Not sent yet.');
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  await page.getByRole('dialog', { name: 'Session' }).getByRole('button', { name: 'Switch to read-only' }).click();
  await passSeconds(page, 10);
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('alert')).toContainText('read-only');
  await settled(seen);
  expect(writes(seen)).toEqual([]);
});

test('a deletion goes on in a hidden tab until nothing is left to send', async ({ page, server, seen }) => {
  const archive = await server.service('customs archive');
  await page.getByRole('button', { name: 'Actions for customs archive', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('customs archive');
  await server.setState(archive, 'starting');
  await dialog.getByRole('button', { name: 'Delete service' }).click();
  await expect(dialog.getByRole('alert')).toContainText('starting');
  await dialog.getByRole('button', { name: 'Delete service' }).click();
  await expect(tray(page)).toContainText('Deleting customs archive');
  await setHidden(page, true);
  await server.setState(archive, 'stopped');
  const sent = async () => {
    await page.clock.runFor(1_000);
    return writes(seen).map(({ method }) => method);
  };
  await expect.poll(sent, { timeout: 20_000 }).toEqual(['DELETE']);
  await settled(seen);
  const before = seen.calls.length;
  await passSeconds(page, 60);
  expect(seen.calls.length - before).toBeLessThanOrEqual(1);
});

test('a list at rest is read again every two minutes, and at once by who comes back to it', async ({ page, seen }) => {
  test.slow();
  await ownKeyIsRead(page, () => seen.calls.map(({ path }) => path));
  await settled(seen);
  const before = seen.calls.length;
  await passSeconds(page, 60);
  expect(seen.calls.length).toBe(before);
  await passSeconds(page, 70);
  await expect.poll(() => seen.calls.length - before).toBe(1);
  await setHidden(page, true);
  await passSeconds(page, 150);
  expect(seen.calls.length - before).toBe(1);
  await setHidden(page, false);
  await expect.poll(() => seen.calls.length - before).toBe(2);
});

test('of two tabs at rest one reads for both, and the other goes on when it is closed', async ({ page, context, server, seen }) => {
  test.slow();
  const other = await context.newPage();
  const asked: string[] = [];
  other.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/')) asked.push(pathname);
  });
  await openServices(other);
  await expect(row(other, 'customs archive')).toBeVisible();
  await ownKeyIsRead(page, () => seen.calls.map(({ path }) => path));
  await ownKeyIsRead(other, () => asked);
  await settled(seen);
  const [before, beforeThere] = [seen.calls.length, asked.length];
  const both = () => seen.calls.length - before + asked.length - beforeThere;
  const archive = await server.service('customs archive');
  await server.setState(archive, 'failed');
  await passSeconds(page, 128);
  await expect(row(page, 'customs archive')).toContainText('failed');
  await expect(row(other, 'customs archive')).toContainText('failed');
  expect(both()).toBe(1);
  await passSeconds(page, 128);
  expect(both()).toBe(2);
  const [reader, left] = seen.calls.length > before ? [page, other] : [other, page];
  await server.setState(archive, 'stopped');
  await reader.close();
  await passSeconds(left, 128);
  await expect(row(left, 'customs archive')).toContainText('stopped');
  expect(both()).toBe(3);
});
