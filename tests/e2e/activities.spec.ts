// The audit log: range, timeline, facets, list, details, the tab of a service; with faults and 100 000 records.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { KEYS, type Server, expect, expectProblem, openService, signIn, tabTo, test } from './fixtures/console.ts';
import { watchShifts } from './fixtures/shifts.ts';

interface Activity {
  id: string;
  type: string;
  createdAt: string;
  actorType: string;
  actorDetails: string;
  serviceId?: string;
}

const list = (page: Page) => page.getByRole('table', { name: 'Activities', exact: true });
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
// The second one says that something is on its way.
const count = (page: Page) => page.getByRole('search').getByRole('status').first();
/** They are closed where there is no room for them beside the list. */
const openFacets = (page: Page) => page.getByText('Narrow by', { exact: true }).click();
const timeline = (page: Page) => page.getByRole('slider', { name: /^Timeline/ });

async function log(server: Server, days: number): Promise<Activity[]> {
  const from = new Date(Date.now() - days * 86_400_000).toISOString();
  return server.api('GET', `/organizations/${await server.organization()}/activities?from_date=${from}`);
}

async function openActivities(page: Page, server: Server, query = '') {
  await signIn(page, { at: `/organizations/${await server.organization()}/activities${query}` });
  await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
}

async function takeWithKeys(page: Page) {
  await tabTo(page, timeline(page));
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+PageDown');
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /activit/);
  await page.keyboard.press('Enter');
}

