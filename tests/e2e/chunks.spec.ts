// Parts of the console come when they are first shown: files of a release build (`cargo xtask e2e` without --debug).
import { expect, openServices, signIn, test } from './fixtures/console.ts';

test('the first view does not wait for the other pages', async ({ page, server }) => {
  const files: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) files.push(new URL(request.url()).pathname);
  });
  await signIn(page, { at: `/organizations/${await server.organization()}/services` });
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
  // What the key may do is learned behind the list, at the lowest priority.
  const waited = files.filter((file) => !/split_rights-|chunk_/.test(file));
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
