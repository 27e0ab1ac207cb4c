// The API takes 10 requests in 10 seconds of a key and refuses the rest; so does the sandbox here.
import type { Page } from '@playwright/test';
import { type Watched, expect, expectProblem, goToServices, openMenu, openServices, signIn, table, test, visit, writes } from './fixtures/console.ts';

test.use({ config: {}, flags: '--speed 20' });

async function refresh(page: Page, seen: Watched) {
  const before = seen.calls.length;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => seen.calls.length, { timeout: 15_000, intervals: [20] }).toBeGreaterThan(before);
  await expect.poll(() => seen.statuses.length, { intervals: [20] }).toBe(seen.calls.length);
}

function expectKept(seen: Watched) {
  expect(seen.statuses).not.toContain(429);
  // The browser tells of a request a moment after it was sent, hence not quite 10 s.
  const crowd = seen.calls.map(({ at }) => seen.calls.filter((call) => call.at >= at && call.at < at + 9_500).length);
  expect(Math.max(...crowd)).toBeLessThanOrEqual(10);
}

test('the list of services costs one request after sign-in', async ({ page, server, seen }) => {
  const list = `/organizations/${await server.organization()}/services`;
  await signIn(page, { at: list });
  await expect(table(page)).toBeVisible();
  const paths = seen.calls.map(({ path }) => path.replace('/v1', ''));
  expect(paths[0]).toBe('/organizations');
  expect(paths.filter((path) => path === list)).toHaveLength(1);
  // Besides, at most the name of the key.
  expect(paths.slice(1).filter((path) => path !== list && path !== '/whoami')).toEqual([]);
});

test('a list that is known already is shown at once', async ({ page, seen }) => {
  await openServices(page);
  await expect(table(page)).toBeVisible();
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  const before = seen.calls.length;
  await page.goBack();
  await expect(table(page)).toBeVisible();
  expect(seen.calls.length - before).toBeLessThanOrEqual(1);
});

test('however much is looked at, no window of 10 s has more than 10 requests', async ({ page, seen }) => {
  test.slow();
  await signIn(page);
  await goToServices(page);
  // Asked of the page: what the test asks the API counts for the key too.
  const links = await table(page).getByRole('row').getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
  expect(links).toHaveLength(6);
  for (const link of links) {
    await visit(page, link);
    await expect(page.getByRole('navigation', { name: 'Service' })).toBeVisible();
  }
  await goToServices(page);
  for (let round = 0; round < 16; round += 1) await refresh(page, seen);
  expectKept(seen);
});

test('a reload forgets nothing of what was sent', async ({ page, seen }) => {
  test.slow();
  await openServices(page);
  await expect(table(page)).toBeVisible();
  for (let round = 0; round < 4; round += 1) await refresh(page, seen);
  await page.reload();
  await expect(table(page)).toBeVisible();
  for (let round = 0; round < 6; round += 1) await refresh(page, seen);
  expectKept(seen);
});

test('what is left of the budget is told in the top bar', async ({ page }) => {
  await openServices(page);
  const button = page.getByRole('button', { name: /^API calls: \d+ of 10 requests left$/ });
  await button.click();
  const calls = page.getByRole('dialog').getByRole('table', { name: 'API calls' });
  await expect(calls).toContainText('/organizations');
  await expect(calls).toContainText('200');
});

test.describe('two tabs of one key', () => {
  test.use({ config: { budgetRequests: 1000 }, flags: '--rate-limit off --speed 20' });

  test('what holds one tab back is told to the other', async ({ page, context, server }) => {
    await openServices(page);
    const other = await context.newPage();
    await openServices(other);
    await expect(table(other)).toBeVisible();
    await server.faults({ burst: 1 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    const held = { name: /takes no request for \d+ s/ };
    await expect(page.getByRole('button', held)).toBeVisible();
    await expect(other.getByRole('button', held)).toBeVisible();
    await expect(other.getByRole('button', { name: /1000 requests left/ })).toBeVisible({ timeout: 20_000 });
  });
});

test.describe('what fails', () => {
  test.use({ config: { budgetRequests: 1000 }, flags: '--rate-limit off --speed 20' });

  for (const status of [429, 500, 503]) {
    test(`a write that is answered with ${status} is told at once and not sent again, and a read is`, async ({ page, seen }) => {
      await openServices(page);
      await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Rename' }).click();
      const dialog = page.getByRole('dialog', { name: 'Rename customs archive' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('harbour archive');
      const json = { status, error: 'Not now', requestId: '0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f' };
      let reads = 0;
      await page.route('**/v1/**/services/*', async (route) => {
        const isWrite = route.request().method() !== 'GET';
        if (!isWrite) reads += 1;
        // The first read fails, too.
        await (isWrite || reads === 1 ? route.fulfill({ status, json, headers: { 'X-RateLimit-Reset': '1' } }) : route.fallback());
      });
      await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
      await expectProblem(dialog, status === 429 ? 'This key used up its requests' : 'Not now', `status ${status}`);
      expect(reads).toBe(2);
      expect(writes(seen)).toHaveLength(1);
    });
  }
});
