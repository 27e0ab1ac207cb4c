// Order, width and place of a list's columns.
import type { Page } from '@playwright/test';
import { expect, openServices, signIn, table, test, visit } from './fixtures/console.ts';

const header = (page: Page, name: string) => table(page).getByRole('columnheader', { name, exact: true });
const headings = async (page: Page) => (await table(page).getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
const box = async (page: Page, name: string) => (await header(page, name).boundingBox())!;
const widthOf = async (page: Page, name: string) => Math.round((await box(page, name)).width);

async function openColumns(page: Page) {
  await page.getByRole('search').getByRole('button', { name: 'Columns', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Columns', exact: true });
  await expect(panel.getByRole('list', { name: 'Columns' })).toBeVisible();
  return panel;
}

test.use({ viewport: { width: 1000, height: 800 } });

test('columns are moved, widened and pinned by keyboard, and stay so', async ({ page }) => {
  await openServices(page);
  await expect(header(page, 'Name')).toBeVisible();
  const panel = await openColumns(page);
  const forward = panel.getByRole('button', { name: 'Move Region forward' });
  await forward.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => headings(page)).toEqual(expect.arrayContaining(['Name', 'Region', 'State']));
  await expect.poll(async () => (await headings(page)).slice(1, 4)).toEqual(['Name', 'Region', 'State']);
  await expect(forward).toBeFocused();
  await panel.getByRole('button', { name: 'Move State forward' }).press('Enter');
  await expect.poll(async () => (await headings(page)).slice(1, 4)).toEqual(['Name', 'State', 'Region']);

  const width = panel.getByRole('spinbutton', { name: 'Width of Name' });
  await width.fill('300');
  await width.press('ArrowUp');
  await width.press('Tab');
  await expect.poll(() => widthOf(page, 'Name')).toBe(320);
  // Narrower than what stands in it, too.
  await panel.getByRole('spinbutton', { name: 'Width of Access' }).fill('60');
  await page.keyboard.press('Tab');
  await expect.poll(() => widthOf(page, 'Access')).toBe(60);

  const pin = panel.getByRole('button', { name: 'Pin Region' });
  await pin.press('Space');
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await headings(page)).slice(1, 4)).toEqual(['Name', 'Region', 'State']);
  await page.keyboard.press('Escape');
  const check = async () => {
    await table(page).getByRole('columnheader', { name: 'Created' }).scrollIntoViewIfNeeded();
    await expect.poll(async () => (await box(page, 'State')).x).toBeLessThan((await box(page, 'Region')).x);
    const name = await box(page, 'Name');
    const region = await box(page, 'Region');
    expect(Math.abs(name.x + name.width - region.x)).toBeLessThanOrEqual(1);
    expect(await widthOf(page, 'Name')).toBe(320);
  };
  await check();
  await page.reload();
  await expect(header(page, 'Name')).toBeVisible();
  await check();

  // Another visit, without the address.
  const path = new URL(page.url()).pathname;
  await visit(page, path.replace('/services', '/keys'));
  await expect(page.getByRole('heading', { level: 1, name: 'API keys' })).toBeVisible();
  expect(await page.getByRole('columnheader', { name: 'Name' }).boundingBox()).not.toMatchObject({ width: 320 });
  await visit(page, path);
  await expect.poll(() => widthOf(page, 'Name')).toBe(320);
  await (await openColumns(page)).getByRole('button', { name: 'Reset columns' }).click();
  await expect.poll(async () => (await headings(page)).slice(1, 4)).toEqual(['Name', 'State', 'Region']);
  await expect.poll(() => widthOf(page, 'Name')).not.toBe(320);
});

test('a width is a whole number of pixels, whatever was typed', async ({ page }) => {
  await openServices(page);
  const panel = await openColumns(page);
  const width = panel.getByRole('spinbutton', { name: 'Width of Region' });
  await width.fill('240.5');
  await width.press('Tab');
  await expect(page).toHaveURL(/region~241/);
  await expect.poll(() => widthOf(page, 'Region')).toBe(241);
});

test.describe('a long list', () => {
  test.use({ flags: '--rate-limit off --seed large' });

  test('keeps pinned columns beside each other while rows of other widths come into sight', async ({ page, server }) => {
    const path = `/organizations/${await server.organization()}/services?columns=name,region!,state,created`;
    await signIn(page, { at: path });
    await expect(table(page).getByRole('link').first()).toBeVisible();
    // The widest names are far down: the first column grows as they come.
    const widths = new Set<number>();
    await table(page).hover();
    for (const way of [2_000, 400, 2_000, -3_000, 4_000]) {
      const names = () => table(page).getByRole('link').allTextContents();
      const before = await names();
      await page.mouse.wheel(0, way);
      await expect.poll(names).not.toEqual(before);
      const lefts = () =>
        table(page).getByRole('columnheader', { name: /^(Name|Region)$/ }).evaluateAll(([name, region]) => ({
          width: name!.getBoundingClientRect().width,
          gap: Math.abs(parseFloat(getComputedStyle(region!).left) - parseFloat(getComputedStyle(name!).left) - (name as HTMLElement).offsetWidth),
        }));
      await expect.poll(async () => (await lefts()).gap).toBeLessThanOrEqual(1);
      widths.add(Math.round((await lefts()).width));
    }
    // Else nothing was tried.
    expect(widths.size).toBeGreaterThan(1);
  });
});

test('the edge of a heading is dragged, and let go by a double click', async ({ page }) => {
  await openServices(page);
  await expect(header(page, 'Region')).toBeVisible();
  const before = await box(page, 'Region');
  const edge = { x: before.x + before.width - 4, y: before.y + before.height / 2 };
  await page.mouse.move(edge.x, edge.y);
  // What follows the pointer comes with it.
  await expect(async () => {
    await page.mouse.move(edge.x, edge.y);
    await page.mouse.down();
    await page.mouse.move(edge.x + 30, edge.y);
    await page.mouse.move(edge.x + 100, edge.y);
    const width = await widthOf(page, 'Region');
    await page.mouse.up();
    expect(width).toBe(Math.round(before.width) + 100);
  }).toPass();
  await expect(page).toHaveURL(/region~\d+/);
  await expect(header(page, 'Region')).not.toHaveAttribute('aria-sort', /.*/);
  const after = await box(page, 'Region');
  await page.mouse.dblclick(after.x + after.width - 4, edge.y);
  await expect(page).not.toHaveURL(/region~\d+/);
  await expect.poll(() => widthOf(page, 'Region')).toBe(Math.round(before.width));
});
