// The hygiene report: rules over the lists, each finding with the way that puts it right.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { type Key, KEYS, type Server, expect, expectProblem, signIn, tabTo, test, visit, writes } from './fixtures/console.ts';

async function openHygiene(page: Page, server: Server, { key = KEYS.admin, readOnly = false, query = '' } = {}) {
  await signIn(page, { key, readOnly, at: `/organizations/${await server.organization()}/hygiene${query}` });
  await expect(page.getByRole('heading', { level: 1, name: 'Hygiene' })).toBeVisible();
}

const said = (page: Page) => page.getByRole('search').getByRole('status').first();

const finding = (page: Page, rule: string, name: string | RegExp) =>
  page.getByRole('region', { name: new RegExp(`^${rule}`) }).getByRole('listitem').filter({ hasText: name });

interface Report {
  findings: { rule: string; severity: string; id: string; name: string; detail: string; noCommand?: string; commands: { tool: string; text: string }[] }[];
  notJudged: string[];
}

/** Saves the report and reads it. */
async function exported(page: Page, format: 'Markdown' | 'JSON'): Promise<string> {
  await page.getByRole('button', { name: 'Export report' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export report' });
  const saved: Promise<Download> = page.waitForEvent('download');
  await dialog.getByRole('button', { name: `Download ${format}` }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Export report' })).toBeFocused();
  return text;
}

/** A key that may see services and nothing else of the organization. */
async function serviceReader(server: Server): Promise<Key> {
  const path = `/organizations/${await server.organization()}`;
  const roles = await server.api<{ id: string; name: string }[]>('GET', `${path}/roles`);
  const body = {
    name: 'services only',
    assignedRoleIds: [roles.find(({ name }) => name === 'Service API reader')!.id],
    ipAccessList: [{ source: '0.0.0.0/0' }],
  };
  const { keyId, keySecret } = await server.api<{ keyId: string; keySecret: string }>('POST', `${path}/keys`, body);
  return { id: keyId, secret: keySecret };
}

test('the report asks for each list once and for nothing else', async ({ page, server, seen }) => {
  await openHygiene(page, server);
  await expect(said(page)).toHaveText('21');
  const asked = seen.calls.map(({ path }) => path.replace(/^\/v1\/organizations\/?[0-9a-f-]*\/?/, ''));
  // The shell asks who it is, and when its key expires.
  const lists = asked.filter((path) => path && path !== '/v1/whoami' && !path.startsWith('keys/'));
  expect(lists.sort()).toEqual(['invitations', 'keys', 'members', 'services']);
});

test('findings stand by severity and rule, each with a reason and a way on', async ({ page, server }) => {
  await openHygiene(page, server);
  const headings = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(headings).toHaveText([/^High 3/, /^Medium 9/, /^Low 9/]);
  const open = page.getByRole('region', { name: /^Service open to the world/ });
  await expect(open).toContainText('Any address may try passwords');
  const one = finding(page, 'Service open to the world', 'pricing dev');
  await expect(one).toContainText('without it nobody can connect');
  await one.getByRole('link', { name: 'Edit IP access list for pricing dev' }).click();
  await expect(page.getByRole('dialog', { name: 'IP access list of pricing dev' })).toBeVisible();
  await page.goBack();
  await open.getByRole('link', { name: 'Show in Services' }).click();
  await expect(page.getByRole('table', { name: 'Services' }).getByRole('row')).toHaveCount(2);
});

for (const [rule, name, link, dialog] of [
  ['API key that never expires', 'nightly export', 'Edit API key', 'Edit nightly export'],
  ['API key unused', 'nightly export', 'Disable', 'Disable nightly export?'],
  ['Expired API key', 'demo expired', 'Delete', 'Delete demo expired?'],
  ['Idling off', 'tracking events', 'Scale service', 'Scale tracking events'],
  ['Invitation about to expire', 'tomas.novak@example.com', 'Invite again', 'Invite tomas.novak@example.com again?'],
] as const) {
  test(`${rule}: ${link} opens what puts it right`, async ({ page, server }) => {
    await openHygiene(page, server);
    await finding(page, rule, name).getByRole('link', { name: `${link} for ${name}` }).click();
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
  });
}

test('every command of the report puts right what it stands beside', async ({ page, server }) => {
  await openHygiene(page, server);
  await expect(said(page)).toHaveText('21');
  const before = JSON.parse(await exported(page, 'JSON')) as Report;
  const done = before.findings.filter(({ commands }) => commands.length > 0);
  expect(done.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['service-open', 'key-never-expires', 'key-unused', 'idling-off', 'key-expired', 'key-disabled', 'invitation-expires-soon']));
  const env = { ...process.env, CLICKHOUSE_CLOUD_API_KEY: KEYS.admin.id, CLICKHOUSE_CLOUD_API_SECRET: KEYS.admin.secret };
  for (const { commands } of done) {
    const { tool, text } = commands[0]!;
    expect(tool).toBe('curl');
    expect(text).not.toContain(KEYS.admin.secret);
    const answer = JSON.parse(execFileSync('sh', ['-c', text], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as { status: number };
    expect(answer.status, text).toBe(200);
  }
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('region', { name: /^Service open to the world/ })).toBeHidden();
  await expect(page.getByRole('region', { name: /^API key that never expires/ })).toBeHidden();
  const after = JSON.parse(await exported(page, 'JSON')) as Report;
  const left = new Set(after.findings.map(({ rule, id }) => `${rule} ${id}`));
  expect(done.map(({ rule, id }) => `${rule} ${id}`).filter((one) => left.has(one))).toEqual([]);
  for (const { noCommand } of before.findings.filter(({ commands }) => commands.length === 0)) expect(noCommand).toBeTruthy();
});

test('the equivalent of a fix is shown beside it, and what no command can do is said', async ({ page, server }) => {
  await openHygiene(page, server);
  const one = finding(page, 'Idling off', 'tracking events');
  await one.getByText('Equivalent command').click();
  await expect(one.getByRole('region', { name: 'equivalent curl' })).toContainText('"idleScaling": true');
  await one.getByRole('tab', { name: 'Terraform' }).click();
  await expect(one.getByRole('region', { name: 'equivalent Terraform' })).toContainText('idle_scaling');
  await expect(finding(page, 'Admin key', 'terraform')).toContainText('which only you know');
});

test('the filter stands in the address and in what is exported', async ({ page, server }) => {
  await openHygiene(page, server);
  const group = page.getByRole('group', { name: 'Filter by rule' });
  await group.getByRole('button', { name: /^Idling off/ }).click();
  await expect(page).toHaveURL(/filter=rule(%3A|:)idling-off/);
  await expect(said(page)).toHaveText('2 of 21');
  await page.reload();
  await expect(group.getByRole('button', { name: /^Idling off/ })).toHaveAttribute('aria-pressed', 'true');
  const text = await exported(page, 'Markdown');
  expect(text).toContain('## Low');
  expect(text).not.toContain('## High');
  expect(text).toContain('### Idling off');
  expect(text).toContain('curl --request PATCH');
  await page.getByRole('group', { name: 'Severity' }).getByRole('button', { name: /^High/ }).click();
  await expect(said(page)).toHaveText('3 of 21');
  await expect(group.getByRole('button')).toHaveCount(2);
});

test('the filter is that of every list: completed, kept under a name, exported as rows', async ({ page, server }) => {
  await openHygiene(page, server);
  await expect(said(page)).toHaveText('21');
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.pressSequentially('rule:idl');
  await page.getByRole('option', { name: /idling-off/ }).click();
  await expect(said(page)).toHaveText('2 of 21');
  await filter.pressSequentially('-detail:"3 ×" ');
  await expect(said(page)).toHaveText('1 of 21');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Export', exact: true }).getByRole('button', { name: 'Download CSV', exact: true }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('tracking events');
  await page.keyboard.press('Escape');
  // There is no table whose columns could be chosen.
  await expect(page.getByRole('button', { name: 'Views', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Columns', exact: true })).toHaveCount(0);
  await visit(page, `/organizations/${await server.organization()}/hygiene?filter=colour:red`);
  await expect(page.getByRole('main')).toContainText('No column is called colour');
});

test('while the services cannot be read, nothing is said of their backups', async ({ page }) => {
  await signIn(page);
  await page.route('**/services', (route) => route.fulfill({ status: 500, json: { status: 500, error: 'Internal error' } }));
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Hygiene' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'instanceGetList' })).toContainText('Not judged: Service open to the world');
  await expect(page.getByRole('main')).toContainText('Backups are not judged while the list of services is not there.');
  await expect(finding(page, 'Expired API key', 'demo expired')).toBeVisible();
  // Where nothing at all could be read, nothing is called good either.
  await page.route(/\/(keys|members|invitations)$/, (route) => route.fulfill({ status: 500, json: { status: 500, error: 'Internal error' } }));
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'invitationGetList' })).toBeVisible();
  await expect(page.getByRole('search')).toHaveCount(0);
  await expect(page.getByText('Nothing stands out')).toHaveCount(0);
});

test('the report is read and narrowed by keyboard alone', async ({ page, server }) => {
  await signIn(page);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { level: 1, name: 'Hygiene' })).toBeFocused();
  const text = page.getByRole('combobox', { name: 'Filter' });
  await tabTo(page, text);
  await page.keyboard.type('nothing is called so');
  await expect(page.getByText('No finding matches the filter')).toBeVisible();
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Clear filter' }).last());
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('group', { name: 'Severity' }).getByRole('button', { name: /^Low/ }));
  await page.keyboard.press('Enter');
  await expect(said(page)).toHaveText('9 of 21');
  const one = finding(page, 'Idling off', 'shipments prod');
  await tabTo(page, one.getByRole('link', { name: 'Scale service for shipments prod' }));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(one.getByRole('region', { name: 'equivalent curl' })).toBeVisible();
  expect(await server.service('shipments prod')).toMatchObject({ idleScaling: false });
});

