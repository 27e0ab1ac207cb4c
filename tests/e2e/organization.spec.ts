// The organization's own settings, endpoints, quotas and key; and what of them a service uses.
import type { Locator, Page } from '@playwright/test';
import { expectTold } from './fixtures/audit.ts';
import { KEYS, UUID, expect, openService, signIn, tabTo, test, visit, writes } from './fixtures/console.ts';

async function openSettings(page: Page, options: Parameters<typeof signIn>[1] = {}) {
  await signIn(page, options);
  await page.getByRole('main').getByRole('link', { name: 'Settings, quotas, endpoints' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Organization' })).toBeVisible();
}

function panel(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

test('what the API tells of the organization is on one page', async ({ page, server }) => {
  await openSettings(page);
  await expect(panel(page, 'Details')).toContainText(await server.organization());
  await expect(panel(page, 'Settings')).toContainText('Northwind Freight');
  await expect(panel(page, 'Bring your own cloud (BYOC)')).toContainText('No infrastructure of your own');
  const key = panel(page, 'Key of this session');
  await expect(key).toContainText('API key');
  await expect(key).toContainText(`…${KEYS.admin.id.slice(-4)}`);
  expect(await page.content()).not.toContain(KEYS.admin.secret);
});

test('quotas tell what is left, as bar and as words', async ({ page }) => {
  await openSettings(page);
  const quotas = panel(page, 'Quotas');
  await expect(quotas.getByRole('listitem').filter({ hasText: /^Services per organization/ })).toContainText('6 of 20 used, 14 left');
  const meter = quotas.getByRole('meter', { name: 'Services per organization', exact: true });
  await expect(meter).toHaveAttribute('value', '6');
  await expect(meter).toHaveAttribute('max', '20');
  await expect(quotas).toContainText('support can raise it');
});

test('core dumps are switched off, with what follows for services', async ({ page, server }) => {
  await openSettings(page);
  await tabTo(page, page.getByRole('button', { name: 'Disable core dumps' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Disable core dumps in the organization?' });
  await expect(dialog).toContainText('No service can turn core dumps on any more');
  await expect(dialog).toContainText(/\d+ services? ha(s|ve) core dumps on now/);
  await tabTo(page, dialog.getByRole('button', { name: 'Disable core dumps' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Enable core dumps' })).toBeFocused();
  const id = await server.organization();
  expect((await server.api<{ enableCoreDumps: boolean }>('GET', `/organizations/${id}`)).enableCoreDumps).toBe(false);
});

test('core dumps changed by somebody else meanwhile are told and not switched again', async ({ page, server, seen }) => {
  await openSettings(page);
  await page.getByRole('button', { name: 'Disable core dumps' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable core dumps in the organization?' });
  await dialog.getByText('Equivalent command').click();
  await expect(dialog.getByRole('tabpanel')).toContainText('{"enableCoreDumps": false}');
  await server.api('PATCH', `/organizations/${await server.organization()}`, { enableCoreDumps: false });
  await dialog.getByRole('button', { name: 'Disable core dumps' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody else changed');
  await expectTold(dialog.getByRole('alert'), 'organization_update_core_dumps');
  expect(writes(seen)).toEqual([]);
});

test('the answer is shown as it came, with its request id, and so is what the console has no place for', async ({ page, server }) => {
  await signIn(page);
  await server.faults({ 'unknown-fields': 1 });
  await page.getByRole('main').getByRole('link', { name: 'Settings, quotas, endpoints' }).click();
  await page.reload();
  await expect(panel(page, 'Other')).toBeVisible();
  const button = panel(page, 'Details').getByRole('button', { name: 'JSON' });
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'JSON of Northwind Freight' });
  await expect(dialog.getByRole('option').filter({ hasText: '"enableCoreDumps"' })).toBeVisible();
  await expect(dialog.getByText(UUID).first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy request ID' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});

test('a service cannot have core dumps on where the organization has them off', async ({ page, server, seen }) => {
  const organization = `/organizations/${await server.organization()}`;
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `${organization}/services/${id}`, { enableCoreDumps: false });
  await server.api('PATCH', organization, { enableCoreDumps: false });
  await openService(page, 'customs archive', 'Settings');
  const enable = page.getByRole('main').getByRole('button', { name: 'Enable core dumps' });
  await expect(enable).toHaveAccessibleDescription(/organization has core dumps off/);
  await enable.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(writes(seen)).toEqual([]);
});

test('a private endpoint is removed, with who uses it', async ({ page, server }) => {
  await openSettings(page);
  const table = page.getByRole('table', { name: 'Private endpoints' });
  const row = table.getByRole('row').filter({ hasText: 'warehouse VPC' });
  await expect(row.getByRole('link', { name: 'shipments prod' })).toBeVisible();
  await expect(table.getByRole('row').filter({ hasText: 'reporting VPC' })).toContainText('no service');
  await expect(panel(page, 'Private endpoints')).toContainText('deprecated in the API');
  await row.getByRole('button', { name: 'Remove vpce-0a1b2c3d4e5f60718' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove private endpoint vpce-0a1b2c3d4e5f60718?' });
  await expect(dialog).toContainText('lose the connection to shipments prod');
  await dialog.getByText('Equivalent command').click();
  await expect(dialog.getByRole('tabpanel')).toContainText('"privateEndpoints"');
  await dialog.getByRole('tab', { name: 'clickhousectl' }).click();
  await expect(dialog.getByRole('tabpanel')).toContainText('no flag for privateEndpoints');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await row.getByRole('button', { name: 'Remove vpce-0a1b2c3d4e5f60718' }).click();
  const remove = dialog.getByRole('button', { name: 'Remove endpoint' });
  await expect(remove).toHaveAccessibleDescription('Type vpce-0a1b2c3d4e5f60718 first');
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('vpce-0a1b2c3d4e5f60718');
  await remove.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Private endpoint removed')).toBeVisible();
  await expect(table).not.toContainText('warehouse VPC');
  const id = await server.organization();
  const { privateEndpoints } = await server.api<{ privateEndpoints: { id: string }[] }>('GET', `/organizations/${id}`);
  expect(privateEndpoints.map((endpoint) => endpoint.id)).toEqual(['vpce-0f9e8d7c6b5a40312']);
});

test('a removal that the key may not do says why and is not sent', async ({ page, seen }) => {
  await openSettings(page, { key: KEYS.readOnly });
  const row = page.getByRole('table', { name: 'Private endpoints' }).getByRole('row').filter({ hasText: 'warehouse VPC' });
  await expect(row.getByRole('button', { name: /^Remove/ })).toHaveAccessibleDescription(/control-plane:organization:manage/);
  // An address leads to the question all the same.
  await visit(page, `${new URL(page.url()).pathname}?dialog=remove-endpoint&on=vpce-0a1b2c3d4e5f60718`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('vpce-0a1b2c3d4e5f60718');
  const remove = dialog.getByRole('button', { name: 'Remove endpoint' });
  await expect(remove).toHaveAccessibleDescription(/control-plane:organization:manage/);
  await remove.click({ force: true });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row).toBeVisible();
  expect(writes(seen)).toEqual([]);
});

test.describe('an empty organization', () => {
  test.use({ flags: '--rate-limit off --seed empty' });
  test('says what could be there', async ({ page }) => {
    await openSettings(page);
    await expect(panel(page, 'Private endpoints')).toContainText('No private endpoints');
    await expect(panel(page, 'Quotas')).toContainText('0 of 20 used, 20 left');
  });
});

test('each part fails alone, with a way on', async ({ page, server }) => {
  await signIn(page);
  await server.faults({ error: 1 });
  await page.getByRole('main').getByRole('link', { name: 'Settings, quotas, endpoints' }).click();
  const quotas = panel(page, 'Quotas');
  await expect(quotas.getByRole('alert')).toContainText(/status 5\d\d/, { timeout: 20_000 });
  // The organization is known from the page before.
  await expect(panel(page, 'Settings')).toContainText('Northwind Freight');
  await server.faults({});
  await quotas.getByRole('button', { name: 'Try again' }).click();
  await expect(quotas).toContainText('6 of 20 used');
});

test('a read-only session changes nothing of the organization', async ({ page, seen }) => {
  await openSettings(page, { readOnly: true });
  for (const name of ['Rename', 'Disable core dumps', /^Remove vpce-0a/]) {
    const button = page.getByRole('main').getByRole('button', { name });
    await expect(button).toHaveAccessibleDescription('This session is read-only.');
    await button.click({ force: true });
  }
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(writes(seen)).toEqual([]);
});

test('private endpoints of a service are attached and detached', async ({ page, server }) => {
  await openService(page, 'pricing dev', 'Settings');
  await page.getByRole('button', { name: 'Edit private endpoints' }).click();
  const dialog = page.getByRole('dialog', { name: 'Private endpoints of pricing dev' });
  await dialog.getByRole('checkbox', { name: /^vpce-0f9e8d7c6b5a40312/ }).check();
  await expect(dialog).toContainText('reporting VPC');
  const another = dialog.getByRole('textbox', { name: 'Another endpoint ID' });
  await expect(dialog.getByRole('button', { name: 'Add endpoint' })).toHaveAccessibleDescription('Enter an ID first');
  await another.fill('vpce-0f9e8d7c6b5a40312');
  await expect(another).toHaveAccessibleDescription(/in the list above already/);
  await another.fill('vpce-00000000000000001');
  await dialog.getByRole('button', { name: 'Add endpoint' }).click();
  const changes = dialog.getByRole('region', { name: 'What will change' });
  await expect(changes).toContainText('Added vpce-0f9e8d7c6b5a40312');
  await expect(changes).toContainText('Added vpce-00000000000000001');
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  expect((await server.service('pricing dev'))['privateEndpointIds']).toEqual(['vpce-0f9e8d7c6b5a40312', 'vpce-00000000000000001']);
  await page.getByRole('button', { name: 'Edit private endpoints' }).click();
  await dialog.getByRole('checkbox', { name: /^vpce-0f9e8d7c6b5a40312/ }).uncheck();
  await expect(dialog).toContainText('connect through vpce-0f9e8d7c6b5a40312 are cut off');
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  expect((await server.service('pricing dev'))['privateEndpointIds']).toEqual(['vpce-00000000000000001']);
});

test('an endpoint that is typed and not added yet is neither lost nor left out of a swap', async ({ page, server, seen }) => {
  await openService(page, 'shipments prod', 'Settings');
  await page.getByRole('button', { name: 'Edit private endpoints' }).click();
  const dialog = page.getByRole('dialog', { name: 'Private endpoints of shipments prod' });
  const another = dialog.getByRole('textbox', { name: 'Another endpoint ID' });
  await another.fill('vpce-00000000000000002');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await page.reload();
  await expect(dialog.getByText('Draft restored')).toBeVisible();
  await expect(another).toHaveValue('vpce-00000000000000002');
  await dialog.getByRole('checkbox', { name: /^vpce-0a1b2c3d4e5f60718/ }).uncheck();
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText('Added vpce-00000000000000002');
  expect(writes(seen)).toEqual([]);
  await another.press('Enter');
  await expect(dialog).toBeHidden();
  expect((await server.service('shipments prod'))['privateEndpointIds']).toEqual(['vpce-00000000000000002']);
});

test('the members of a warehouse and what depends on what', async ({ page, server, seen }) => {
  const { id } = await server.service('shipments reporting');
  const organization = await server.organization();
  await signIn(page, { at: `/organizations/${organization}/services/${id}/overview` });
  const warehouse = panel(page, 'Warehouse');
  await expect(warehouse).toContainText('once this service is gone');
  const members = warehouse.getByRole('table', { name: 'Services of the warehouse' });
  await expect(members.getByRole('row').nth(1)).toContainText('shipments prod');
  await expect(members.getByRole('row').nth(1)).toContainText('running');
  await expect(members.getByRole('row').nth(2)).toContainText('this one');
  // They were asked for once, behind what the page itself needs.
  const list = `/v1/organizations/${organization}/services`;
  const calls = seen.calls.map(({ path }) => path);
  expect(calls.filter((path) => path === list)).toHaveLength(1);
  expect(calls.indexOf(list)).toBeGreaterThan(calls.indexOf(`${list}/${id}`));
  await members.getByRole('link', { name: 'shipments prod' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'shipments prod' })).toBeVisible();
  await expect(panel(page, 'Warehouse')).toContainText('neither be stopped nor deleted');
});

test('a service is added to a warehouse from the page of one of its members', async ({ page, server }) => {
  await openService(page, 'shipments prod');
  await panel(page, 'Warehouse').getByRole('link', { name: 'Add a service to this warehouse' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create service' })).toBeVisible();
  await expect(page).toHaveURL(/services\/new$/);
  const { id } = await server.service('shipments prod');
  await expect(page.getByRole('combobox', { name: 'Join the warehouse of' })).toHaveValue(id);
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue('us-east-1');
  await page.getByRole('textbox', { name: 'Name' }).fill('shipments adhoc');
  await page.getByRole('button', { name: 'Create service' }).click();
  await expect(page.getByRole('button', { name: 'Done' }).or(page.getByRole('heading', { level: 1, name: 'shipments adhoc' }))).toBeVisible();
  const created = await server.service('shipments adhoc');
  expect(created['dataWarehouseId']).toBe(id);
  expect(created['isPrimary']).toBe(false);
});

test('a warehouse of the address is not set again after a reload', async ({ page, server }) => {
  const { id } = await server.service('shipments prod');
  await signIn(page);
  await visit(page, `/organizations/${await server.organization()}/services/new?warehouse=${id}`);
  const join = page.getByRole('combobox', { name: 'Join the warehouse of' });
  await expect(join).toHaveValue(id);
  await join.selectOption('');
  await page.getByRole('textbox', { name: 'Name' }).fill('alone');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('alone');
  await page.getByText('Advanced', { exact: true }).click();
  await expect(join).toHaveValue('');
});
