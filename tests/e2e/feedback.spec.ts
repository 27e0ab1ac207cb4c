// What the shell tells: calls, messages, notices, the session.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expectReflow } from './fixtures/barriers.ts';
import { KEYS, UUID, expect, expectProblem, goToServices, openMenu, openServices, row, signIn, tabTo, table, test, tray, writes } from './fixtures/console.ts';

test('the call log is filtered and saved as a script that holds no key and no id', async ({ page, server }) => {
  await openServices(page);
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
  await (await openMenuOf(page, 'customs archive')).getByRole('menuitem', { name: 'Rename' }).click();
  const rename = page.getByRole('dialog', { name: 'Rename customs archive' });
  await rename.getByRole('textbox', { name: 'Name' }).fill('customs archive 2');
  await rename.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive 2' })).toBeVisible();
  await page.getByRole('button', { name: /^API calls/ }).click();
  const dialog = page.getByRole('dialog', { name: 'API calls' });
  const rows = dialog.getByRole('table', { name: 'API calls' }).getByRole('row');
  await expect(rows.nth(2)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Filter API calls' }).fill('patch 200');
  await expect(rows).toHaveCount(2);
  await expect(dialog.getByRole('status').filter({ hasText: /^1 of/ })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Filter API calls' }).fill('');
  await expect(rows.nth(2)).toBeVisible();
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download script' }).click();
  const file = await (await coming).path();
  const script = await readFile(file, 'utf8');
  execFileSync('bash', ['-n', file]);
  expect(script).toContain('/v1/organizations/$ORGANIZATION_ID/services');
  expect(script).toMatch(/\n# curl --request PATCH/);
  expect(script).toMatch(/request|[0-9a-f]{8}-/);
  for (const secret of [KEYS.admin.id, KEYS.admin.secret, await server.organization()]) expect(script).not.toContain(secret);
});

async function openMenuOf(page: import('@playwright/test').Page, name: string) {
  await page.getByRole('button', { name: `More actions for ${name}` }).click();
  return page.getByRole('menu', { name: `More actions for ${name}` });
}

test('on a narrow screen a call has its status, its request and its command in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page);
  await page.getByRole('button', { name: /^API calls/ }).click();
  const call = page.getByRole('table', { name: 'API calls' }).getByRole('row').filter({ hasText: '/v1/organizations' }).first();
  for (const part of [call.getByRole('cell', { name: '200' }), call.getByText(UUID), call.getByRole('button', { name: 'Copy as curl' })]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  await expectReflow(page, 'API calls');
});

test('the session shows whose key it is, and is made read-only and back', async ({ page, seen }) => {
  await openServices(page);
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Session' });
  await expect(dialog).toContainText('···0001');
  await expect(dialog).toContainText('Admin');
  await dialog.getByRole('button', { name: 'Switch to read-only' }).click();
  await expect(page.getByRole('banner').getByText('Read-only')).toBeAttached();
  await expect(page).toHaveTitle('Read-only · Services · Northwind Freight · Wheelhouse');
  await page.keyboard.press('Escape');
  const menu = await openMenu(page, 'tracking events');
  await expect(menu.getByRole('menuitem', { name: 'Stop', exact: true })).toHaveAccessibleDescription('This session is read-only.');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('banner').getByText('Read-only')).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  await dialog.getByRole('button', { name: 'Allow changes' }).click();
  const asks = dialog.getByRole('alertdialog', { name: 'Allow changes in this session?' });
  await asks.getByRole('button', { name: 'Stay read-only' }).click();
  await expect(asks).toBeHidden();
  await expect(page).toHaveTitle(/^Read-only/);
  await dialog.getByRole('button', { name: 'Allow changes' }).click();
  await asks.getByRole('button', { name: 'Allow changes' }).click();
  await expect(page).toHaveTitle('Services · Northwind Freight · Wheelhouse');
  expect(writes(seen)).toEqual([]);
});

test('rows of lists are made compact, and stay so in this browser', async ({ page }) => {
  await openServices(page);
  const height = async () => (await table(page).getByRole('row').nth(2).boundingBox())!.height;
  const comfortable = await height();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('compact rows');
  await page.keyboard.press('Enter');
  await expect.poll(height).toBeLessThan(comfortable);
  await page.reload();
  await expect(table(page)).toBeVisible();
  expect(await height()).toBeLessThan(comfortable);
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  const choice = page.getByRole('dialog', { name: 'Session' }).getByRole('group', { name: 'Rows of lists' });
  await expect(choice.getByRole('button', { name: 'Compact' })).toHaveAttribute('aria-pressed', 'true');
  await choice.getByRole('button', { name: 'Comfortable' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(height).toBe(comfortable);
});

test('times are shown exactly on demand, stay so in this browser, and are copied as the API writes them', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-write']);
  const { createdAt } = await server.service('customs archive');
  await openServices(page);
  const time = row(page, 'customs archive').getByText(/months? ago/);
  await expect(time).toHaveAccessibleDescription(/ UTC\. Enter copies it\.$/);
  await time.press('Enter');
  await expect(page.getByText('Copied').first()).toBeVisible();
  // The policy forbids reading the clipboard, so it is pasted.
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.press('ControlOrMeta+v');
  const copied = await filter.inputValue();
  await filter.fill('');
  expect(Date.parse(copied)).toBe(Date.parse(String(createdAt)));
  expect(copied).toMatch(/Z$/);
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  await page.getByRole('group', { name: 'Times' }).getByRole('button', { name: 'Exact' }).click();
  await page.keyboard.press('Escape');
  const year = String(createdAt).slice(0, 4);
  await expect(row(page, 'customs archive').locator('time')).toContainText(year);
  await page.reload();
  await expect(row(page, 'customs archive').locator('time')).toContainText(year);
});

test('support information names requests and problems, and no credential', async ({ page, server }) => {
  await openServices(page);
  await server.faults({ error: 1 });
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start' }).click();
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('alert')).toBeVisible();
  await server.faults({});
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Session' });
  await dialog.getByText('What is in it').click();
  const text = dialog.getByRole('region', { name: 'Support information' });
  // Read again before it would have been sent.
  await expect(text).toContainText('instanceGet');
  await expect(text).toContainText(/call: .* GET \/v1\/organizations\/\{organizationId\}\/services 200/);
  const told = (await text.textContent())!;
  for (const secret of [KEYS.admin.id, KEYS.admin.secret, 'customs archive']) expect(told).not.toContain(secret);
});

test('a failure stays until it is dismissed, and is found again among the messages', async ({ page, server }) => {
  await openServices(page);
  await server.faults({ error: 1 });
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start' }).click();
  const toasts = page.getByRole('region', { name: 'Messages' });
  await expect(toasts.getByRole('alert')).toContainText('instanceGet');
  await toasts.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toasts.getByRole('alert')).toBeHidden();
  await server.faults({});
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('past messages');
  await page.keyboard.press('Enter');
  const messages = page.getByRole('dialog', { name: 'Messages' });
  await expect(messages.getByRole('listitem').first()).toContainText('customs archive: start');
  await expect(messages.getByRole('button', { name: 'Copy request ID' })).toBeVisible();
});

test('a message stands above an open dialog, is reached there by keyboard, and outlives it', async ({ page, server }) => {
  await openServices(page);
  await expect(row(page, 'customs archive')).toBeVisible();
  await server.faults({ error: 1, latency: 1500 });
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start' }).click();
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Session' });
  const told = dialog.getByRole('region', { name: 'Messages' });
  await expect(told.getByRole('alert')).toContainText('instanceGet', { timeout: 15_000 });
  // In one place only, and nothing lies over it.
  await expect(page.getByRole('region', { name: 'Messages' })).toHaveCount(1);
  await told.getByRole('button', { name: 'Dismiss' }).click({ trial: true });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('alert')).toContainText('instanceGet');
  await page.getByRole('banner').getByRole('button', { name: /demo admin/ }).click();
  await expect(told.getByRole('alert')).toBeVisible();
  await tabTo(page, told.getByRole('button', { name: 'Dismiss' }));
  await page.keyboard.press('Enter');
  await expect(told.getByRole('alert')).toHaveCount(0);
  await expect(dialog).toBeVisible();
});

