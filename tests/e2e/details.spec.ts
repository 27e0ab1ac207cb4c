// The unread answer of a page, and the way from an id to its page.
import { readFile } from 'node:fs/promises';
import { KEYS, enterKey, expect, openService, signIn, test, visit } from './fixtures/console.ts';

test('the JSON of a service is searched, its paths are told, and it is saved', async ({ page, server }) => {
  await openService(page, 'tracking events');
  await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'JSON' }).click();
  const dialog = page.getByRole('dialog', { name: 'JSON of tracking events' });
  const list = dialog.getByRole('listbox', { name: 'Lines of the JSON' });
  await expect(list.getByRole('option').first()).toHaveText('{');
  await expect(list).toContainText('"requestId"');
  await dialog.getByRole('textbox', { name: 'Search the JSON' }).fill('endpoints port');
  await expect(list.getByRole('option').first()).toContainText('.result.endpoints[0].port');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByLabel('Path', { exact: true })).toHaveText('.result.endpoints[1].port');
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download JSON' }).click();
  const saved = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  expect(saved.result.id).toBe((await server.service('tracking events')).id);
});

test('a field the console has no place for is shown as it came', async ({ page }) => {
  await page.route(/\/services$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const service of body.result) service.flightLevel = { feet: 350 };
    await route.fulfill({ response, json: body });
  });
  await openService(page, 'customs archive');
  await expect(page.getByRole('region', { name: 'Other' })).toContainText('flightLevel');
  await expect(page.getByRole('region', { name: 'Other' })).toContainText('{"feet":350}');
  await expect(page.getByRole('main').getByText('The API is newer than this console')).toContainText('flightLevel');
});

test('an id leads to its page, also through sign-in', async ({ page, server }) => {
  const { id } = await server.service('customs archive');
  await page.goto(`/go/${id}`);
  await enterKey(page, KEYS.admin);
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/services/${id}/overview$`));
  await visit(page, `/go/${await server.organization()}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Northwind Freight' })).toBeVisible();
});

test('an id that nothing has says what was looked at', async ({ page }) => {
  await signIn(page, { at: '/go/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11' });
  await expect(page.getByRole('main')).toContainText('Nothing that this key may see has this id');
  await expect(page.getByRole('main')).toContainText('nor one of its services, API keys, members, invitations or roles');
  await visit(page, '/go/not-an-id');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
});