test('the rail leads to the log, which has words for what happened', async ({ page, server }) => {
  await signIn(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activities' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
  await expect(count(page)).toHaveText(String((await log(server, 7)).length));
  await expect(list(page).getByRole('link', { name: 'User logged in' }).first()).toBeVisible();
  await page.getByRole('button', { name: '90 days' }).click();
  await expect(page).toHaveURL(/[?&]range=90d/);
  await expect(count(page)).toHaveText(String((await log(server, 90)).length));
  await page.reload();
  await expect(page.getByRole('button', { name: '90 days' })).toHaveAttribute('aria-pressed', 'true');
  await page.goBack();
  await expect(page.getByRole('button', { name: '7 days' })).toHaveAttribute('aria-pressed', 'true');
});

test('facets count, narrow and stay in the address', async ({ page, server }) => {
  await openActivities(page, server, '?range=90d');
  const all = await log(server, 90);
  const byUsers = all.filter(({ actorType }) => actorType === 'user').length;
  await openFacets(page);
  const value = page.getByRole('group', { name: 'Actor type' }).getByRole('checkbox', { name: /^user/ });
  await expect(page.getByRole('group', { name: 'Actor type' }).getByText(String(byUsers), { exact: true })).toBeVisible();
  await value.check();
  await expect(count(page)).toHaveText(`${byUsers} of ${all.length}`);
  await expect(page).toHaveURL(/filter=actor-type(:|%3A)user/);
  // The other values still tell how many a further choice would find.
  const system = page.getByRole('group', { name: 'Actor type' }).getByRole('checkbox', { name: /^system/ });
  await tabTo(page, system);
  await page.keyboard.press('Space');
  const both = all.filter(({ actorType }) => actorType === 'user' || actorType === 'system').length;
  await expect(count(page)).toHaveText(`${both} of ${all.length}`);
  // Who opened the facets finds them open.
  await page.reload();
  await expect(value).toBeChecked();
  await page.getByRole('button', { name: 'Remove filter actor-type:user,system' }).click();
  await expect(value).not.toBeChecked();
  await expect(count(page)).toHaveText(String(all.length));
});

test('free text narrows list and timeline', async ({ page, server }) => {
  await openActivities(page, server, '?range=90d');
  const all = await log(server, 90);
  await expect(count(page)).toHaveText(String(all.length));
  await filter(page).fill('service woken');
  const woken = all.filter(({ type }) => type === 'service_awaken').length;
  await expect(count(page)).toHaveText(`${woken} of ${all.length}`);
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', new RegExp(`^${woken} (activity|activities)`));
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(page.getByRole('table', { name: 'Activities by time' }).getByRole('rowheader').first()).toHaveText(/^20.*Z$/);
  const region = page.getByRole('region', { name: 'Timeline' });
  await expect(region.getByText(new RegExp(`^${woken} (activity|activities)\\. Most, \\d+, from `))).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    region.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(head).toBe('From (UTC),To (UTC),From (local),Activities,State');
  expect(lines.reduce((sum, line) => sum + Number(line.split(',').at(-2)), 0)).toBe(woken);
});

test('at 1280 pixels no column is cut off, with the facets open or closed', async ({ page, server }) => {
  await openActivities(page, server, '?range=90d');
  await page.setViewportSize({ width: 1280, height: 800 });
  const fits = () =>
    list(page).evaluate((table) => {
      const frame = table.closest('.table__scroll')!;
      return frame.scrollWidth <= frame.clientWidth;
    });
  await expect(list(page).getByRole('columnheader', { name: 'Agent' })).toBeInViewport();
  await expect.poll(fits).toBe(true);
  await openFacets(page);
  await expect(page.getByRole('group', { name: 'Actor type' })).toBeVisible();
  await expect.poll(fits).toBe(true);
});

test('what the API dates ahead of this computer is shown all the same', async ({ page, server }) => {
  await server.advance(3_600);
  await server.create('made ahead of time');
  // A record takes up to half a minute to appear.
  await server.advance(60);
  await openActivities(page, server, '?range=24h');
  await expect(list(page).getByRole('link', { name: 'Service created' }).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a stretch of the timeline is taken from the keyboard, and Back undoes it', async ({ page, server }) => {
  await openActivities(page, server, '?range=90d');
  await expect(count(page)).toHaveText(String((await log(server, 90)).length));
  await takeWithKeys(page);
  await expect(page).toHaveURL(/[?&]from=.*[?&]to=/);
  await expect(page).not.toHaveURL(/range=/);
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/range=90d/);
  await expect(count(page)).toHaveText(String((await log(server, 90)).length));
});

test('a stretch is taken with the mouse, and asks for nothing that is there already', async ({ page, server, seen }) => {
  await openActivities(page, server, '?range=90d');
  await expect(count(page)).toHaveText(String((await log(server, 90)).length));
  await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
  // The session's own key is read behind everything: how soon depends on the machine.
  const asked = () => seen.calls.filter(({ path }) => !/\/keys\/[^/]+$/.test(path)).length;
  const before = asked();
  const { width } = (await timeline(page).boundingBox())!;
  // What stands above may still move it: the pointer waits until it is still.
  await timeline(page).hover({ position: { x: width * 0.2, y: 20 } });
  await page.mouse.down();
  await timeline(page).hover({ position: { x: width * 0.6, y: 30 } });
  await page.mouse.up();
  await expect(page).toHaveURL(/[?&]from=.*[?&]to=/);
  await expect(list(page).getByRole('link').first()).toBeVisible();
  expect(asked()).toBe(before);
});

test('a range of one’s own is told by both clocks', async ({ page, server }) => {
  await openActivities(page, server);
  await page.getByRole('button', { name: 'Custom…' }).click();
  const form = page.getByRole('form', { name: 'Custom range' });
  const day = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel(/^From/).fill(`${day}T12:00`);
  await form.getByLabel(/^To/).fill(`${day}T10:00`);
  await form.getByRole('button', { name: 'Show range' }).click();
  await expect(form.getByRole('alert')).toHaveText('The end has to come after the beginning.');
  await form.getByLabel(/^To/).fill(`${day}T23:59`);
  await expect(form).toContainText('UTC');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]from=/);
  await expect(page.getByRole('main')).toContainText(`${day} `);
});

