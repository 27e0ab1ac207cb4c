// A new API key: its form, its pair that is shown once, and what may go wrong on the way.
import { KEYS, expect, expectProblem, reconfirmation, tabTo, test, writes } from './fixtures/console.ts';
import {
  confirmStored, createKey, expectNotExported, expectNowhere, fillNewKey, keyTable, keys, named, oneKey, openKeys, openNewKey, readPair,
  statusWith,
} from './fixtures/keys.ts';

const DAY = 24 * 60 * 60 * 1000;

test('a pair made in the browser never travels, is shown once and then gone', async ({ page, server, seen }) => {
  // The policy forbids reading the clipboard, so what is written to it is looked at.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => void Object.assign(window, { copied: text }) },
    });
  });
  await openNewKey(page);
  await fillNewKey(page, 'night import');
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Create API key' }).click();
  const body = (await sent).postData()!;
  const dialog = page.getByRole('dialog', { name: 'night import is created' });
  const pair = await readPair(dialog);
  expect(body).not.toContain(pair.secret);
  expect(body).not.toContain(pair.id);
  expect(Object.keys((JSON.parse(body) as { hashData: object }).hashData).sort()).toEqual(['keyIdHash', 'keyIdSuffix', 'keySecretHash']);

  const copied = async (name: string) => {
    await dialog.getByRole('button', { name }).click();
    await expect(dialog.getByText('Copied').first()).toBeVisible();
    return page.evaluate(() => (window as unknown as { copied: string }).copied);
  };
  expect(await copied('Copy id:secret')).toBe(`${pair.id}:${pair.secret}`);
  expect(await copied('Copy environment lines')).toBe(`CLICKHOUSE_CLOUD_API_KEY=${pair.id}\nCLICKHOUSE_CLOUD_API_SECRET=${pair.secret}\n`);
  expect(JSON.parse(await copied('Copy JSON'))).toEqual({ keyId: pair.id, keySecret: pair.secret });

  // Neither Escape nor Back nor an early Done loses it.
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(page.getByText('Store the key pair first')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click({ force: true });
  await expect(dialog).toBeVisible();
  await confirmStored(dialog);

  await expect(page.getByRole('heading', { level: 1, name: 'night import' })).toBeVisible();
  await expectNowhere(page, seen, pair);
  await page.goBack();
  await expectNowhere(page, seen, pair);
  const key = await oneKey(server, 'night import');
  expect(key.keySuffix).toBe(pair.id.slice(-4));
  expect(key.assignedRoles.map((role) => role.roleName)).toEqual(['Member']);
  const days = (Date.parse(key.expireAt!) - Date.now()) / DAY;
  expect(Math.round(days)).toBe(90);
  await expect.poll(() => statusWith(server, pair)).toBe(200);
  // What was made of the draft is done with it.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Create API key' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('');
});

test('the API can make the pair instead', async ({ page, server, seen }) => {
  await openNewKey(page);
  await fillNewKey(page, 'night import');
  await page.getByRole('radio', { name: 'By the API' }).check();
  await page.getByRole('radio', { name: 'Never' }).check();
  await expect(page.getByText(/never expires stays dangerous/)).toBeVisible();
  await page.getByRole('button', { name: 'Create API key' }).click();
  const dialog = page.getByRole('dialog', { name: 'night import is created' });
  const pair = await readPair(dialog);
  await confirmStored(dialog);
  await expect(page.getByRole('heading', { level: 1, name: 'night import' })).toBeVisible();
  await expectNowhere(page, seen, pair);
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'API keys' }).click();
  await expectNotExported(page, pair);
  expect((await oneKey(server, 'night import')).expireAt).toBeNull();
  await expect.poll(() => statusWith(server, pair)).toBe(200);
});

