// Parts of the console come when they are first shown: files of a release build (`cargo xtask e2e` without --debug).
import type { Route } from '@playwright/test';
import { enterKey, expect, expectProblem, openServices, signIn, test } from './fixtures/console.ts';

test('the first view does not wait for the other pages', async ({ page, server }) => {
  const files: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) files.push(new URL(request.url()).pathname);
  });
  await signIn(page, { at: `/organizations/${await server.organization()}/services` });
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
  // What the key may do is learned behind the list, at the lowest priority; the rest of the main module comes then.
  const waited = files.filter((file) => !/split_rights-|chunk_|_deferred-|_sign_in-/.test(file));
  expect(waited).toHaveLength(1);
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  expect(files.some((file) => file.includes('split_service-'))).toBe(true);
});

test('a part that does not arrive says so and comes when it is tried again', async ({ page, seen }) => {
  await openServices(page);
  await page.route('**/split_service-*.wasm', (route) => route.abort());
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  const problem = page.getByRole('alert');
  await expect(problem).toContainText('A part of the console did not arrive');
  await page.unroute('**/split_service-*.wasm');
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  // The browser and the loader both tell of the lost file, and nothing else went wrong.
  expect(seen.faults.filter((fault) => !/Failed to (fetch|load resource)/.test(fault))).toEqual([]);
  seen.faults.splice(0);
});

test('the page of an ended session leads on without its file', async ({ page, seen }) => {
  await page.route('**/split_shell-*.wasm', (route) => route.abort());
  await openServices(page);
  // The session is to end with the click, not with what the page asks by itself.
  await page.waitForLoadState('networkidle');
  const refusal = { status: 401, error: 'UNAUTHORIZED: Key is not active', requestId: '0c8a5b1f-2a47-4a0b-9b3d-6f0f2c4e7e11' };
  await page.route('**/v1/**', (route) => route.fulfill({ status: 401, json: refusal }));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Session ended' })).toBeVisible();
  await expectProblem(page, 'no longer takes the key', 'Key is not active');
  await expect(page.getByRole('alert').filter({ hasText: 'A part of the console did not arrive' })).toBeVisible();
  await page.unroute('**/v1/**');
  await enterKey(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  expect(seen.faults.filter((fault) => !/Failed to (fetch|load resource)/.test(fault))).toEqual([]);
  seen.faults.splice(0);
});

// The second half of the main module: what `cargo xtask profile` did not see the first view run.
const DEFERRED = '**/console_deferred-*.wasm';

test('the first view does without what was not seen to run in it', async ({ page, server }) => {
  const held: Route[] = [];
  let holds = true;
  await page.route(DEFERRED, (route) => (holds ? void held.push(route) : route.continue()));
  await signIn(page, { at: `/organizations/${await server.organization()}/services` });
  // If this waits for ever, the first view has learned something new: run `cargo xtask profile`.
  await expect(page.getByRole('link', { name: 'customs archive', exact: true })).toBeVisible();
  await expect.poll(() => held.length, 'it comes by itself').toBe(1);
  holds = false;
  for (const route of held) await route.continue();
  await page.getByRole('combobox', { name: 'Filter' }).fill('azure');
  await expect(page.getByRole('table', { name: 'Services' }).getByRole('row')).toHaveCount(2);
});

test('what is needed before it came is fetched at once', async ({ page, server }) => {
  let atOnce = 0;
  await page.route(DEFERRED, (route) => {
    if (route.request().resourceType() === 'fetch') return;
    atOnce += 1;
    return route.continue();
  });
  await signIn(page, { at: `/organizations/${await server.organization()}/services` });
  await page.getByRole('combobox', { name: 'Filter' }).fill('azure');
  await expect(page.getByRole('table', { name: 'Services' }).getByRole('row')).toHaveCount(2);
  expect(atOnce).toBe(1);
});

test('what is needed and does not arrive is said', async ({ page, server, seen }) => {
  await page.route(DEFERRED, (route) => route.abort());
  await signIn(page, { at: `/organizations/${await server.organization()}/services` });
  await page.getByRole('combobox', { name: 'Filter' }).fill('azure');
  await expect(page.getByRole('alert')).toContainText('a part of it did not arrive');
  await page.goto('about:blank');
  expect(seen.faults.length, 'the browser tells of the lost file').toBeGreaterThan(0);
  seen.faults.splice(0);
});

test('signing in comes with a file of its own, which a session begins without', async ({ page, server }) => {
  const signingIn = page.waitForRequest('**/console_sign_in-*.wasm');
  await signIn(page, { at: `/organizations/${await server.organization()}/services` });
  await signingIn;
  const held: Route[] = [];
  await page.route(/console_(deferred|sign_in)-[^/]*\.wasm$/, (route) => void held.push(route));
  await page.reload();
  await expect(page.getByRole('link', { name: 'customs archive', exact: true })).toBeVisible();
  await expect.poll(() => held.length, 'both come by themselves').toBe(2);
});
