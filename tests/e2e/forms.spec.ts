// What every form owes: now and after, other writers, the draft, the ways out, the API's refusals, other tools.
import type { Page } from '@playwright/test';
import { expectTold } from './fixtures/audit.ts';
import { UUID, expect, openService, openServices, signIn, test, visit, writes } from './fixtures/console.ts';

const dialog = (page: Page) => page.getByRole('dialog');

async function openSetting(page: Page, button: string) {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: button }).click();
  await expect(dialog(page)).toBeVisible();
}

test('now and after are shown before anything is sent, and only the change is', async ({ page, server, seen }) => {
  await openSetting(page, 'Change channel');
  await expect(dialog(page).getByRole('button', { name: 'Change channel' })).toHaveAccessibleDescription(/Change something first/);
  await dialog(page).getByRole('radio', { name: 'fast' }).check();
  await expect(dialog(page).getByRole('region', { name: 'What will change' })).toContainText(/default.*fast/);
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await dialog(page).getByRole('button', { name: 'Change channel' }).click();
  expect((await sent).postDataJSON()).toEqual({ releaseChannel: 'fast' });
  await expect(dialog(page)).toBeHidden();
  expect((await server.service('customs archive'))['releaseChannel']).toBe('fast');
  expect(writes(seen)).toHaveLength(1);
});

test('what somebody else changed meanwhile is told with who did it, and the person decides', async ({ page, server, seen }) => {
  await openSetting(page, 'Rename');
  const name = dialog(page).getByRole('textbox', { name: 'Name' });
  await name.fill('customs vault');
  const { id } = await server.service('customs archive');
  const address = `/organizations/${await server.organization()}/services/${id}`;
  await server.api('PATCH', address, { name: 'customs shelf' });
  await dialog(page).getByRole('button', { name: 'Rename' }).click();
  const alert = dialog(page).getByRole('alert');
  await expect(alert).toContainText('Somebody else changed this');
  await expect(alert.getByRole('region', { name: 'Changed by somebody else' })).toContainText(/customs archive.*customs shelf/);
  expect(writes(seen)).toEqual([]);
  await expect(name).toHaveValue('customs vault');
  await expect(dialog(page).getByRole('region', { name: 'What will change' })).toContainText(/customs shelf.*customs vault/);
  await expectTold(alert, 'service_update_name');
  await expect(alert).toContainText('demo admin');
  await dialog(page).getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs vault' })).toBeVisible();
  await server.service('customs vault');
});

test('what there is now can be taken instead, and what the log does not keep is said', async ({ page, server, seen }) => {
  await openSetting(page, 'Edit tags');
  await dialog(page).getByRole('textbox', { name: 'Value 1' }).fill('cold');
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}`, {
    tags: { add: [{ key: 'env', value: 'glacier' }], remove: [] },
  });
  await dialog(page).getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('keeps no record');
  await dialog(page).getByRole('button', { name: 'Take what there is now' }).click();
  await expect(dialog(page).getByRole('textbox', { name: 'Value 1' })).toHaveValue('glacier');
  await expect(dialog(page).getByRole('alert')).toHaveCount(0);
  expect(writes(seen)).toEqual([]);
});

test('a change of another field meanwhile does not stand in the way', async ({ page, server }) => {
  await openSetting(page, 'Rename');
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('customs vault');
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}`, { enableCoreDumps: false });
  await dialog(page).getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs vault' })).toBeVisible();
  expect((await server.service('customs vault'))['enableCoreDumps']).toBe(false);
});

