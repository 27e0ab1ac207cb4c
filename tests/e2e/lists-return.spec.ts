// A list is found again as it was left by Back, and by nothing else.
import type { Page } from '@playwright/test';
import { enterKey, expect, openServices, openMenu, table, test } from './fixtures/console.ts';

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
const select = (page: Page, name: string) => table(page).getByRole('checkbox', { name: `Select ${name}`, exact: true });
const bar = (page: Page) => page.getByRole('group', { name: 'Selected rows' });

async function goTo(page: Page, place: string) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
  await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
}

test('Back finds the selection again', async ({ page }) => {
  await openServices(page);
  await select(page, 'customs archive').check();
  await select(page, 'pricing dev').check();
  await page.getByRole('link', { name: 'tracking events', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'tracking events' })).toBeVisible();
  await page.goBack();
  await expect(select(page, 'customs archive')).toBeChecked();
  await expect(bar(page)).toContainText('2');
  // A link to the list is a new visit.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  await expect(select(page, 'customs archive')).not.toBeChecked();
});

test('Back out of a dialog does not make the next visit a return', async ({ page }) => {
  await openServices(page);
  await select(page, 'customs archive').check();
  await (await openMenu(page, 'pricing dev')).getByRole('menuitem', { name: 'Rename' }).click();
  await expect(page.getByRole('dialog', { name: 'Rename pricing dev' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(select(page, 'customs archive')).toBeChecked();
  await goTo(page, 'Roles');
  await goTo(page, 'Services');
  await expect(table(page).getByRole('link').first()).toBeVisible();
  await expect(select(page, 'pricing dev')).not.toBeChecked();
  await expect(select(page, 'customs archive')).not.toBeChecked();
});

test('what was selected before the filter changed is found again under the new address only', async ({ page }) => {
  await openServices(page);
  await select(page, 'customs archive').check();
  await filter(page).fill('archive');
  await expect(page).toHaveURL(/filter=archive/);
  await table(page).getByRole('link', { name: 'customs archive' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  await page.goBack();
  await expect(select(page, 'customs archive')).toBeChecked();
  // The address without the filter was replaced: nobody left the list there.
  await goTo(page, 'Roles');
  await goTo(page, 'Services');
  await expect(select(page, 'pricing dev')).toBeVisible();
  await goTo(page, 'Roles');
  await page.goBack();
  await expect(select(page, 'pricing dev')).toBeVisible();
  await expect(select(page, 'customs archive')).not.toBeChecked();
});

test('the address holds a filter of any letters', async ({ page }) => {
  await openServices(page);
  for (const text of ['50%25 of it', 'a&b=c', 'a+b#c', '100%']) {
    await filter(page).fill(text);
    await expect(page).toHaveURL(/filter=/);
    await expect(page.getByText('No service matches the filter')).toBeVisible();
    await filter(page).blur();
    await page.reload();
    await expect(page.getByText('No service matches the filter')).toBeVisible();
    await expect(filter(page)).toHaveValue(text);
    await page.getByRole('button', { name: 'Clear filter' }).first().click();
    await expect(page).not.toHaveURL(/filter=/);
  }
});

test('the next session finds nothing of how lists were left', async ({ page }) => {
  await openServices(page);
  await select(page, 'customs archive').check();
  await goTo(page, 'Roles');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enterKey(page);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(async () => {
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(select(page, 'pricing dev')).toBeVisible();
  await expect(select(page, 'customs archive')).not.toBeChecked();
});
