// The organization at a glance: numbers that lead to their lists, tiles that fail alone.
import type { Page } from '@playwright/test';
import { KEYS, type Server, expect, expectProblem, goToServices, signIn, tabTo, test, visit } from './fixtures/console.ts';
import { failing } from './fixtures/backups.ts';
import { watchShifts } from './fixtures/shifts.ts';

const tile = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function keyWithRole(server: Server, role: string) {
  const path = `/organizations/${await server.organization()}`;
  const roles = await server.api<{ id: string; name: string }[]>('GET', `${path}/roles`);
  const body = {
    name: role,
    assignedRoleIds: [roles.find(({ name }) => name === role)!.id],
    ipAccessList: [{ source: '0.0.0.0/0' }],
  };
  const { keyId, keySecret } = await server.api<{ keyId: string; keySecret: string }>('POST', `${path}/keys`, body);
  return { id: keyId, secret: keySecret };
}

test('every number leads to a list of as many', async ({ page }) => {
  test.slow();
  await signIn(page);
  await expect(tile(page, 'API keys').getByRole('link', { name: /in all$/ })).toBeVisible();
  await expect(tile(page, 'Invitations').getByRole('link', { name: /in all$/ })).toBeVisible();
  const figures = [page.getByRole('region', { name: 'Services by state' }), ...['Exposure of services', 'API keys', 'Invitations'].map((name) => tile(page, name))];
  const found: { href: string; count: number; text: string }[] = [];
  for (const place of figures) {
    const links = await place.getByRole('link').evaluateAll((all) => all.map((one) => ({ href: one.getAttribute('href')!, text: one.textContent! })));
    found.push(...links.flatMap(({ href, text }) => (/^\d/.test(text) ? [{ href, text, count: parseInt(text, 10) }] : [])));
  }
  expect(found.length).toBeGreaterThan(12);
  for (const { href, count, text } of found) {
    await visit(page, href);
    const told = page.getByRole('search').getByRole('status').first();
    await expect(told, `${text}: ${href}`).toHaveText(href.includes('?filter=') ? new RegExp(`^${count} of`) : String(count));
  }
});

test('what needs attention leads to the service and to the report', async ({ page }) => {
  await signIn(page);
  const attention = tile(page, 'Needs attention');
  await expect(attention).toContainText('degraded');
  await expect(attention).toContainText('Not looked at yet: Backups');
  await attention.getByRole('link', { name: 'Service open to the world · 1' }).click();
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 21');
  await page.goBack();
  await attention.getByRole('link', { name: 'fleet telemetry' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'fleet telemetry' })).toBeVisible();
});

test.describe('at the pace of the API', () => {
  test.use({ flags: '--rate-limit off' });
  test('what moves is named until it rests', async ({ page, server }) => {
    await server.setState(await server.service('customs archive'), 'starting');
    await signIn(page);
    const moving = tile(page, 'Moving now');
    await expect(moving.getByRole('listitem').filter({ hasText: 'customs archive' })).toContainText('starting');
    await server.setState(await server.service('customs archive'), 'running');
    await expect(moving).toContainText('Every service is in a state in which it stays', { timeout: 20_000 });
  });
});