const drafts: [string, (page: Page) => Promise<void>, (page: Page) => Promise<void>][] = [
  [
    'Rename',
    (page) => dialog(page).getByRole('textbox', { name: 'Name' }).fill('half a name'),
    (page) => expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('half a name'),
  ],
  [
    'Edit tags',
    (page) => dialog(page).getByRole('textbox', { name: 'Value 1' }).fill('cold'),
    (page) => expect(dialog(page).getByRole('textbox', { name: 'Value 1' })).toHaveValue('cold'),
  ],
  [
    'Change channel',
    (page) => dialog(page).getByRole('radio', { name: 'slow' }).check(),
    (page) => expect(dialog(page).getByRole('radio', { name: 'slow' })).toBeChecked(),
  ],
];
for (const [button, type, expectTyped] of drafts) {
  test(`${button}: the dialog has an address and its draft survives a reload`, async ({ page, seen }) => {
    await openSetting(page, button);
    await type(page);
    await page.reload();
    await expect(dialog(page).getByText('Draft restored')).toBeVisible();
    await expectTyped(page);
    await page.keyboard.press('Escape');
    await dialog(page).getByRole('button', { name: 'Discard' }).click();
    await expect(dialog(page)).toBeHidden();
    await page.getByRole('main').getByRole('button', { name: button }).click();
    await expect(dialog(page)).toBeVisible();
    await expect(dialog(page).getByText('Draft restored')).toHaveCount(0);
    expect(writes(seen)).toEqual([]);
  });
}

