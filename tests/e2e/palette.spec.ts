// The command palette and the shortcuts: by keyboard alone.
import { expect, goToServices, openService, openServices, row, signIn, table, test, tray, visit, writes } from './fixtures/console.ts';
import { type Invitation, list, listed, open } from './fixtures/people.ts';

test('the palette jumps to a service by a few letters of its name, and asks for no list that is held', async ({ page, seen }) => {
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
  expect(seen.calls.slice(before).filter(({ path }) => path.endsWith('/services'))).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
});

test('keys and people are found although no page has listed them: each list is read once', async ({ page, server, seen }) => {
  await openServices(page);
  await expect(table(page)).toBeVisible();
  const asked = (list: string) => seen.calls.filter(({ path }) => path.endsWith(`/${list}`)).length;
  const before = asked('services');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('gra');
  await expect(palette.getByRole('group', { name: 'API keys' }).getByRole('option', { name: /^grafana/ })).toBeVisible();
  const [invited] = await list<Invitation>(server, 'invitations');
  await palette.getByRole('combobox').fill(invited!.email);
  await expect(palette.getByRole('group', { name: 'Invitations' }).getByRole('option', { name: invited!.email })).toBeVisible();
  await palette.getByRole('combobox').fill('mei tan');
  await expect(palette.getByRole('group', { name: 'Members' }).getByRole('option', { name: /^Mei Tanaka/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Mei Tanaka' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('grafana');
  await expect(palette.getByRole('option', { name: /^grafana/ })).toBeVisible();
  for (const one of ['members', 'invitations', 'keys']) expect(asked(one), one).toBe(1);
  expect(asked('services')).toBe(before);
});

test('a list that cannot be read is named in the palette, and the others are searched', async ({ page, server }) => {
  await open(page, server, 'services');
  await expect(table(page)).toBeVisible();
  const refusal = { status: 403, error: 'FORBIDDEN: Not for this key', requestId: '0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f' };
  await page.route(/\/keys(\?|$)/, (route) => route.fulfill({ status: 403, json: refusal }));
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  await palette.getByRole('combobox').fill('sofia');
  await expect(palette.getByRole('option', { name: /^Sofia Rossi/ })).toBeVisible();
  await expect(palette).toContainText('The API keys could not be looked through. FORBIDDEN: Not for this key');
});

test('what can be done with a row of the list on view is found by both names', async ({ page, server, seen }) => {
  await open(page, server, 'keys');
  await expect(listed(page, 'API keys')).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  const field = palette.getByRole('combobox');
  await field.fill('grafana');
  await expect(palette.getByRole('option', { name: /^grafana/ })).toBeVisible();
  await expect(palette.getByRole('group', { name: 'Actions' })).toBeHidden();
  await field.fill('delete demo admin');
  const refused = palette.getByRole('option', { name: /^Delete API key demo admin/ });
  await expect(refused).toBeDisabled();
  await expect(refused).toContainText('This session uses this key');
  await field.fill('disable grafana');
  await expect(palette.getByRole('option').first()).toContainText('Disable grafana');
  await field.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Disable grafana?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }).click();
  await expect(listed(page, 'Members')).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('sofia remove');
  await expect(palette.getByRole('option').first()).toContainText('Remove member Sofia Rossi');
  await field.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Remove Sofia Rossi?' })).toBeVisible();
  expect(writes(seen)).toEqual([]);
});

test('the settings of a service are found from any of its tabs, those of the organization on its page', async ({ page, server, seen }) => {
  await openService(page, 'pricing dev');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  const field = palette.getByRole('combobox');
  for (const [typed, found, title] of [
    ['password', 'Reset password pricing dev', 'Reset the password of pricing dev?'],
    ['ip access', 'Edit IP access list pricing dev', 'IP access list of pricing dev'],
    ['mysql', 'Enable MySQL pricing dev', 'Enable MySQL of pricing dev?'],
  ] as const) {
    await page.keyboard.press('Control+k');
    await field.fill(typed);
    await expect(palette.getByRole('option').first()).toContainText(found);
    await field.press('Enter');
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await visit(page, `/organizations/${await server.organization()}/settings`);
  await expect(page.getByRole('button', { name: 'Disable core dumps' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('core dumps');
  await expect(palette.getByRole('option').first()).toContainText('Disable core dumps the organization');
  await field.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Disable core dumps in the organization?' })).toBeVisible();
  expect(writes(seen)).toEqual([]);
});

test('words of the domain lead to where it stands, from any page', async ({ page }) => {
  await signIn(page);
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  const field = palette.getByRole('combobox');
  for (const [typed, found] of [
    ['password', 'Password of a service'],
    ['ip access', 'IP access list of a service'],
    ['tag', 'Tags'],
    ['private endpoint', 'Private endpoints of the organization'],
    ['role', 'Roles'],
    ['invite', 'Invite members'],
    ['bill', 'Costs, bill and forecast'],
    ['audit', 'Audit log on the page Activities'],
    ['quota', 'Quotas and limits'],
  ] as const) {
    await page.keyboard.press('Control+k');
    await field.fill(typed);
    await expect(palette.getByRole('option').first(), typed).toContainText(found);
    if (typed !== 'quota') await page.keyboard.press('Escape');
  }
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Quotas' })).toBeVisible();
});

test('what can be done with a service of the list is found by both names, refused with its reason, and gone with the list', async ({ page, seen }) => {
  await openServices(page);
  await expect(row(page, 'customs archive')).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  const field = palette.getByRole('combobox');
  await field.fill('start tracking');
  const refused = palette.getByRole('option', { name: /^Start tracking events/ });
  await expect(refused).toBeDisabled();
  await expect(refused).toContainText('running');
  await field.fill('rename pricing');
  await expect(palette.getByRole('option').first()).toContainText('Rename pricing dev');
  await field.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Rename pricing dev' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await field.fill('customs start');
  await expect(palette.getByRole('option').first()).toContainText('Start customs archive');
  await field.press('Enter');
  await expect(tray(page)).toContainText('Starting customs archive');
  await tray(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Roles' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('rename pricing');
  await expect(palette.getByRole('option', { name: /^Rename pricing dev/ })).toHaveCount(0);
  expect(writes(seen)).toEqual([]);
});

test('what is written of the page on view is offered, and opened in a new tab', async ({ page, server, context }) => {
  await open(page, server, 'roles');
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const own = page.getByRole('group', { name: 'Documentation of this page' });
  const roles = own.getByRole('option', { name: /^Roles and their permissions/ });
  await expect(roles).toBeVisible();
  await expect(own.getByRole('option')).toHaveCount(1);
  await context.route('https://clickhouse.com/**', (route) => route.fulfill({ body: 'documentation' }));
  const [opened] = await Promise.all([context.waitForEvent('page'), roles.click()]);
  await expect.poll(() => opened.url()).toContain('/reference/security/console-roles');
  await opened.close();
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
