// Usage: costs by day, their parts, the forecast and the budget; by mouse and keyboard, with faults and without costs.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type Server, expect, expectProblem, signIn, tabTo, test, visit } from './fixtures/console.ts';
import { watchShifts } from './fixtures/shifts.ts';

interface Cost {
  date: string;
  entityName: string;
  serviceId: string | null;
  metrics: Record<string, number>;
  totalCHC: number;
  locked: boolean;
}

const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
const ago = (days: number) => iso(Date.now() - days * DAY);
const main = (page: Page) => page.getByRole('main');
const table = (page: Page) => page.getByRole('table', { name: 'Costs by service' });
const chart = (page: Page) => page.getByRole('slider', { name: /^Cost per day/ });
const legend = (page: Page) => page.getByRole('list', { name: 'Parts of the cost, the largest first' });
const figures = (page: Page) => page.getByRole('region', { name: 'Costs in numbers' });
const costCalls = (seen: { calls: { path: string }[] }) => seen.calls.filter(({ path }) => path.endsWith('/usageCost')).length;

/** What the API tells of whole days that are over, 31 at most. */
async function costs(server: Server, from: string, to: string): Promise<Cost[]> {
  const path = `/organizations/${await server.organization()}/usageCost?from_date=${from}&to_date=${to}`;
  return (await server.api<{ costs: Cost[] }>('GET', path)).costs;
}

const amount = (credits: number) => credits.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const sum = (all: Cost[]) => amount(all.reduce((sum, { totalCHC }) => sum + Math.round(totalCHC * 1e6), 0) / 1e6);

async function openUsage(page: Page, server: Server, query = '') {
  await signIn(page, { at: `/organizations/${await server.organization()}/usage${query}` });
  await expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible();
}

async function read(page: Page) {
  await expect(chart(page)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
}

/** Ten days that are over and final. */
const PAST = () => `from=${ago(20)}&to=${ago(11)}`;

test('the rail and its keys lead to costs that add up exactly', async ({ page, server }) => {
  await signIn(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Usage' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible();
  await read(page);
  await expect(page.getByRole('button', { name: 'This month' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await read(page);
  await visit(page, `/organizations/${await server.organization()}/usage?${PAST()}`);
  const all = await costs(server, ago(20), ago(11));
  await expect(figures(page)).toContainText(`${sum(all)} CHC`);
  await expect(figures(page)).toContainText('total of 10 days');
  await expect(figures(page).getByText('0', { exact: true })).toBeVisible();
});

test('a range is chosen by preset or by two days, and stays in the address', async ({ page, server, seen }) => {
  await openUsage(page, server);
  await read(page);
  expect(costCalls(seen)).toBe(1);
  await page.getByRole('button', { name: '90 days' }).click();
  await expect(page).toHaveURL(/[?&]range=90d/);
  await read(page);
  // 31 days are there already, and two calls bring the other 59.
  expect(costCalls(seen)).toBe(3);
  await page.getByRole('button', { name: '7 days' }).click();
  await expect(figures(page)).toContainText('total of 7 days');
  expect(costCalls(seen)).toBe(3);
  await page.getByRole('button', { name: 'Custom…' }).click();
  const form = page.getByRole('form', { name: 'Custom range' });
  await form.getByLabel('First day, UTC').fill(ago(-5));
  await form.getByLabel('Last day, UTC').fill(ago(-9));
  await form.getByRole('button', { name: 'Show range' }).click();
  await expect(form.getByRole('alert')).toContainText('up to today');
  await form.getByLabel('First day, UTC').fill(ago(20));
  await form.getByLabel('Last day, UTC').fill(ago(11));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`from=${ago(20)}&to=${ago(11)}`));
  await expect(figures(page)).toContainText('total of 10 days');
  await page.reload();
  await expect(figures(page)).toContainText('total of 10 days');
  await page.goBack();
  await expect(page.getByRole('button', { name: '7 days' })).toHaveAttribute('aria-pressed', 'true');
});

test('the chart is read by keyboard: day by day, its parts, what is not final', async ({ page, server }) => {
  await openUsage(page, server, '?range=30d');
  await read(page);
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /CHC in 30 days; most on /);
  await tabTo(page, chart(page));
  await page.keyboard.press('End');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /CHC, not final\. shipments prod/);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowLeft');
  const day = ago(8);
  const total = sum((await costs(server, day, day)));
  await expect(chart(page)).toHaveAttribute('aria-valuetext', new RegExp(`: ${total} CHC\\. `));
  await expect(main(page).getByText(new RegExp(`: ${total} CHC\\. `))).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /CHC in 30 days/);
  await expect(main(page)).toContainText('Hatched: 3 days are not final (locked: false)');
  await expect(main(page)).toContainText('Today has only begun to be counted.');
});