test('a draft tells what was changed while it lay', async ({ page, server }) => {
  await openSetting(page, 'Rename');
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('customs vault');
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}`, { name: 'customs shelf' });
  await page.reload();
  await expect(dialog(page).getByRole('alert')).toContainText('customs shelf');
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('customs vault');
});

test('Cancel, Escape and Back ask before changes are lost', async ({ page }) => {
  await openSetting(page, 'Rename');
  const name = dialog(page).getByRole('textbox', { name: 'Name' });
  await name.fill('something else');
  const ways = [
    () => dialog(page).getByRole('button', { name: 'Cancel' }).click(),
    () => page.keyboard.press('Escape'),
    () => page.evaluate(() => history.back()),
  ];
  for (const way of ways) {
    await way();
    await dialog(page).getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click();
    await expect(name).toBeFocused();
    await expect(name).toHaveValue('something else');
    await expect(page).toHaveURL(/dialog=rename/);
  }
  await page.evaluate(() => history.back());
  await dialog(page).getByRole('button', { name: 'Discard' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
});

test('Back closes an unchanged dialog without asking', async ({ page }) => {
  await openSetting(page, 'Rename');
  await page.goBack();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'customs archive' })).toBeVisible();
});

test('a question that only wants a yes is left without asking', async ({ page }) => {
  await openSetting(page, 'Enable MySQL');
  await expect(dialog(page).getByRole('region', { name: 'What will change' })).toContainText(/MySQL endpoint: off.*on/);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
});

test('closing the tab asks only while something would be lost', async ({ page }) => {
  await openSetting(page, 'Rename');
  const asked: string[] = [];
  page.on('dialog', (asks) => {
    asked.push(asks.type());
    void asks.dismiss();
  });
  await dialog(page).getByRole('textbox', { name: 'Name' }).pressSequentially(' 2');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('customs archive 2');
});

test('leaving a form by a link or Back asks, and the draft can be kept or dropped', async ({ page }) => {
  await openServices(page);
  const create = page.getByRole('main').getByRole('link', { name: 'Create service' }).first();
  await create.click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('half a draft');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await expect(name).toHaveValue('half a draft');
  await page.evaluate(() => history.back());
  await page.getByRole('button', { name: 'Leave and keep the draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await create.click();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(name).toHaveValue('half a draft');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await create.click();
  await expect(name).toHaveValue('');
});

test('a refusal that names a field lands on it, with the request in reach', async ({ page, server }) => {
  const organization = `/organizations/${await server.organization()}`;
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `${organization}/services/${id}`, { enableCoreDumps: false });
  await openSetting(page, 'Enable core dumps');
  await server.api('PATCH', organization, { enableCoreDumps: false });
  await dialog(page).getByRole('button', { name: 'Enable core dumps' }).click();
  const said = dialog(page).getByRole('alert').filter({ hasText: /^Core dumps are disabled for the organization/ });
  await expect(said).toBeVisible();
  await expect(dialog(page).getByRole('alert').filter({ hasText: 'request body.enableCoreDumps' })).toContainText(UUID);
  await expect(dialog(page).getByRole('button', { name: 'Enable core dumps' })).toBeVisible();
});

test('input survives every kind of failure', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await openSetting(page, 'Rename');
  const name = dialog(page).getByRole('textbox', { name: 'Name' });
  await name.fill('customs vault');
  for (const fault of ['error', 'cut', 'garbage']) {
    await server.faults({ [fault]: 1 });
    await dialog(page).getByRole('button', { name: 'Rename' }).click();
    await expect(dialog(page).getByRole('alert')).toBeVisible();
    await expect(name).toHaveValue('customs vault');
  }
  await server.faults({});
  await dialog(page).getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'customs vault' })).toBeVisible();
});

for (const status of [500, 503]) {
  test(`a change that is answered with ${status} is sent once, and again only by a person`, async ({ page, seen }) => {
    await page.route('**/v1/**', (route) => (route.request().method() === 'PATCH' ? route.fulfill({ status, json: { error: 'not now' } }) : route.continue()));
    await openSetting(page, 'Rename');
    await dialog(page).getByRole('textbox', { name: 'Name' }).fill('customs vault');
    for (const sent of [1, 2]) {
      await dialog(page).getByRole('button', { name: 'Rename' }).click();
      await expect.poll(() => writes(seen).length).toBe(sent);
      await expect(dialog(page).getByRole('button', { name: 'Rename' })).toBeEnabled();
      await expect(dialog(page).getByRole('alert')).toContainText('not now');
      expect(writes(seen)).toHaveLength(sent);
    }
    await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('customs vault');
  });
}

test('the equivalent command follows the form in every tool', async ({ page }) => {
  await openSetting(page, 'Rename');
  const code = (tool: string) => dialog(page).getByRole('region', { name: `equivalent ${tool}` });
  const tab = (tool: string) => dialog(page).getByRole('tab', { name: tool });
  await dialog(page).getByText('Equivalent command').click();
  await expect(dialog(page)).toContainText('Written here as soon as something can be sent');
  const name = dialog(page).getByRole('textbox', { name: 'Name' });
  await name.fill('customs vault');
  await expect(code('curl')).toContainText(`'{"name": "customs vault"}'`);
  await expect(code('curl')).toContainText('$CLICKHOUSE_CLOUD_API_SECRET');
  await expect(dialog(page)).not.toContainText('not-for-production');
  await name.fill('customs vault 2');
  await expect(code('curl')).toContainText('customs vault 2');
  await tab('curl').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('clickhousectl')).toBeFocused();
  await expect(code('clickhousectl')).toContainText("--new-name 'customs vault 2'");
  await tab('Terraform').click();
  await expect(code('Terraform')).toContainText('to = clickhouse_service.customs_vault_2');
  await tab('JSON').click();
  await expect(code('JSON')).toContainText('{"name": "customs vault 2"}');
  await dialog(page).getByRole('button', { name: 'Copy equivalent JSON' }).click();
});

test('a gap of a tool is said in a sentence', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Rename' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Southwind Freight');
  await dialog(page).getByText('Equivalent command').click();
  await dialog(page).getByRole('tab', { name: 'Terraform' }).click();
  await expect(dialog(page)).toContainText("no field for an organization's name");
});

test('a new service is written for other tools too', async ({ page, server }) => {
  await signIn(page);
  await visit(page, `/organizations/${await server.organization()}/services/new`);
  await page.getByRole('textbox', { name: 'Name' }).fill('manifests prod');
  await page.getByText('Equivalent command').click();
  await expect(page.getByText('Written here as soon as something can be sent')).toBeVisible();
  await page.getByRole('combobox', { name: 'Region' }).selectOption('us-east-1');
  await expect(page.getByRole('region', { name: 'equivalent curl' })).toContainText('"region": "us-east-1"');
  await page.getByRole('tab', { name: 'clickhousectl' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('cannot create a service that lets nobody in');
});

test('the address at which the API saw this key is offered, and no other service asked', async ({ page, server }) => {
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}`, { enableCoreDumps: false });
  await openService(page, 'customs archive', 'Access');
  await page.getByRole('button', { name: 'Edit IP access list' }).click();
  await expect(async () => {
    await dialog(page).getByRole('button', { name: 'Add my address' }).click();
    await expect(dialog(page).getByText(/The API last saw this key at/)).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(dialog(page).getByRole('textbox', { name: 'Source 2' })).toHaveValue('127.0.0.1');
  await expect(dialog(page).getByRole('region', { name: 'What will change' })).toContainText('127.0.0.1 (my address)');
});