test('by keyboard alone: a key is created', async ({ page, server }) => {
  await openKeys(page);
  await tabTo(page, page.getByRole('link', { name: 'Create API key' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeVisible();
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('typed key');
  await tabTo(page, page.getByRole('checkbox', { name: 'Member', exact: true }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('checkbox', { name: 'Allow access from anywhere' }));
  await page.keyboard.press('Space');
  await tabTo(page, reconfirmation(page, 'anywhere'));
  await page.keyboard.type('anywhere');
  await tabTo(page, page.getByRole('button', { name: 'Create API key' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'typed key is created' });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('checkbox', { name: 'I have stored it' }));
  await page.keyboard.press('Space');
  await tabTo(page, dialog.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'typed key' })).toBeVisible();
  await oneKey(server, 'typed key');
});

test('what is missing or wrong is said beside its field, and nothing is sent', async ({ page, seen }) => {
  await openNewKey(page);
  const submit = page.getByRole('button', { name: 'Create API key' });
  await submit.click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Enter a name/);
  const main = page.getByRole('main');
  await expect(main).toContainText('Choose at least one role');
  await expect(main).toContainText('Nobody could use the key');
  await name.fill('x'.repeat(257));
  await expect(name).toHaveAccessibleDescription(/256 characters at most; this has 257/);
  await page.getByRole('radio', { name: 'At the end of a day' }).check();
  await expect(main).toContainText('Choose the last day of the key');
  await page.getByLabel('Last day').fill('2025-12-31');
  await expect(page.getByLabel('Last day')).toHaveAccessibleDescription(/This day is over/);
  await page.getByRole('button', { name: 'Add entry' }).click();
  await page.getByRole('textbox', { name: 'Source 1' }).fill('office');
  await expect(main).toContainText('Correct the marked entry first');
  await submit.click();
  expect(writes(seen)).toEqual([]);
});

test('a list open to the world is warned of', async ({ page }) => {
  await openNewKey(page);
  await page.getByRole('checkbox', { name: 'Allow access from anywhere' }).check();
  await expect(page.getByText('Every address on the internet can use the key')).toBeVisible();
});

test('a reload keeps the draft; starting over forgets it', async ({ page }) => {
  await openNewKey(page);
  await fillNewKey(page, 'half a key');
  await page.reload();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('half a key');
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Allow access from anywhere' })).toBeChecked();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('');
});

test('a refusal keeps the input and is told beside its field', async ({ page, server }) => {
  await openNewKey(page);
  await fillNewKey(page, 'refuse create');
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expectProblem(page.getByRole('main'), 'A key of this name is refused', 'status 400');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveAccessibleDescription(/A key of this name is refused/);
  await name.fill('taken');
  await expect(name).not.toHaveAccessibleDescription(/refused/);
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expect(page.getByRole('dialog', { name: 'taken is created' })).toBeVisible();
  await oneKey(server, 'taken');
});

test('a role that vanished before the form was sent is told beside the roles', async ({ page, server }) => {
  const roles = `/organizations/${await server.organization()}/roles`;
  const role = await server.api<{ id: string }>('POST', roles, { name: 'Night shift', actors: [], policies: [] });
  await openNewKey(page);
  await fillNewKey(page, 'ci');
  await page.getByRole('checkbox', { name: /^Night shift/ }).check();
  await server.api('DELETE', `${roles}/${role.id}`);
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expectProblem(page.getByRole('main'), 'Role not found', 'status 400');
  await expect(page.getByText('A chosen role no longer exists: take it out')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Night shift/ }).uncheck();
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expect(page.getByRole('dialog', { name: 'ci is created' })).toBeVisible();
});

test('an answer that was lost makes neither a second key nor a lost secret', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await openNewKey(page);
  await fillNewKey(page, 'night import');
  // The request arrives, its answer does not.
  await page.route('**/keys', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Create API key' }).click();
  const dialog = page.getByRole('dialog', { name: 'night import is created' });
  const pair = await readPair(dialog);
  await confirmStored(dialog);
  await oneKey(server, 'night import');
  await expect.poll(() => statusWith(server, pair)).toBe(200);
});