test('the chart is read by pointing at a day', async ({ page, server }) => {
  await openUsage(page, server, `?${PAST()}`);
  await read(page);
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + 2, box.y + 100);
  const total = sum((await costs(server, ago(20), ago(20))));
  await expect(main(page).getByText(new RegExp(`: ${total} CHC\\. `))).toBeVisible();
});

test('costs are split by service, warehouse, metric and tag, in the address', async ({ page, server }) => {
  await openUsage(page, server, `?${PAST()}`);
  await read(page);
  const all = await costs(server, ago(20), ago(11));
  await expect(legend(page).getByRole('button', { name: /^shipments prod \d/ })).toBeVisible();
  await expect(legend(page).getByRole('button', { name: /^shipments prod \(warehouse\)/ })).toBeVisible();
  await page.getByRole('group', { name: 'Split by' }).getByRole('button', { name: 'Metric' }).click();
  await expect(page).toHaveURL(/split=metric/);
  const compute = all.reduce((sum, { metrics }) => sum + Math.round((metrics['computeCHC'] ?? 0) * 1e6), 0) / 1e6;
  await expect(legend(page).getByRole('button', { name: new RegExp(`^Compute ${amount(compute)} CHC`) })).toBeVisible();
  await page.getByRole('group', { name: 'Split by' }).getByRole('button', { name: 'Warehouse' }).click();
  await expect(legend(page).getByRole('button', { name: /^shipments prod \(warehouse\)/ })).toBeVisible();
  await expect(legend(page).getByRole('button', { name: /^shipments reporting/ })).toHaveCount(0);
  await page.getByRole('group', { name: 'Split by' }).getByRole('button', { name: 'Tag' }).click();
  await expect(page.getByRole('combobox', { name: 'Tag' })).toBeVisible();
  const options = await page.getByRole('combobox', { name: 'Tag' }).getByRole('option').allTextContents();
  await page.getByRole('combobox', { name: 'Tag' }).selectOption(options.at(-1)!);
  await expect(page).toHaveURL(new RegExp(`split=tag&tag=${options.at(-1)}`));
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Tag' })).toHaveValue(options.at(-1)!);
  await page.getByRole('group', { name: 'Split by' }).getByRole('button', { name: 'Service' }).click();
  // One part is picked out, and put back.
  const one = legend(page).getByRole('button', { name: /^tracking events \d/ });
  await one.click();
  await expect(one).toHaveAttribute('aria-pressed', 'true');
  await one.press('Enter');
  await expect(one).toHaveAttribute('aria-pressed', 'false');
});

