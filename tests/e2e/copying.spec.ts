// Copying where the browser helps, where it has no clipboard object (plain http), and where it refuses.
import type { Locator, Page } from '@playwright/test';
import { backupsOf } from './fixtures/backups.ts';
import { expect, openMenu, openServices, row, test, visit } from './fixtures/console.ts';

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });

/** As on an internal site of plain http. */
async function withoutClipboard(page: Page) {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
}

async function refuses(page: Page) {
  await withoutClipboard(page);
  await page.addInitScript(() => {
    document.execCommand = () => false;
  });
}

async function showIds(page: Page) {
  await page.getByRole('search').getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('dialog', { name: 'Columns', exact: true }).getByRole('checkbox', { name: 'ID', exact: true }).check();
  await page.keyboard.press('Escape');
}

// The policy forbids reading the clipboard, so it is pasted.
async function expectCopied(field: Locator, text: string | RegExp) {
  await field.fill('');
  await field.press('ControlOrMeta+v');
  await expect(field).toHaveValue(text);
  await field.fill('');
}

test('an id is shortened in the middle, and whole for who hovers, selects, copies or exports it', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-write']);
  const { id } = await server.service('customs archive');
  await openServices(page);
  await showIds(page);
  const short = row(page, 'customs archive').getByText(`${id.slice(0, 8)}…${id.slice(-8)}`);
  await short.hover();
  await expect(page.locator('.tip__bubble')).toContainText(id);
  const cell = row(page, 'customs archive').getByRole('cell', { name: id });
  await expect(cell).toBeVisible();
  // Who selects the row gets the id once, and whole.
  const selected = await row(page, 'customs archive').evaluate((row) => {
    getSelection()!.selectAllChildren(row);
    const text = getSelection()!.toString();
    getSelection()!.removeAllRanges();
    return text;
  });
  expect(selected).toContain(id);
  expect(selected).not.toContain('…');
  await short.dblclick();
  await expect(page.getByText('Copied').last()).toBeVisible();
  await expectCopied(filter(page), id);
  await filter(page).fill('customs');
  await cell.locator('[tabindex="0"]').press('Enter');
  await expectCopied(filter(page), id);
});

test('without a clipboard object, rows and dialogs are copied from all the same', async ({ page, server }) => {
  await withoutClipboard(page);
  const { id } = await server.service('customs archive');
  await openServices(page);
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Copy ID' }).click();
  await expect(page.getByText('Copied').last()).toBeVisible();
  await expectCopied(filter(page), id);
  // Everything outside a modal dialog is inert.
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Show commands' }).click();
  const dialog = page.getByRole('dialog', { name: 'Commands for customs archive' });
  const copy = dialog.getByRole('button', { name: /^Copy/ }).first();
  await copy.click();
  await expect(dialog.getByText('Copied').first()).toBeVisible();
  await expect(copy).toBeFocused();
  await page.keyboard.press('Escape');
  await expectCopied(filter(page), /^\S.*/);
});

test('a time in a dialog is copied without a clipboard object', async ({ page, server }) => {
  await withoutClipboard(page);
  const { id } = await server.service('customs archive');
  const { all } = await backupsOf(server, 'customs archive');
  await openServices(page);
  await visit(page, `${new URL(page.url()).pathname}/${id}/backups?dialog=backup&on=${all[0]!.id}`);
  const dialog = page.getByRole('dialog', { name: 'Backup of customs archive' });
  const time = dialog.locator('time').first();
  await time.press('Enter');
  await expect(page.getByText('Copied').last()).toBeAttached();
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  await expectCopied(filter(page), /^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
});

test('a copy that the browser refuses is told, on the row and on a button', async ({ page }) => {
  await refuses(page);
  await openServices(page);
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Copy ID' }).click();
  const told = page.getByRole('region', { name: 'Messages' }).getByRole('alert');
  await expect(told).toContainText('Not copied: the browser refused');
  await told.getByRole('button', { name: 'Dismiss' }).click();
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Show commands' }).click();
  const dialog = page.getByRole('dialog', { name: 'Commands for customs archive' });
  await dialog.getByRole('button', { name: /^Copy/ }).first().click();
  await expect(dialog.getByRole('status').filter({ hasText: 'Not copied' })).toBeVisible();
});