test('backups are judged as far as they were surveyed', async ({ page, server, seen }) => {
  await openHygiene(page, server);
  await expect(page.getByRole('main')).toContainText('Backups were not surveyed in the last hour');
  expect(seen.calls.filter(({ path }) => path.endsWith('/backups'))).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: 'Survey backups' }).click();
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('main')).toContainText('Backups are judged of every service');
  const one = finding(page, 'No good backup within the schedule', 'fleet telemetry').or(finding(page, 'Newest backup failed', 'fleet telemetry'));
  await expect(one).toContainText('no operation that makes a backup');
  await one.getByRole('link', { name: 'Configure for fleet telemetry' }).click();
  await expect(page.getByRole('dialog', { name: 'Configure backups' })).toBeVisible();
});

test('what the key may not list is told with the rules it leaves open', async ({ page, server }) => {
  await openHygiene(page, server, { key: await serviceReader(server) });
  const keys = page.getByRole('alert').filter({ hasText: 'API keys: not allowed' });
  await expectProblem(keys.locator('..'), 'status 403', 'openapiKeyGetList', 'Not judged: Admin key without IP access list');
  await expect(page.getByRole('alert').filter({ hasText: 'Invitations: not allowed' })).toBeVisible();
  await expect(finding(page, 'Service open to the world', 'pricing dev')).toBeVisible();
  const report = JSON.parse(await exported(page, 'JSON')) as Report;
  expect(report.notJudged).toContain('key-unused');
  expect(report.notJudged).not.toContain('idling-off');
});