test('sent again after an unknown outcome, the same pair finds its key', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await openNewKey(page);
  await fillNewKey(page, 'night import');
  // Every answer breaks off, that to the look at the list too.
  await server.faults({ cut: 1 });
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expect(page.getByText('The key may have been created all the same.')).toBeVisible();
  await expect(page.getByText('sends the same pair')).toBeVisible();
  await server.faults({});
  await page.getByRole('button', { name: 'Create API key' }).click();
  const dialog = page.getByRole('dialog', { name: 'night import is created' });
  const pair = await readPair(dialog);
  expect((await oneKey(server, 'night import')).keySuffix).toBe(pair.id.slice(-4));
  await confirmStored(dialog);
});

test('two clicks make one key', async ({ page, server }) => {
  await openNewKey(page);
  await fillNewKey(page, 'once');
  await server.faults({ latency: 300 });
  const submit = page.getByRole('button', { name: 'Create API key' });
  await submit.click();
  await submit.click({ force: true });
  await expect(page.getByRole('dialog', { name: 'once is created' })).toBeVisible();
  await oneKey(server, 'once');
});

test('the hundred and first key is refused in words', async ({ page, server }) => {
  test.slow();
  for (let count = (await keys(server)).length; count < 100; count += 1) await createKey(server, `key ${count}`);
  await openNewKey(page);
  await fillNewKey(page, 'one too many');
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expectProblem(page.getByRole('main'), 'more than 100 API keys');
  expect(await named(server, 'one too many')).toEqual([]);
});

test('a read-only key may look at the form, and is refused in words', async ({ page }) => {
  await openNewKey(page, { key: KEYS.readOnly });
  await expect(page.getByText(/may not list the organization/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('not to be');
  await page.getByRole('checkbox', { name: 'Service API reader', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Allow access from anywhere' }).check();
  await reconfirmation(page, 'anywhere').fill('anywhere');
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expectProblem(page.getByRole('main'), 'status 403', 'create-api-keys');
});

test('a read-only session sends nothing', async ({ page, seen }) => {
  await openNewKey(page, { readOnly: true });
  await fillNewKey(page, 'not to be');
  const submit = page.getByRole('button', { name: 'Create API key' });
  await expect(submit).toHaveAccessibleDescription(/read-only/);
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(keyTable(page)).toBeVisible();
});

test('leaving a half-filled form asks, and what is kept is there again', async ({ page }) => {
  await openNewKey(page);
  await fillNewKey(page, 'half a key');
  await page.goBack();
  await page.getByRole('button', { name: 'Leave and keep the draft' }).click();
  await expect(keyTable(page)).toBeVisible();
  await page.getByRole('link', { name: 'Create API key' }).click();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('half a key');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('link', { name: 'Create API key' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('');
});

test('the equivalent of a new key holds no half of a pair, and none is made for it', async ({ page, seen }) => {
  await openNewKey(page);
  await fillNewKey(page, 'as a command');
  await page.getByText('Equivalent command').click();
  await expect(page.getByRole('region', { name: 'equivalent curl' })).toContainText('"keySecretHash": "\'"$KEY_SECRET_HASH"\'"');
  await page.getByRole('tab', { name: 'clickhousectl' }).click();
  await expect(page.getByRole('region', { name: 'equivalent clickhousectl' })).toContainText("key create");
  await expect(page.getByRole('region', { name: 'equivalent clickhousectl' })).toContainText("--name 'as a command'");
  await page.getByRole('radio', { name: 'By the API' }).check();
  await expect(page.getByRole('region', { name: 'equivalent clickhousectl' })).not.toContainText('--hash-key-id');
  await page.getByRole('tab', { name: 'Terraform' }).click();
  await expect(page.getByText('The provider has no resource for API keys yet.')).toBeVisible();
  expect(writes(seen)).toEqual([]);
});