test('the chart has its numbers as a table and as a file', async ({ page, server }) => {
  await openUsage(page, server, `?${PAST()}`);
  await read(page);
  const panel = page.getByRole('region', { name: 'Cost per day' });
  await panel.getByRole('button', { name: 'Show as a table' }).click();
  const days = page.getByRole('table', { name: 'Cost by day, in CHC' });
  await expect(days.getByRole('row')).toHaveCount(11);
  await expect(days.getByRole('row').nth(1)).toContainText(`${ago(11)}final`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const [head, first] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(head).toMatch(/^Day \(UTC\),State,Total,shipments prod,/);
  const exact = (await costs(server, ago(11), ago(11))).reduce((sum, { totalCHC }) => sum + Math.round(totalCHC * 1e6), 0);
  expect(first).toContain(`${ago(11)},final,${exact / 1e6},`);
});

test('the costs by service are a list: filter, order, columns, export', async ({ page, server }) => {
  await openUsage(page, server, `?${PAST()}`);
  await read(page);
  await expect(table(page).getByRole('row').nth(1)).toContainText('shipments prod');
  await page.getByRole('combobox', { name: 'Filter' }).fill('type:datawarehouse');
  await expect(table(page).getByRole('link')).toHaveCount(0);
  await expect(page).toHaveURL(/filter=type/);
  await page.getByRole('search').getByRole('button', { name: 'Export', exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Download CSV', exact: true }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  const warehouses = new Set((await costs(server, ago(20), ago(11))).filter(({ serviceId }) => !serviceId).map(({ entityName }) => entityName));
  expect(lines).toHaveLength(warehouses.size + 1);
  await page.keyboard.press('Escape');
  await page.getByRole('search').getByRole('button', { name: 'Clear filter' }).click();
  await table(page).getByRole('link', { name: 'tracking events', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'tracking events' })).toBeVisible();
});

test('the forecast has a band, and a budget is kept in this browser', async ({ page, server }) => {
  await openUsage(page, server);
  await read(page);
  const month = page.getByRole('region', { name: /so far and to come$/ });
  await expect(month).toContainText('the mean of the last 14 final days');
  await expect(month).toContainText(/band, in CHC/);
  await month.getByRole('button', { name: 'Set a budget' }).click();
  const dialog = page.getByRole('dialog', { name: 'Budget for a month' });
  await dialog.getByRole('textbox').fill('ten');
  await dialog.getByRole('button', { name: 'Save budget' }).click();
  await expect(dialog).toContainText('A number of credits such as 250');
  await dialog.getByRole('textbox').fill('1');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(month).toContainText('The budget of 1.00 CHC is spent already');
  await page.reload();
  await month.getByRole('button', { name: 'Budget: 1.00 CHC' }).click();
  await dialog.getByRole('textbox').fill('999999');
  await dialog.getByRole('button', { name: 'Save budget' }).click();
  await expect(month).toContainText('stays within the budget of 999,999.00 CHC');
  const line = page.getByRole('slider', { name: /^Cost of the month/ });
  await tabTo(page, line);
  await page.keyboard.press('End');
  await expect(line).toHaveAttribute('aria-valuetext', /forecast .* CHC by its end, .* in the band|by its end/);
  await month.getByRole('button', { name: 'Show as a table' }).click();
  const days = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 0)).getUTCDate();
  await expect(month.getByRole('table').getByRole('row')).toHaveCount(days + 1);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    month.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect([head, lines.length]).toEqual(['Day (UTC),State,Cost,Low,Added up,High', days]);
  await month.getByRole('button', { name: /^Budget/ }).click();
  await dialog.getByRole('textbox').fill('');
  await dialog.getByRole('button', { name: 'Save budget' }).click();
  await expect(month.getByRole('button', { name: 'Set a budget' })).toBeVisible();
});

test('days before are read for a comparison only when asked for', async ({ page, server, seen }) => {
  await openUsage(page, server, '?range=30d');
  await read(page);
  expect(costCalls(seen)).toBe(1);
  await figures(page).getByRole('button', { name: 'Compare with the 30 days before' }).click();
  await expect(figures(page)).toContainText(/[+-]?\d+\.\d %/);
  await expect(figures(page)).toContainText('today is not over');
  expect(costCalls(seen)).toBe(2);
});

test('the credits that are left are asked for only when wanted', async ({ page, server, seen }) => {
  await openUsage(page, server);
  await read(page);
  const asked = () => seen.calls.filter(({ path }) => path.endsWith('/creditBalances')).length;
  expect(asked()).toBe(0);
  const panel = page.getByRole('region', { name: 'Credit balances' });
  await panel.getByRole('button', { name: 'Show credit balances' }).click();
  await expect(panel).toContainText(/[\d.]+ CHC left in all\./);
  await expect(panel).toContainText(/Prepaid.*CHC left of 500,000\.00 CHC, [\d,.]+ CHC spent · expires in/);
  expect(asked()).toBe(1);
});

test('a service that was deleted is called gone', async ({ page, server }) => {
  const { id } = await server.service('pricing dev');
  const path = `/organizations/${await server.organization()}/services/${id}`;
  await server.api('PATCH', `${path}/state`, { command: 'stop' }).catch(() => undefined);
  await server.advance(600);
  await server.api('DELETE', path);
  await server.advance(600);
  await openUsage(page, server, `?${PAST()}`);
  await read(page);
  await page.getByRole('combobox', { name: 'Filter' }).fill('now:gone type:service');
  await expect(table(page).getByRole('row')).toHaveCount(2);
  await expect(table(page).getByRole('row').nth(1)).toContainText('pricing dev');
  await expect(table(page).getByRole('link')).toHaveCount(0);
});

