// Every chart by keyboard alone, in forced colours: reached, seen, read, left; its table and its file.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, signIn, tabTo, test } from './fixtures/console.ts';
import { calendar } from './fixtures/backups.ts';

interface Chart {
  name: string;
  /** Below the organization. */
  path: string;
  chart: (page: Page) => Locator;
  region: RegExp;
  /** Of the first and of the last place, on the day of the test. */
  ends: () => [RegExp, RegExp];
  /** While the cursor is nowhere. */
  whole: RegExp;
  table: string;
}

const day = (days: number) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.now() - days * 86_400_000);

const CHARTS: Chart[] = [
  {
    name: 'costs of each day',
    path: '/usage?range=30d',
    chart: (page) => page.getByRole('slider', { name: /^Cost per day/ }),
    region: /^Cost per day/,
    ends: () => [new RegExp(`${day(29)} 20\\d\\d: [\\d.]+ CHC`), new RegExp(`${day(0)} 20\\d\\d: [\\d.]+ CHC, not final`)],
    whole: /CHC in 30 days; most on /,
    table: 'Cost by day, in CHC',
  },
  {
    name: 'forecast of the month',
    path: '/usage?range=this-month',
    chart: (page) => page.getByRole('slider', { name: /^Cost of the month/ }),
    region: /so far and to come$/,
    ends: () => [/ 1 \w+ 20\d\d.*by its end/, /forecast .* by its end, .* in the band/],
    whole: /so far; forecast .* in the band/,
    table: 'Cost of the month by day, added up, in CHC',
  },
  {
    name: 'timeline of the log',
    path: '/activities?range=7d',
    chart: (page) => page.getByRole('slider', { name: /^Timeline/ }),
    region: /^Timeline/,
    ends: () => [new RegExp(`^\\w+,? ${day(7)}.*: \\d+ (activity|activities)`), new RegExp(`^\\w+,? ${day(0)}.*: \\d+ (activity|activities)`)],
    whole: /^\d+ activities\. Most, \d+, from /,
    table: 'Activities by time',
  },
];

/** An outline of the focus that stands out, whatever the colours. */
async function expectSeen(chart: Locator) {
  const outline = await chart.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
  });
  expect(outline).toBeGreaterThanOrEqual(2);
}

for (const { name, path, chart, region, ends, whole, table } of CHARTS) {
  test(`the ${name}: reached, read from end to end, left, as table and file`, async ({ page, server }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await signIn(page, { at: `/organizations/${await server.organization()}${path}` });
    const one = chart(page);
    await expect(one).toHaveAttribute('aria-valuetext', whole);
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
    await tabTo(page, one);
    await expectSeen(one);
    const text = () => one.getAttribute('aria-valuetext');
    await page.keyboard.press('Home');
    await expect(one).toHaveAttribute('aria-valuetext', ends()[0]);
    const first = await text();
    await page.keyboard.press('ArrowRight');
    await expect.poll(text).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(text).toBe(first);
    // What is said is on the page, too.
    await expect(page.getByRole('region', { name: region })).toContainText(first!);
    await page.keyboard.press('End');
    await expect(one).toHaveAttribute('aria-valuetext', ends()[1]);
    await page.keyboard.press('Escape');
    await expect(one).toHaveAttribute('aria-valuetext', whole);
    await expect(one).toBeFocused();
    const panel = page.getByRole('region', { name: region });
    await tabTo(page, panel.getByRole('button', { name: 'Show as a table' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('table', { name: table })).toBeVisible();
    const rows = await page.getByRole('table', { name: table }).getByRole('row').count();
    await tabTo(page, panel.getByRole('button', { name: 'Download CSV' }));
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect((await readFile(await file.path(), 'utf8')).trim().split('\r\n')).toHaveLength(rows);
  });
}

test('parts of a cost differ by more than their colour in forced colours', async ({ page, server }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn(page, { at: `/organizations/${await server.organization()}/usage?range=30d` });
  const panel = page.getByRole('region', { name: 'Cost per day' });
  await expect(panel.locator('.plot__textured').first()).toBeVisible();
  const marks = panel.getByRole('list', { name: /^Parts of the cost/ }).locator('.legend__mark');
  const images = await marks.evaluateAll((all) => all.slice(0, 4).map((one) => getComputedStyle(one).backgroundImage));
  expect(new Set(images).size).toBe(4);
});

test('a stretch of time is taken by keyboard, or let go', async ({ page, server }) => {
  await signIn(page, { at: `/organizations/${await server.organization()}/activities?range=30d` });
  const one = page.getByRole('slider', { name: /^Timeline/ });
  await expect(one).toHaveAttribute('aria-valuetext', /^\d+ activities\. Most/);
  await tabTo(page, one);
  await page.keyboard.press('End');
  const last = await one.getAttribute('aria-valuetext');
  await page.keyboard.press('Shift+Home');
  await expect(one).not.toHaveAttribute('aria-valuetext', last!);
  await page.keyboard.press('Escape');
  await expect(one).toHaveAttribute('aria-valuetext', /Most/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/range=30d/);
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  const told = (await one.getAttribute('aria-valuetext'))!;
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]from=.*&to=/);
  const count = /: (\d+) activit/.exec(told)![1]!;
  await expect(page.getByRole('search').getByRole('status').first()).toHaveText(count);
});

test('the calendar of backups is read by keyboard in forced colours', async ({ page, server }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const { id } = await server.service('fleet telemetry');
  await signIn(page, { at: `/organizations/${await server.organization()}/services/${id}/backups` });
  const today = calendar(page).getByRole('gridcell', { name: /, today/ });
  await tabTo(page, today);
  await expectSeen(today);
  // Whether today's backup is still due depends on the hour.
  const outcome = /: (.+?)(, \d+ backups?, .+)?, today$/.exec((await today.getAttribute('aria-label'))!)![1]!;
  const day = page.getByRole('group', { name: 'The chosen day' });
  const focused = calendar(page).locator(':focus');
  await page.keyboard.press('Home');
  await expect(focused).toHaveAttribute('aria-label', /^Mon /);
  await page.keyboard.press('End');
  await expect(focused).toHaveAttribute('aria-label', /^Sun /);
  await page.keyboard.press('ArrowUp');
  await expect(focused).toHaveAttribute('aria-label', /^Sun .*: /);
  await expect(day).toContainText('Sun');
  // The mark of each outcome has a shape of its own.
  const shapes = await page.getByRole('list', { name: 'Marks' }).locator('.calendar__mark').evaluateAll((all) =>
    all.map((one) => {
      const { clipPath, borderRadius, backgroundImage, borderStyle, rotate, boxShadow } = getComputedStyle(one);
      return [clipPath, borderRadius, backgroundImage, borderStyle, rotate, boxShadow].join();
    }),
  );
  expect(new Set(shapes).size).toBe(shapes.length);
  const panel = page.getByRole('region', { name: 'Calendar' });
  await tabTo(page, panel.getByRole('button', { name: 'Show as a table' }));
  await page.keyboard.press('Enter');
  const last = page.getByRole('table', { name: 'Backups by day' }).getByRole('row').last();
  await expect(last.getByRole('rowheader')).toHaveText(new Date().toISOString().slice(0, 10));
  await expect(last.getByRole('cell').first()).toHaveText(outcome);
  await tabTo(page, panel.getByRole('button', { name: 'Download CSV' }));
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^Day \(UTC\),Result,/);
});