test('an operation of this tab is told with what it does', async ({ page }) => {
  await signIn(page);
  await goToServices(page);
  await page.getByRole('button', { name: 'Actions for customs archive', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Start' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await expect(tile(page, 'Moving now')).toContainText('Starting customs archive');
});

test('backups stand as the survey left them, and are not surveyed unasked', async ({ page, server, seen }) => {
  const without = await failing(server);
  await signIn(page);
  const backups = tile(page, 'Backups');
  await expect(backups).toContainText('5 not surveyed in the last hour');
  expect(seen.calls.filter(({ path }) => path.endsWith('/backups'))).toEqual([]);
  await backups.getByRole('link', { name: 'Survey backups' }).click();
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await expect(backups).toContainText(`${without.length} without a recent good backup`);
  await expect(backups).toContainText('0 not surveyed in the last hour');
});

test('costs and activities are told, each with its page', async ({ page, server }) => {
  await signIn(page);
  const organization = await server.organization();
  const cost = tile(page, 'Cost this month');
  await expect(cost).toContainText(/\d+(\.\d+)? CHC/);
  await expect(cost).toContainText('(UTC), in ClickHouse credits');
  await expect(cost.getByRole('link', { name: 'Usage' })).toHaveAttribute('href', `/organizations/${organization}/usage`);
  const latest = tile(page, 'Latest activities');
  await expect(latest.getByRole('listitem')).toHaveCount(4);
  await latest.getByRole('listitem').first().getByRole('link').click();
  await expect(page).toHaveURL(/\/activities\/.+/);
});

test.describe('within the budget of the API', () => {
  test.use({ config: {}, flags: '--speed 20' });
  test('the services are asked for first and the costs last', async ({ page, seen }) => {
    await signIn(page);
    await expect(tile(page, 'Cost this month')).toContainText('CHC', { timeout: 30_000 });
    // The session's own key is read some seconds in, wherever that falls.
    const ofThePage = seen.calls.filter(({ path }) => !/\/keys\/[^/]+$/.test(path));
    const asked = ofThePage.map(({ path }) => path.replace(/^.*\//, ''));
    expect(asked.slice(asked.indexOf('services'))).toEqual(['services', 'keys', 'invitations', 'activities', 'usageCost']);
    expect(seen.statuses).not.toContain(429);
  });
});

test('nothing moves when the answers come', async ({ page, server }) => {
  await signIn(page);
  await goToServices(page);
  await server.faults({ latency: 600 });
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  const names = ['Moving now', 'API keys', 'Latest activities', 'Details'];
  const places = async () => Promise.all(names.map(async (name) => Math.round((await page.getByRole('heading', { level: 2, name, exact: true }).boundingBox())!.y)));
  await expect(tile(page, 'Needs attention')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Details' })).toBeVisible();
  const before = await places();
  await expect(tile(page, 'Cost this month')).toContainText('CHC');
  await expect(tile(page, 'Latest activities').getByRole('listitem').first()).toBeVisible();
  expect(await places()).toEqual(before);
});

for (const [seed, width] of [['small', 1280], ['large', 1280], ['empty', 1280], ['small', 390], ['large', 390], ['large', 320]] as const) {
  test.describe(`the seed ${seed}, ${width} pixels wide`, () => {
    test.use({ flags: `--rate-limit off --seed ${seed} --faults latency=200,jitter=400`, viewport: { width, height: 800 } });
    test('shifts nothing while answers come, in whatever order', async ({ page }) => {
      test.slow();
      const shifts = await watchShifts(page);
      await signIn(page);
      await page.reload();
      await expect(tile(page, 'Cost this month')).toContainText('CHC', { timeout: 40_000 });
      await expect(tile(page, 'Latest activities').getByRole('listitem').first()).toBeVisible();
      await expect(tile(page, 'API keys').getByRole('link', { name: /in all$/ })).toBeVisible();
      expect(await shifts()).toBeLessThan(0.01);
    });
  });
}

test('each tile fails alone, with its reason and a way on', async ({ page, server }) => {
  await server.faults({ error: 1 });
  await page.goto('/');
  await server.faults({});
  await signIn(page);
  await expect(tile(page, 'Cost this month')).toContainText('CHC');
  await server.faults({ error: 1 });
  await page.reload();
  const keys = tile(page, 'API keys');
  await expectProblem(keys, /status 5\d\d/, 'openapiKeyGetList');
  await expect(tile(page, 'Exposure of services')).toContainText('Not known while the list of services is not');
  await server.faults({});
  await keys.getByRole('button', { name: 'Try again' }).click();
  await expect(keys.getByRole('link', { name: /in all$/ })).toBeVisible();
  await page.getByRole('alert').filter({ hasText: 'instanceGetList' }).getByRole('button', { name: 'Try again' }).click();
  await expect(tile(page, 'Exposure of services').getByRole('link', { name: /open to the world/ })).toBeVisible();
});

test('without the list of services the rest is told, and no number is made up', async ({ page }) => {
  await signIn(page);
  await page.route('**/services', (route) => route.fulfill({ status: 500, json: { status: 500, error: 'Internal error' } }));
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'instanceGetList' })).toBeVisible();
  await expect(page.getByText('not known', { exact: true })).toHaveCount(4);
  const attention = tile(page, 'Needs attention');
  await expect(attention.getByRole('link', { name: 'Admin key without IP access list · 2' })).toBeVisible();
  await expect(attention).toContainText('Not looked at yet: Services, Backups');
  await expect(tile(page, 'Exposure of services')).toContainText('Not known while');
  await page.unroute('**/services');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(attention.getByRole('link', { name: 'Service open to the world · 1' })).toBeVisible();
});

test('what the key may not see is said on its tile', async ({ page, server }) => {
  await signIn(page, { key: await keyWithRole(server, 'Service API reader') });
  for (const [name, operation] of [
    ['API keys', 'openapiKeyGetList'],
    ['Invitations', 'invitationGetList'],
    ['Latest activities', 'activityGetList'],
    ['Cost this month', 'usageCostGet'],
  ] as const) {
    await expect(tile(page, name).getByRole('alert')).toContainText('Not allowed');
    await expectProblem(tile(page, name), 'status 403', operation);
  }
  await expect(tile(page, 'Exposure of services').getByRole('link', { name: /open to the world/ })).toBeVisible();
});

test('the numbers are reached by keyboard', async ({ page }) => {
  await signIn(page);
  await tabTo(page, tile(page, 'API keys').getByRole('link', { name: /^1 expired/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'API keys' }).getByRole('row')).toHaveCount(2);
});

test('the key that may only read sees the same', async ({ page }) => {
  await signIn(page, { key: KEYS.readOnly });
  await expect(tile(page, 'Needs attention')).toContainText('degraded');
  await expect(tile(page, 'API keys').getByRole('link', { name: /in all$/ })).toBeVisible();
});

test.describe('an empty organization', () => {
  test.use({ flags: '--rate-limit off --seed empty' });
  test('says what to do first', async ({ page }) => {
    await signIn(page);
    const main = page.getByRole('main');
    await expect(main).toContainText('No services yet');
    await expect(tile(page, 'Needs attention')).toBeHidden();
    await expect(tile(page, 'API keys').getByRole('link', { name: /^4 in all/ })).toBeVisible();
    await expect(tile(page, 'Cost this month')).toContainText('0 CHC');
    await main.getByRole('link', { name: 'Invite members' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Invite members' })).toBeVisible();
    await page.goBack();
    await main.getByRole('link', { name: 'Create service' }).last().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Create service' })).toBeVisible();
  });
});

test.describe('a large organization', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('names a few and counts the rest', async ({ page }) => {
    await signIn(page);
    const attention = tile(page, 'Needs attention');
    const more = attention.getByRole('link', { name: /more services?$/ });
    const count = 3 + parseInt((await more.textContent())!, 10);
    await more.click();
    await expect(page.getByRole('search').getByRole('status').first()).toHaveText(new RegExp(`^${count} of 300`));
    await page.goBack();
    await expect(tile(page, 'Latest activities').getByRole('listitem')).toHaveCount(4);
  });
});