test('a part that failed is named and read again, and the others stay', async ({ page, server }) => {
  await openUsage(page, server);
  await read(page);
  await server.faults({ error: 1 });
  await page.getByRole('button', { name: '90 days' }).click();
  await expectProblem(page, /could not be read/, /status 50\d/);
  await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
  await expect(figures(page)).toContainText(/total of 31 of 90 days/);
  await expect(main(page)).toContainText('Grey: 59 days were not read');
  const parts = page.getByRole('alert').filter({ hasText: 'could not be read' });
  await expect(parts).toHaveCount(2);
  await server.faults({});
  await parts.first().getByRole('button', { name: 'Try again' }).click();
  await expect(parts).toHaveCount(1);
  await expect(figures(page)).toContainText(/total of 62 of 90 days/);
  await parts.getByRole('button', { name: 'Try again' }).click();
  await expect(parts).toHaveCount(0);
  await expect(figures(page)).toContainText('total of 90 days');
});

test('garbage is a problem, and too many requests are waited for', async ({ page, server }) => {
  await signIn(page);
  const path = `/organizations/${await server.organization()}/usage`;
  await server.faults({ garbage: 1 });
  await visit(page, path);
  const problem = page.getByRole('alert').first();
  await expect(problem).toContainText('could not be read');
  await expect(problem).toContainText('not one of the ClickHouse Cloud API');
  await server.faults({ burst: 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(chart(page)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('words and fields of a newer API are shown, and missing ones break nothing', async ({ page, server }) => {
  await server.faults({ 'unknown-words': 1, 'unknown-fields': 1 });
  await openUsage(page, server, '?split=metric');
  await expect(table(page)).toContainText('datawarehouse_next');
  await server.faults({ 'drop-fields': 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await read(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('a slow API', () => {
  test.use({ flags: '--rate-limit off --faults latency=900' });
  test('shows days as they come, and what is read stays after a cancel', async ({ page, server }) => {
    await openUsage(page, server, '?range=90d');
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toBeVisible();
    await expect(chart(page)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(main(page)).toContainText(/Cancelled: \d+ of 90 days read/);
    await page.getByRole('button', { name: 'Read the rest' }).click();
    await expect(figures(page)).toContainText('total of 90 days', { timeout: 15_000 });
  });
});

test('nothing moves while further days are read, and read again', async ({ page, server }) => {
  await openUsage(page, server);
  await read(page);
  await server.faults({ latency: 700 });
  const shifts = await watchShifts(page);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('progressbar', { name: 'Days read' })).toBeVisible();
  await read(page);
  await expect(main(page)).toContainText(/\d+ days? read/);
  expect(await shifts()).toBeLessThan(0.01);
});

test('a key without the permission is told so', async ({ page, server }) => {
  const organization = await server.organization();
  const path = `/organizations/${organization}`;
  const policy = { allowDeny: 'ALLOW', permissions: ['control-plane:service:view'], resources: ['instance/*'] };
  const role = await server.api<{ id: string }>('POST', `${path}/roles`, { name: 'Sees services', actors: [], policies: [policy] });
  const made = await server.api<{ keyId: string; keySecret: string }>('POST', `${path}/keys`, {
    name: 'sees services',
    state: 'enabled',
    assignedRoleIds: [role.id],
    ipAccessList: [{ source: '0.0.0.0/0', description: 'test' }],
  });
  await server.advance(60);
  await signIn(page, { at: `${path}/usage`, key: { id: made.keyId, secret: made.keySecret } });
  await expectProblem(page, /status 403/);
  await expect(page.getByText('This key may not read the costs')).toBeVisible();
});

test.describe('an organization without services', () => {
  test.use({ flags: '--rate-limit off --seed empty' });
  test('was charged nothing', async ({ page, server }) => {
    await openUsage(page, server);
    await expect(page.getByText('Nothing was charged in this range')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test.describe('hundreds of services', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('are read in whole and have eight colours', async ({ page, server }) => {
    test.slow();
    await openUsage(page, server, '?range=90d');
    await expect(figures(page)).toContainText('total of 90 days', { timeout: 90_000 });
    await expect(legend(page).getByRole('button')).toHaveCount(8);
    await expect(legend(page).getByRole('button').last()).toContainText(/\d+ others/);
  });
});