test('a service has its own part of the log, linked both ways', async ({ page, server }) => {
  await openService(page, 'tracking events', 'Activity');
  await page.getByRole('button', { name: '90 days' }).click();
  const { id } = await server.service('tracking events');
  const own = (await log(server, 90)).filter(({ serviceId }) => serviceId === id).length;
  await expect(count(page)).toHaveText(String(own));
  await page.getByRole('link', { name: 'In all activities' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
  await page.getByRole('button', { name: '90 days' }).click();
  await expect(count(page)).toHaveText(new RegExp(`^${own} of `));
  await list(page).getByRole('link', { name: 'tracking events' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'tracking events' })).toBeVisible();
});

test('what is shown is exported', async ({ page, server }) => {
  await openActivities(page, server, '?range=90d&filter=type:service_awaken');
  const woken = (await log(server, 90)).filter(({ type }) => type === 'service_awaken').length;
  await expect(count(page)).toHaveText(new RegExp(`^${woken} of `));
  await page.getByRole('search').getByRole('button', { name: 'Export', exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Download CSV', exact: true }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(woken + 1);
});

test('the time of a record is told by its distance, locally and in UTC, on focus and under the pointer', async ({ page, server }) => {
  await openActivities(page, server);
  const time = list(page).getByRole('row').nth(1).locator('time');
  await expect(time).toHaveText(/\d{1,2}:\d{2}/);
  const exactly = /^(just now|\d+ \w+ ago) · .+ · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. Enter copies it\.$/;
  await expect(time).toHaveAccessibleDescription(exactly);
  const bubble = page.getByText(exactly).filter({ visible: true });
  await expect(bubble).toHaveCount(0);
  await time.hover();
  await expect(bubble).toHaveCount(1);
  // All of it can be read, although cells do not break their lines.
  expect(await bubble.evaluate((all) => all.scrollWidth - all.clientWidth)).toBe(0);
  await page.mouse.move(0, 0);
  await expect(bubble).toHaveCount(0);
  await tabTo(page, time);
  await expect(bubble).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(bubble).toHaveCount(0);
});

test('words and fields of a newer API break nothing', async ({ page, server }) => {
  await server.faults({ 'unknown-words': 1, 'unknown-fields': 1 });
  await openActivities(page, server, '?range=90d');
  await expect(list(page).getByText(/_next$/).first()).toBeVisible();
  await expect(page.getByRole('main').getByText('The API is newer than this console')).toBeVisible();
  await openFacets(page);
  await expect(page.getByRole('group', { name: 'Group' }).getByRole('checkbox', { name: /^Other/ })).toBeVisible();
  await server.faults({ 'drop-fields': 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(list(page)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a log that fails says why and goes on where it stopped', async ({ page, server }) => {
  await signIn(page);
  await server.faults({ error: 1 });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activities' }).click();
  await expectProblem(page, 'failed', /status 50\d/);
  await server.faults({});
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(list(page).getByRole('link').first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('a slow API', () => {
  test.use({ flags: '--rate-limit off --faults latency=900' });
  test('shows rows as they come, and what is read stays after a cancel', async ({ page, server }) => {
    await openActivities(page, server, '?range=90d');
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toBeVisible();
    await expect(list(page).getByRole('link').first()).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('main')).toContainText(/Cancelled: \d+ of 91 days read/);
    // What was not read is grey and without a number, and not called none.
    const region = page.getByRole('region', { name: 'Timeline' });
    await expect(region).toContainText(/Grey: \d+ of 91 stretches of time are not read\./);
    await region.getByRole('button', { name: 'Show as a table' }).click();
    const rows = region.getByRole('row').filter({ hasText: 'not read' });
    await expect(rows.first()).toContainText(/\d\d:\d\dnot read$/);
    expect(await rows.count()).toBeGreaterThan(40);
    await page.getByRole('button', { name: 'Read the rest' }).click();
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0, { timeout: 15_000 });
    await expect(count(page)).toHaveText(String((await log(server, 90)).length));
    await expect(region).not.toContainText('not read');
    await expect(page.getByRole('main')).toContainText('91 days read, ');
  });

  test('moves nothing while it is read, and read again', async ({ page, server }) => {
    await openActivities(page, server, '?range=30d');
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
    const shifts = await watchShifts(page);
    await page.getByRole('button', { name: '90 days' }).click();
    await expect(page.getByRole('main')).toContainText('91 days read, ', { timeout: 20_000 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toBeVisible();
    const place = async () => Math.round((await timeline(page).boundingBox())!.y);
    const reading = await place();
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
    expect(await place()).toBe(reading);
    expect(await shifts()).toBeLessThan(0.01);
  });
});

test('a key without the permission is told so', async ({ page, server }) => {
  const organization = await server.organization();
  const path = `/organizations/${organization}`;
  const policy = { allowDeny: 'ALLOW', permissions: ['control-plane:organization:view'], resources: [`organization/${organization}`] };
  const role = await server.api<{ id: string }>('POST', `${path}/roles`, { name: 'Looks only', actors: [], policies: [policy] });
  const made = await server.api<{ keyId: string; keySecret: string }>('POST', `${path}/keys`, {
    name: 'looks only',
    state: 'enabled',
    assignedRoleIds: [role.id],
    ipAccessList: [{ source: '0.0.0.0/0', description: 'test' }],
  });
  await server.advance(60);
  await signIn(page, { at: `${path}/activities`, key: { id: made.keyId, secret: made.keySecret } });
  await expectProblem(page, /status 403/);
  await expect(page.getByText('This key may not read the audit log')).toBeVisible();
});

test.describe('an organization in which nothing happened', () => {
  test.use({ flags: '--rate-limit off --seed empty' });
  test('says so', async ({ page, server }) => {
    await openActivities(page, server, '?from=2020-01-01T00:00:00Z&to=2020-01-08T00:00:00Z');
    await expect(page.getByText('Nothing happened in this range')).toBeVisible();
  });
});

test.describe('100 000 records', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('are read in slices, kept out of the document and found at once', async ({ page, server, seen }) => {
    test.slow();
    await openActivities(page, server, '?range=90d');
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0, { timeout: 90_000 });
    const total = Number(await count(page).textContent());
    expect(total).toBeGreaterThan(95_000);
    expect(seen.calls.filter(({ path }) => path.endsWith('/activities')).length).toBeLessThan(12);
    expect(await list(page).getByRole('row').count()).toBeLessThanOrEqual(61);
    await filter(page).fill('nightly backup');
    await expect(count(page)).toHaveText(new RegExp(` of ${total}$`), { timeout: 20_000 });
    expect(await list(page).getByRole('row').count()).toBeLessThanOrEqual(61);
  });
});

test.describe('a long log', () => {
  test.use({ flags: '--rate-limit off --seed large', viewport: { width: 1280, height: 500 } });
  test('fills a window that grows, and the place of what leaves', async ({ page, server }) => {
    await openActivities(page, server);
    await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0, { timeout: 30_000 });
    /** Pixels of the list in sight that have no row. */
    const blank = () =>
      list(page).evaluate((table) => {
        const rows = [...table.querySelectorAll('tbody tr[aria-rowindex]')];
        const frame = table.closest('.table__scroll')!.getBoundingClientRect();
        return Math.max(0, Math.round(Math.min(frame.bottom, innerHeight) - rows.at(-1)!.getBoundingClientRect().bottom));
      });
    await expect(list(page).getByRole('link').first()).toBeAttached();
    await page.setViewportSize({ width: 1280, height: 1500 });
    await expect.poll(blank).toBe(0);
    // Whatever part of a row is in sight when the table above the list opens.
    for (let height = 1250; height < 1500; height += 40) {
      await page.getByRole('button', { name: 'Show as a table' }).click();
      await page.setViewportSize({ width: 1280, height });
      await expect.poll(blank).toBe(0);
      await page.getByRole('button', { name: 'Hide the table' }).click();
      await expect.poll(blank, `a window of ${height} pixels`).toBe(0);
    }
  });
});

test('the keys of the demo read the log', async ({ page, server }) => {
  await signIn(page, { at: `/organizations/${await server.organization()}/activities`, key: KEYS.readOnly });
  await expect(list(page).getByRole('link').first()).toBeVisible();
});
