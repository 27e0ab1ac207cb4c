import { KEYS, expect, openMenu, openService, openServices, row, signIn, tabTo, table, test, tray } from './fixtures/console.ts';

test('a service is found and stopped with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Key ID' })).toBeFocused();
  await page.keyboard.type(KEYS.admin.id);
  await page.keyboard.press('Tab');
  await page.keyboard.type(KEYS.admin.secret);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeFocused();
  const actions = page.getByRole('button', { name: 'Actions for tracking events' });
  await expect(actions).toBeVisible();
  await tabTo(page, actions);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Stop', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Stop tracking events?' });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('button', { name: 'Stop' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(actions).toBeFocused();
  await expect(tray(page)).toContainText('Stopped tracking events');
  await expect(row(page, 'tracking events')).toContainText('stopped');
});

test('signing in moves the focus to the title of the page', async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a menu is walked with the arrows and left with Escape', async ({ page }) => {
  await openServices(page);
  const menu = await openMenu(page, 'tracking events');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(menu.getByRole('menuitem').last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('button', { name: 'Actions for tracking events' })).toBeFocused();
});

test('a dialog keeps the focus in it and gives it back', async ({ page }) => {
  await openService(page, 'customs archive', 'Settings');
  const opener = page.getByRole('button', { name: 'Change channel' }).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Release channel of customs archive' });
  await expect(dialog).toBeVisible();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() => {
      const active = document.activeElement;
      return active !== document.body && !active?.closest('dialog');
    });
    expect(outside).toBe(false);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('the first Tab offers to skip to the content of the page', async ({ page }) => {
  await openServices(page);
  const address = page.url();
  await page.reload();
  await expect(table(page)).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  expect(page.url().replace(/#.*/, '')).toBe(address);
  await expect(table(page)).toBeVisible();
});
