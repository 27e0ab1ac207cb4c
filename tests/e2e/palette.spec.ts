// The command palette and the shortcuts: by keyboard alone.
import { expect, goToServices, openService, openServices, signIn, table, test, tray, writes } from './fixtures/console.ts';

test('the palette jumps to a service by a few letters of its name, and asks for nothing', async ({ page, seen }) => {
  await openServices(page);
  await expect(table(page)).toBeVisible();
  const before = seen.calls.length;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  const field = palette.getByRole('combobox', { name: 'Search or jump to' });
  await expect(field).toBeFocused();
  await page.keyboard.type('cus arch');
  const option = palette.getByRole('option', { name: /customs archive/ });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id'))!);
  expect(seen.calls.length).toBe(before);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
});

test('the palette offers the actions of the page on view, and a reason where one is refused', async ({ page, seen }) => {
  await openService(page, 'tracking events');
  await page.getByRole('button', { name: 'Search or jump to…' }).click();
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  await palette.getByRole('combobox').fill('start');
  const refused = palette.getByRole('option', { name: /^Start tracking events/ });
  await expect(refused).toBeDisabled();
  await expect(refused).toContainText('running');
  await page.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  expect(writes(seen)).toEqual([]);
  await palette.getByRole('combobox').fill('stop');
  await palette.getByRole('option', { name: /^Stop tracking events/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop tracking events?' });
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(tray(page)).toContainText('Stopped tracking events');
});

test('the arrows walk the results, Escape leaves, and the focus returns', async ({ page }) => {
  await openServices(page);
  const button = page.getByRole('button', { name: 'Search or jump to…' });
  await button.focus();
  await page.keyboard.press('Enter');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  const options = palette.getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await palette.getByRole('combobox').fill('qqqq');
  await expect(palette.getByRole('status')).toHaveText('0 results');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(button).toBeFocused();
});

test('what was visited is offered again', async ({ page }) => {
  await openService(page, 'customs archive', 'Connect');
  await goToServices(page);
  await page.keyboard.press('Control+k');
  const recent = page.getByRole('group', { name: 'Recent' });
  await expect(recent.getByRole('option').first()).toContainText('customs archive');
});

test('single keys jump, filter, create and explain themselves', async ({ page }) => {
  await signIn(page);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await expect(table(page)).toBeVisible();
  await page.keyboard.press('/');
  const filter = page.getByRole('main').getByRole('search').getByRole('textbox').or(page.getByRole('main').getByLabel('Filter').first()).first();
  await expect(filter).toBeFocused();
  await page.keyboard.type('go');
  await expect(filter).toHaveValue('go');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('row', { name: /Services/ })).toContainText('g');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Create service' })).toBeVisible();
});

test('single keys can be switched off for good', async ({ page }) => {
  await openServices(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('checkbox', { name: 'Shortcuts of single keys' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.reload();
  await expect(table(page)).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search or jump to' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeAttached();
  await expect(sheet).toBeHidden();
});

test.describe('390 px wide', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the menu of areas closes once a link was followed', async ({ page }) => {
    await signIn(page);
    const menu = page.getByRole('navigation', { name: 'Menu' });
    await page.locator('summary[aria-label=Menu]').click();
    await menu.getByRole('link', { name: 'Services' }).click();
    await expect(table(page)).toBeVisible();
    await expect(menu).toBeHidden();
  });
});
