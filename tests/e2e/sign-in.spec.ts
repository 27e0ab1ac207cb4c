import { KEYS, enterKey, expect, expectProblem, signIn, test } from './fixtures/console.ts';

const keyId = { name: 'Key ID' };
const keySecret = { name: 'Key secret' };

test('a good pair opens the overview of its organization', async ({ page, server }) => {
  await signIn(page);
  await expect(page).toHaveURL(`/organizations/${await server.organization()}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Organization');
  await expect(page.getByText('Needs attention')).toBeVisible();
});

test('an empty form says what is missing and asks the API nothing', async ({ page, seen }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter the key ID')).toBeVisible();
  await expect(page.getByText('Enter the key secret')).toBeVisible();
  expect(seen.calls).toEqual([]);
});

const { id, secret } = KEYS.admin;
const pasted = {
  'a pair with a colon': `${id}:${secret}`,
  'environment lines': `export CLICKHOUSE_CLOUD_API_KEY="${id}"\nexport CLICKHOUSE_CLOUD_API_SECRET="${secret}"\n`,
  JSON: JSON.stringify({ keyId: id, keySecret: secret }),
};
for (const [what, text] of Object.entries(pasted)) {
  test(`pasting ${what} fills both fields`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/');
    await page.getByRole('textbox', keyId).focus();
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('ControlOrMeta+V');
    await expect(page.getByRole('textbox', keyId)).toHaveValue(id);
    await expect(page.getByRole('textbox', keySecret)).toHaveValue(secret);
    await expect(page.getByText('Both halves were found in what you pasted.')).toBeVisible();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });
}

const refused = {
  'an unknown key': [{ id: 'nobodysKey0000000001', secret: 'x' }, 'not accepted', 'Key is not found'],
  'a wrong secret': [{ ...KEYS.admin, secret: 'wrong' }, 'not accepted', 'Key secret is not valid'],
  'a disabled key': [KEYS.disabled, 'This key is not active', 'Key is not active'],
  'an expired key': [KEYS.expired, 'This key is not active', 'Key is not active'],
} as const;
for (const [what, [key, title, words]] of Object.entries(refused)) {
  test(`${what} is explained in the API's words and the input stays`, async ({ page }) => {
    await page.goto('/');
    await enterKey(page, key);
    await expectProblem(page, title, words, 'status 401');
    await expect(page.getByRole('textbox', keyId)).toHaveValue(key.id);
    await expect(page.getByRole('textbox', keySecret)).toHaveValue(key.secret);
  });
}

test('a relay that is gone is explained, and the input stays', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await server.stop();
  await enterKey(page);
  await expect(page.getByRole('alert')).toContainText('relay does not answer');
  await expect(page.getByRole('textbox', keySecret)).toHaveValue(secret);
});

test('an address that is not the API is explained', async ({ page }) => {
  await page.route('**/v1/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Welcome</title>' }),
  );
  await page.goto('/');
  await enterKey(page);
  await expect(page.getByRole('alert')).toContainText('not one of the ClickHouse Cloud API');
  await expect(page.getByRole('alert')).toContainText('Check that the address really is the API');
});

test('a session survives a reload', async ({ page }) => {
  await signIn(page);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(page.getByText('Needs attention')).toBeVisible();
});

test('a deep link leads back to its page after sign-in', async ({ page, server }) => {
  const deep = `/organizations/${await server.organization()}/services?filter=prod&sort=-name`;
  await signIn(page, { at: deep });
  await expect(page).toHaveURL(deep);
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('prod');
});

test('an address of another organization says so, and nothing else does', async ({ page, server }) => {
  await signIn(page, { at: '/organizations/00000000-0000-4000-8000-000000000000/services' });
  const told = page.getByRole('status').filter({ hasText: 'This address is of another organization. The session is on Northwind Freight' });
  await expect(told).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await expect(page).toHaveURL(new RegExp(`${await server.organization()}`));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(told).toBeHidden();
});

test('sign-out leaves nothing of the session', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await expect(page.getByRole('textbox', keyId)).toHaveValue('');
  await expect(page.getByRole('textbox', keySecret)).toHaveValue('');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('a key that is switched off later ends the session with the reason', async ({ page }) => {
  await signIn(page);
  // A key cannot be switched off from outside: the session is made to hold another secret.
  await page.evaluate(() => {
    for (const [name, value] of Object.entries(sessionStorage)) {
      sessionStorage.setItem(name, String(value).replace('demo-admin-secret', 'other-secret'));
    }
  });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Session ended' })).toBeVisible();
  await expectProblem(page, 'no longer takes the key', 'Key secret is not valid');
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('secret-not-for');
});
