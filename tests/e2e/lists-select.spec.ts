// Choosing rows: nothing moves under whoever does it, and a thumb reaches all of it.
import type { Locator, Page } from '@playwright/test';
import { expect, signIn, table, test, tray } from './fixtures/console.ts';

const bar = (page: Page) => page.getByRole('group', { name: 'Selected rows' });
const select = (page: Page, name: string) => table(page).getByRole('checkbox', { name: `Select ${name}`, exact: true });
const top = (place: Locator) => place.evaluate((element) => Math.round(element.getBoundingClientRect().top));

for (const width of [1280, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 700 } });

    test('choosing a row moves none, and what can be done with it is in sight wherever the list is', async ({ page, server }) => {
      for (let number = 0; number < 12; number += 1) await server.create(`choice ${number}`);
      await signIn(page, { at: `/organizations/${await server.organization()}/services` });
      const row = select(page, 'choice 0');
      await row.scrollIntoViewIfNeeded();
      const before = await top(row);
      await row.check();
      await expect(bar(page)).toBeInViewport({ ratio: 1 });
      expect(await top(row)).toBe(before);
      await select(page, 'choice 9').check();
      await expect(bar(page)).toBeInViewport({ ratio: 1 });
      await expect(bar(page)).toContainText('2 selected');
      const last = await top(select(page, 'choice 9'));
      await bar(page).getByRole('button', { name: 'Clear selection' }).click();
      await expect(bar(page)).toBeHidden();
      expect(await top(select(page, 'choice 9'))).toBe(last);
      // The button went with the bar: the keyboard goes on at the rows.
      await expect(table(page).getByRole('checkbox', { name: 'Select all rows shown' })).toBeFocused();
      expect(await top(select(page, 'choice 9'))).toBe(last);
    });
  });
}

test.describe('by thumb', () => {
  test.use({ viewport: { width: 390, height: 700 }, hasTouch: true });

  for (const place of ['services', 'keys']) {
    test(`all ${place} are selected where there is no room for headings`, async ({ page, server }) => {
      await signIn(page, { at: `/organizations/${await server.organization()}/${place}` });
      const all = page.getByRole('checkbox', { name: 'Select all rows shown' });
      const words = page.getByText('Select all', { exact: true });
      await expect(words).toBeVisible();
      const rows = page.getByRole('checkbox', { name: /^Select / });
      const first = await top(rows.nth(1));
      await words.tap();
      await expect(all).toBeChecked();
      // The headings are for the keyboard: they must not unfold under the thumb.
      expect(await top(rows.nth(1))).toBe(first);
      await expect(page.getByRole('columnheader').filter({ hasText: 'Name' })).not.toBeInViewport();
      const target = (await page.locator('label').filter({ has: all }).boundingBox())!;
      expect(Math.min(target.width, target.height)).toBeGreaterThanOrEqual(24);
      await words.tap();
      await expect(bar(page)).toBeHidden();
    });
  }
});

test.describe('a fleet', () => {
  test.use({ flags: '--rate-limit off --speed 2' });
  test('what many rows set off covers no more than part of a narrow page, and all of it is reached', async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 640 });
    for (let number = 0; number < 10; number += 1) await server.create(`tray ${number}`);
    await server.advance(600);
    await signIn(page, { at: `/organizations/${await server.organization()}/services?filter=tray` });
    await page.getByText('Select all', { exact: true }).click();
    await bar(page).getByRole('button', { name: 'Stop 10' }).click();
    const dialog = page.getByRole('dialog', { name: 'Stop: 10 services' });
    await dialog.getByRole('button', { name: 'Stop 10' }).click();
    await expect(dialog.getByRole('status')).toHaveText('Finished: 10 done.');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(tray(page).getByRole('listitem')).toHaveCount(10);
    expect((await tray(page).boundingBox())!.height).toBeLessThan(320);
    await tray(page).getByRole('button', { name: /^Dismiss/ }).last().focus();
    await expect(tray(page).getByRole('button', { name: /^Dismiss/ }).last()).toBeInViewport({ ratio: 1 });
    await tray(page).getByRole('button', { name: /^Dismiss/ }).first().focus();
    await expect(tray(page).getByRole('button', { name: /^Dismiss/ }).first()).toBeInViewport({ ratio: 1 });
  });
});