test('no network is told on every page until it is back', async ({ page, context, seen }) => {
  await openServices(page);
  seen.mayLoseServer = true;
  await context.setOffline(true);
  const notice = page.getByRole('main').getByText('This browser has no network');
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('no network connection');
  await context.setOffline(false);
  await expect(notice).toBeHidden();
  // What failed meanwhile is read again.
  await expect(page.getByRole('main').getByRole('alert')).toBeHidden();
  await expect(table(page).getByRole('link').first()).toBeVisible();
});

test.describe('behind a relay of its own', () => {
  test.use({ behindRelay: true });

  test('an API that is down is told apart from a relay that is, and both are found again', async ({ page, server, seen }) => {
    await openServices(page);
    await expect(table(page)).toBeVisible();
    const main = page.getByRole('main');
    seen.mayLoseServer = true;

    await server.sandbox.stop();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(main.getByText('The relay does not reach the API')).toBeVisible();
    await expectProblem(main, 'Listing services failed', 'status 502', 'the relay cannot connect');
    await expect(table(page)).toBeVisible();
    await main.getByText('What to check').click();
    await expect(main.getByRole('listitem').filter({ hasText: 'the relay\'s log names the cause' })).toBeVisible();

    await server.relay!.stop();
    await main.getByRole('button', { name: 'Try to connect again' }).click();
    await expect(main.getByText('The console\'s relay does not answer')).toBeVisible();
    await expect(main.getByText('The relay does not reach the API')).toBeHidden();
    // The list stays open.
    await expect(main.getByRole('listitem').filter({ hasText: 'does wheelhouse serve still run' })).toBeVisible();

    await server.sandbox.start();
    await server.relay!.start();
    await tabTo(page, main.getByRole('button', { name: 'Try to connect again' }));
    await page.keyboard.press('Enter');
    await expect(main.getByText('The console\'s relay does not answer')).toBeHidden();
    // What was on view is read again by itself.
    await expect(main.getByRole('alert')).toBeHidden();
  });
});

