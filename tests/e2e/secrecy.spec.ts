// No credential leaves the tab's memory and session storage.
import type { Page } from '@playwright/test';
import { KEYS, type Watched, expect, goToServices, openService, openServices, signIn, test, tray } from './fixtures/console.ts';

const { id, secret } = KEYS.admin;
const SECRETS = [secret, Buffer.from(`${id}:${secret}`).toString('base64'), encodeURIComponent(`${id}:${secret}`)];

/** Where a credential must not be found, by name. */
async function places(page: Page, seen: Watched): Promise<Record<string, string>> {
  return {
    address: page.url(),
    document: await page.content(),
    fields: await page.evaluate(() => [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value).join('\n')),
    'local storage': await page.evaluate(() => JSON.stringify(Object.entries(localStorage))),
    cookies: JSON.stringify(await page.context().cookies()),
    'the name of the window': await page.evaluate(() => `${window.name} ${JSON.stringify(history.state)} ${document.title}`),
    console: seen.console.join('\n'),
    requests: seen.calls.map(({ path }) => path).join('\n'),
  };
}

async function expectNone(page: Page, seen: Watched, secrets: string[]) {
  for (const [place, text] of Object.entries(await places(page, seen))) {
    for (const one of secrets) expect(text, place).not.toContain(one);
  }
}

test('a session leaves its key nowhere but in session storage', async ({ page, seen }) => {
  await signIn(page);
  await expectNone(page, seen, SECRETS);
  await goToServices(page);
  await page.getByRole('link', { name: 'customs archive', exact: true }).click();
  for (const tab of ['Connect', 'Access', 'Settings']) {
    await page.getByRole('navigation', { name: 'Service' }).getByRole('link', { name: tab }).click();
    await expectNone(page, seen, SECRETS);
  }
  await page.getByRole('button', { name: /^API calls/ }).click();
  await expect(page.getByRole('dialog')).toContainText('credentials are not kept');
  await expectNone(page, seen, [...SECRETS, id]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectNone(page, seen, [...SECRETS, id]);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('a failed sign-in leaves the key in its field only', async ({ page, seen }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Key ID' }).fill(KEYS.disabled.id);
  await page.getByRole('textbox', { name: 'Key secret' }).fill(KEYS.disabled.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  const { fields: _, ...others } = await places(page, seen);
  for (const [place, text] of Object.entries(others)) expect(text, place).not.toContain(KEYS.disabled.secret);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('the password of a new service is gone once it was stored', async ({ page, seen }) => {
  await openServices(page);
  await page.getByRole('main').getByRole('link', { name: 'Create service' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('manifests prod');
  await page.getByRole('combobox', { name: 'Region' }).selectOption('us-east-1');
  await page.getByRole('button', { name: 'Create service' }).click();
  await expectPasswordDropped(page, seen);
  await expect(tray(page)).toContainText('manifests prod');
  await page.getByRole('button', { name: /^API calls/ }).click();
  await expect(page.getByRole('table', { name: 'API calls' })).toContainText('POST');
});

test('a reset password is gone once it was stored', async ({ page, seen }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Reset password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  await expectPasswordDropped(page, seen);
});

/** In a dialog that shows a password: it is in its text only, and after **Done** nowhere. */
async function expectPasswordDropped(page: Page, seen: Watched) {
  const dialog = page.getByRole('dialog').filter({ hasText: 'shown this once' });
  await dialog.getByRole('button', { name: 'Show' }).click();
  const password = (await dialog.getByText(/^[^\s•]{12,}$/).textContent())!;
  const attributes = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].map(({ value }) => value)).join('\n'),
  );
  expect(attributes).not.toContain(password);
  await dialog.getByRole('checkbox', { name: 'I have stored it' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await expectNone(page, seen, [password]);
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain(password);
}
