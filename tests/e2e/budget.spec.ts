// The API takes 10 requests in 10 seconds of a key and refuses the rest; so does the sandbox here.
import { expect, goToServices, openServices, signIn, table, test, visit } from './fixtures/console.ts';

test.use({ config: {}, flags: '--speed 20' });

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
  for (let round = 0; round < 16; round += 1) {
    const before = seen.calls.length;
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => seen.calls.length, { timeout: 15_000, intervals: [20] }).toBeGreaterThan(before);
    await expect.poll(() => seen.statuses.length, { intervals: [20] }).toBe(seen.calls.length);
  }
  expect(seen.statuses).not.toContain(429);
  // The browser tells of a request a moment after it was sent, hence not quite 10 s.
  const crowd = seen.calls.map(({ at }) => seen.calls.filter((call) => call.at >= at && call.at < at + 9_500).length);
  expect(Math.max(...crowd)).toBeLessThanOrEqual(10);
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