test('a clock that is wrong is told with what it spoils, and how to set it', async ({ page }) => {
  await page.clock.install({ time: Date.now() - 3_600_000 });
  await openServices(page);
  const notice = page.getByRole('main').getByText(/The clock of this computer is .* behind the server/);
  await expect(notice).toBeVisible();
  await page.getByRole('link', { name: 'What it touches, and how to set it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Clock of this computer' })).toBeFocused();
  const clocks = page.getByRole('region', { name: 'Two clocks' });
  await expect(clocks.getByRole('status')).toHaveText(/^This computer's clock is (1 h 00|59) min.* behind the server's\.$/);
  await expect(page.getByRole('region', { name: 'How to set' })).toContainText('w32tm /resync');
  // Somebody sets the clock.
  await page.clock.setSystemTime(new Date());
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(clocks.getByRole('status')).toHaveText('The two clocks agree.');
  await expect(notice).toBeHidden();
});

test('a word the console does not know is shown as it came, and told of once', async ({ page, server }) => {
  await openServices(page);
  const notice = page.getByRole('main').getByText('The API is newer than this console');
  await expect(table(page)).toBeVisible();
  await expect(notice).toBeHidden();
  await server.faults({ 'unknown-state': 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss the notice of the newer API' }).click();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await goToServices(page);
  await expect(notice).toBeHidden();
});

test('an act that wakes or keeps awake says what it costs', async ({ page }) => {
  await openServices(page);
  const menu = await openMenu(page, 'pricing dev');
  await expect(menu.getByRole('menuitem', { name: 'Wake' })).toHaveAccessibleDescription(/Compute is billed/);
});

test.describe('with the real limit', () => {
  test.use({ config: {}, flags: '--speed 20' });
  test('a refusal for too many requests counts down, and the read comes by itself', async ({ page, server }) => {
    test.slow();
    await openServices(page);
    await expect(table(page)).toBeVisible();
    // Somebody else uses up what the key may send.
    for (let call = 0; call < 12; call += 1) await server.organization().catch(() => '');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('button', { name: /takes no request for \d+ s/ })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'The API takes no request of this key for' })).toBeAttached();
    await expect(page.getByRole('button', { name: /\d+ of 10 requests left/ })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('alert')).toBeHidden();
  });
});

test('an operation survives navigation and a reload', async ({ page, server }) => {
  await openServices(page);
  await server.faults({ latency: 0 });
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start' }).click();
  await expect(tray(page)).toContainText('customs archive');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await expect(tray(page)).toContainText('customs archive');
  await expect(tray(page)).toContainText('Started customs archive');
});