test('a list that fails later leaves what it told before', async ({ page, server }) => {
  await openHygiene(page, server);
  await expect(said(page)).toHaveText('21');
  await server.faults({ error: 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  const services = page.getByRole('alert').filter({ hasText: 'instanceGetList' });
  await expect(services).toContainText('Services are judged as they were told before', { timeout: 20_000 });
  await expect(finding(page, 'Service open to the world', 'pricing dev')).toBeVisible();
  await server.faults({});
  await services.getByRole('button', { name: 'Try again' }).click();
  await expect(services).toBeHidden();
});

test('answers with lost fields and unknown words break nothing', async ({ page, server }) => {
  await server.faults({ 'drop-fields': 0.5, 'unknown-state': 0.5 });
  await openHygiene(page, server);
  await expect(page.getByRole('heading', { level: 2, name: /^(High|Medium|Low)/ }).first()).toBeVisible();
  await server.faults({});
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(finding(page, 'Service open to the world', 'pricing dev')).toBeVisible();
});

test('a read-only session reads the report and sends nothing', async ({ page, server, seen }) => {
  await openHygiene(page, server, { readOnly: true });
  await finding(page, 'Expired API key', 'demo expired').getByRole('link', { name: /^Delete/ }).click();
  await expect(page.getByRole('dialog', { name: 'Delete demo expired?' })).toBeVisible();
  expect(writes(seen)).toEqual([]);
});

test('the key that may only read sees all of it', async ({ page, server }) => {
  await openHygiene(page, server, { key: KEYS.readOnly });
  await expect(finding(page, 'API key never used', /demo read only|load test/).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('an empty organization', () => {
  test.use({ flags: '--rate-limit off --seed empty' });
  test('has keys to look at and nothing else', async ({ page, server }) => {
    await openHygiene(page, server);
    await expect(page.getByRole('main')).toContainText('There are no backups to look at');
    await expect(page.getByRole('region', { name: /^Service open/ })).toBeHidden();
    await expect(finding(page, 'Expired API key', 'demo expired')).toBeVisible();
  });
});

test.describe('a large organization', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('shows the first of many findings, and all on demand', async ({ page, server }) => {
    await openHygiene(page, server);
    const idle = page.getByRole('region', { name: /^Idling off/ });
    await expect(idle.getByRole('listitem')).toHaveCount(20);
    const all = idle.getByRole('button', { name: /^Show all/ });
    const count = Number(/\d+/.exec((await all.textContent()) ?? '')?.[0]);
    expect(count).toBeGreaterThan(50);
    await all.click();
    await expect(idle.getByRole('listitem')).toHaveCount(count);
    await page.getByRole('combobox', { name: 'Filter' }).fill('<script>');
    await expect(finding(page, 'Idling off', '<script>alert(1)</script>')).toBeVisible();
    const text = await exported(page, 'Markdown');
    expect(text).toContain('\\<script\\>');
  });
});

test('a rule is reached from the palette', async ({ page }) => {
  await signIn(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search or jump to' }).getByRole('combobox').fill('hygiene');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Hygiene' })).toBeVisible();
  await visit(page, new URL(page.url()).pathname + '?filter=severity:medium');
  await expect(said(page)).toHaveText('9 of 21');
});
