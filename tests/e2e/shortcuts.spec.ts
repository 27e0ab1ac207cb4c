// Shortcuts that somebody wants otherwise (WCAG 2.1.4): given by pressing them, kept in the browser.
import type { Page } from '@playwright/test';
import { expect, openServices, signIn, table, test, writes } from './fixtures/console.ts';

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const of = (page: Page, what: string) => sheet(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: what, exact: true }) });

async function openSheet(page: Page, key = '?') {
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press(key);
  await expect(sheet(page)).toBeVisible();
}

test('a shortcut is given other keys by pressing them, and keeps them after a reload', async ({ page, seen }) => {
  await signIn(page);
  await openSheet(page);
  await of(page, 'Services').getByRole('button', { name: 'Change' }).click();
  await expect(of(page, 'Services').getByRole('button', { name: /Press one or two keys/ })).toBeFocused();
  await page.keyboard.press('q');
  await expect(of(page, 'Services').getByRole('button', { name: /q, then Enter/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(sheet(page).getByText('Services has the keys q now.')).toBeVisible();
  await expect(of(page, 'Services').locator('kbd')).toHaveText(['q']);
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.keyboard.press('q');
  await expect(table(page)).toBeVisible();
  // The palette shows the keys that hold.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('services');
  await expect(page.getByRole('option', { name: /^Services/ }).locator('kbd')).toHaveText('q');
  expect(writes(seen)).toEqual([]);
});

test('keys that are taken are named, and nothing changes', async ({ page }) => {
  await signIn(page);
  await openSheet(page);
  const row = of(page, 'Usage');
  await row.getByRole('button', { name: 'Change' }).click();
  for (const [keys, problem] of [
    [['g', 's'], 'g s is taken: Services'],
    [['g'], 'g begins g o: Overview'],
    [['c', 'v'], 'c alone is taken: Create service'],
    [[], 'Press a key first'],
  ] as const) {
    await page.keyboard.press('Backspace');
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await expect(row.getByRole('alert')).toHaveText(problem);
  }
  // Escape gives the question up, not the dialog.
  await page.keyboard.press('Escape');
  await expect(row.getByRole('alert')).toHaveCount(0);
  await expect(row.locator('kbd')).toHaveText(['g', 'u']);
  await expect(sheet(page)).toBeVisible();
});

test('one shortcut is reset, or all of them', async ({ page }) => {
  await signIn(page);
  await openSheet(page);
  const all = sheet(page).getByRole('button', { name: 'Reset all keys' });
  await expect(all).toHaveAttribute('aria-disabled', 'true');
  for (const [what, keys] of [
    ['Keyboard shortcuts', ['h']],
    ['Usage', ['u', 'u']],
    ['Create service', ['n']],
  ] as const) {
    await of(page, what).getByRole('button', { name: 'Change' }).click();
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await expect(of(page, what).locator('kbd')).toHaveText([...keys]);
  }
  await of(page, 'Usage').getByRole('button', { name: 'Reset the keys of Usage' }).click();
  await expect(of(page, 'Usage').locator('kbd')).toHaveText(['g', 'u']);
  await expect(of(page, 'Usage').getByRole('button', { name: 'Change' })).toBeFocused();
  await page.keyboard.press('Escape');
  await openSheet(page, 'h');
  await sheet(page).getByRole('button', { name: 'Reset all keys' }).click();
  await expect(of(page, 'Create service').locator('kbd')).toHaveText(['c']);
  await expect(of(page, 'Keyboard shortcuts').locator('kbd')).toHaveText(['?']);
  await page.keyboard.press('Escape');
  await openSheet(page);
});

test('actions of the page on view have keys too, which can be changed', async ({ page, seen }) => {
  await openServices(page);
  const reads = () => seen.calls.filter(({ path }) => path.endsWith('/services')).length;
  const before = reads();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('r');
  await expect.poll(reads).toBe(before + 1);
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeFocused();
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Rename customs archive' })).toBeVisible();
  await page.keyboard.press('Escape');
  await openSheet(page);
  await of(page, 'Rename').getByRole('button', { name: 'Change' }).click();
  await page.keyboard.press('q');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('x');
  await expect(page.getByRole('dialog', { name: 'Commands for customs archive' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('q');
  await expect(page.getByRole('dialog', { name: 'Rename customs archive' })).toBeVisible();
});

test('an action of the page takes two keys of the user’s own, too', async ({ page }) => {
  await openServices(page);
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeFocused();
  await openSheet(page);
  await of(page, 'Rename').getByRole('button', { name: 'Change' }).click();
  await page.keyboard.press('w');
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(of(page, 'Rename').locator('kbd')).toHaveText(['w', 'e']);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('w');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Rename customs archive' })).toBeVisible();
});

test('a key that was taken from a place does nothing any more', async ({ page }) => {
  await openServices(page);
  await openSheet(page);
  await of(page, 'Create service').getByRole('button', { name: 'Change' }).click();
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('c');
  await page.keyboard.press('/');
  await expect(page.getByRole('main').getByLabel('Filter').first()).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { level: 1, name: 'Create service' })).toBeVisible();
});