test('risky acts have their equivalent too', async ({ page }) => {
  await openService(page, 'tracking events');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await dialog(page).getByText('Equivalent command').click();
  await dialog(page).getByRole('tab', { name: 'clickhousectl' }).click();
  await expect(dialog(page).getByRole('region', { name: 'equivalent clickhousectl' })).toContainText('service stop');
  await dialog(page).getByRole('tab', { name: 'Terraform' }).click();
  await expect(dialog(page).getByRole('tabpanel')).toContainText('cannot start, stop or wake');
});

test('the keyboard is led to the field that a rule or the API refuses, and left alone otherwise', async ({ page, server, seen }) => {
  await openService(page, 'shipments prod', 'Scaling');
  await page.getByRole('main').getByRole('button', { name: 'Scale', exact: true }).press('Enter');
  const submit = dialog(page).getByRole('button', { name: 'Scale', exact: true });
  await submit.press('Enter');
  await expect(submit).toBeFocused();
  const replicas = dialog(page).getByRole('textbox', { name: 'Replicas' });
  await replicas.fill('many');
  await submit.press('Enter');
  await expect(replicas).toBeFocused();
  await expect(replicas).toHaveAttribute('aria-invalid', 'true');
  expect(writes(seen)).toEqual([]);
  await replicas.fill('4');
  const said = 'BAD_REQUEST: request body.maxReplicaMemoryGb: no such size here';
  await page.route('**/replicaScaling', (route) => route.fulfill({ status: 400, json: { status: 400, error: said, requestId: '0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f' } }));
  await submit.press('Enter');
  const memory = dialog(page).getByRole('textbox', { name: 'Maximum memory per replica' });
  await expect(memory).toBeFocused();
  await expect(memory).toHaveAccessibleDescription(/no such size here/);
  await page.unroute('**/replicaScaling');
  // Nothing of the form is to blame: the focus stays.
  await server.faults({ error: 1 });
  await submit.press('Enter');
  await expect(dialog(page).getByRole('alert')).toContainText(UUID);
  await expect(submit).toBeFocused();
  await server.faults({});
});

test('the keyboard is led into a list of rows, too', async ({ page }) => {
  await openSetting(page, 'Edit tags');
  const submit = dialog(page).getByRole('button', { name: 'Apply changes' });
  const key = dialog(page).getByRole('textbox', { name: 'Key 2' });
  await key.fill('two words');
  await submit.press('Enter');
  await expect(key).toBeFocused();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await key.fill('two');
  const said = 'BAD_REQUEST: request body.tags.add[0].key: not this one';
  await page.route('**/services/*', (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 400, json: { status: 400, error: said, requestId: '0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f' } }) : route.fallback(),
  );
  await submit.press('Enter');
  // A problem of the whole list leads to its first field.
  await expect(dialog(page).getByText('not this one').first()).toBeVisible();
  await expect(dialog(page).getByRole('textbox', { name: 'Key 1' })).toBeFocused();
});
