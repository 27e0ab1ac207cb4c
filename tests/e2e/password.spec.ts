// A new password: made in the browser, typed, or made by the API; never sent in clear, shown once.
import { createHash } from 'node:crypto';
import type { Locator, Page, Route } from '@playwright/test';
import { type Watched, expect, expectProblem, openService, signIn, test, visit, writes } from './fixtures/console.ts';

const sha = (algorithm: string, data: string | Buffer) => createHash(algorithm).update(data).digest();

/** What the API has to get for a password (docs of `instancePasswordUpdate`). */
function hashes(password: string) {
  return {
    newPasswordHash: sha('sha256', password).toString('base64'),
    newDoubleSha1Hash: sha('sha1', sha('sha1', password)).toString('hex'),
  };
}

/** The bodies of everything the page sends to change something. */
function bodies(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.postData() ?? '');
  });
  return sent;
}

async function openDialog(page: Page, name = 'customs archive'): Promise<Locator> {
  await openService(page, name, 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Reset password' }).click();
  const dialog = page.getByRole('dialog', { name: `Reset the password of ${name}?` });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function shownPassword(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: /^New password of/ });
  await dialog.getByRole('button', { name: 'Show' }).click();
  return (await dialog.getByText(/^[^\s•]{12,}$/).textContent())!;
}

async function done(page: Page) {
  const dialog = page.getByRole('dialog', { name: /^New password of/ });
  await dialog.getByRole('checkbox', { name: 'I have stored it' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
}

/** The canary: the clear password is nowhere. */
async function expectNowhere(page: Page, seen: Watched, sent: string[], password: string) {
  const places = {
    requests: sent.join('\n'),
    address: page.url(),
    document: await page.content(),
    fields: await page.evaluate(() => [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value).join('\n')),
    storage: await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), history.state, window.name])),
    log: seen.console.join('\n'),
  };
  for (const [place, text] of Object.entries(places)) expect(text, place).not.toContain(password);
  await page.getByRole('button', { name: /^API calls/ }).click();
  const calls = page.getByRole('dialog', { name: 'API calls' });
  await expect(calls).toContainText('PATCH');
  await expect(calls).not.toContainText(password);
  await page.keyboard.press('Escape');
}

test('a password made here is sent as hashes and is gone once it was stored', async ({ page, seen }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page);
  await expect(dialog.getByRole('radio', { name: 'Made in this browser' })).toBeChecked();
  await expect(dialog).toContainText('cut off within seconds');
  await expect(dialog).toContainText('141 bits');
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  const password = await shownPassword(page);
  expect(password).toMatch(/^[A-Za-z0-9][A-Za-z0-9._~-]{23}$/);
  expect(sent.map((body) => JSON.parse(body))).toEqual([hashes(password)]);
  await done(page);
  await expect(page.getByRole('main').getByRole('button', { name: 'Reset password' })).toBeFocused();
  await expectNowhere(page, seen, sent, password);
});

test('a typed password keeps the rules and is sent as hashes, by keyboard alone', async ({ page, seen }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page);
  await expect(dialog.getByRole('radio', { name: 'Made in this browser' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'Typed by you' })).toBeChecked();
  await page.keyboard.press('Tab');
  const field = dialog.getByRole('textbox', { name: 'Password' });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('type', 'password');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/Enter a password/);
  await page.keyboard.type('harbour');
  await expect(field).toHaveAccessibleDescription(/Still missing: 12 characters, an upper-case letter, a digit, a sign/);
  await expect(dialog.getByRole('status')).toContainText('Strength: weak');
  await page.keyboard.press('Enter');
  expect(writes(seen)).toEqual([]);
  await page.keyboard.type('-Crane-1856');
  await expect(dialog.getByRole('status')).toContainText('Strength: fair');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Password set')).toBeVisible();
  await expect(dialog).toBeHidden();
  const password = 'harbour-Crane-1856';
  expect(sent.map((body) => JSON.parse(body))).toEqual([hashes(password)]);
  await expectNowhere(page, seen, sent, password);
});

test('closing asks before a typed password is lost, and forgets it', async ({ page, seen }) => {
  const dialog = await openDialog(page);
  await dialog.getByRole('radio', { name: 'Typed by you' }).check();
  await dialog.getByRole('textbox', { name: 'Password' }).fill('harbour-Crane-1856');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('main').getByRole('button', { name: 'Reset password' }).click();
  await dialog.getByRole('radio', { name: 'Typed by you' }).check();
  await expect(dialog.getByRole('textbox', { name: 'Password' })).toHaveValue('');
  expect(writes(seen)).toEqual([]);
});

test('the API makes a password and tells it once', async ({ page }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page);
  await dialog.getByRole('radio', { name: 'Made by the API' }).check();
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  const password = await shownPassword(page);
  expect(sent).toEqual(['{}']);
  await done(page);
  expect(await page.content()).not.toContain(password);
});

test('a refused reset says why, and keeps what was typed', async ({ page, server }) => {
  await server.create('refuse-update one');
  await server.setState(await server.service('refuse-update one'), 'running');
  const dialog = await openDialog(page, 'refuse-update one');
  await dialog.getByRole('radio', { name: 'Typed by you' }).check();
  const field = dialog.getByRole('textbox', { name: 'Password' });
  await field.fill('harbour-Crane-1856');
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expectProblem(dialog, 'status 400', 'instancePasswordUpdate');
  await expect(field).toHaveValue('harbour-Crane-1856');
});

test('after an unknown outcome the same password is sent again', async ({ page, server }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page);
  // It is the answer to the write that is lost, not that to the reading before it.
  const lose = async (route: Route) => {
    await server.faults({ error: 1 });
    await route.continue();
  };
  await page.route(/\/password$/, lose, { times: 1 });
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expectProblem(dialog, /status 5\d\d/);
  await expect(dialog).toContainText('Sending again sends the same one');
  await server.faults({});
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  const password = await shownPassword(page);
  expect(sent.map((body) => JSON.parse(body))).toEqual([hashes(password), hashes(password)]);
  await done(page);
});

test('who shares the password is said', async ({ page, server }) => {
  const dialog = await openDialog(page, 'shipments prod');
  await expect(dialog).toContainText('share the password: shipments reporting');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const { id } = await server.service('customs archive');
  await visit(page, `/organizations/${await server.organization()}/services/${id}/settings?dialog=password`);
  await expect(page.getByRole('dialog')).not.toContainText('share the password');
});

test('a read-only session cannot reset a password, by address either', async ({ page, server, seen }) => {
  const { id } = await server.service('customs archive');
  const at = `/organizations/${await server.organization()}/services/${id}/settings?dialog=password`;
  await signIn(page, { at, readOnly: true });
  const submit = page.getByRole('dialog').getByRole('button', { name: 'Reset password' });
  await expect(submit).toHaveAccessibleDescription('This session is read-only.');
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('the equivalent command hashes a password of its own, and holds none', async ({ page }) => {
  const dialog = await openDialog(page);
  await dialog.getByText('Equivalent command').click();
  const shown = dialog.getByRole('tabpanel');
  await expect(shown).toContainText('printf %s "$PASSWORD"');
  await expect(shown).toContainText('"newPasswordHash": "\'"$NEW_PASSWORD_HASH"\'"');
  await dialog.getByRole('tab', { name: 'Terraform' }).click();
  await expect(shown).toContainText('var.new_password_hash');
  await dialog.getByRole('radio', { name: 'Typed by you' }).check();
  await dialog.getByRole('textbox', { name: 'Password' }).fill('Correct-Horse-7-Battery');
  await dialog.getByRole('tab', { name: 'JSON' }).click();
  await expect(shown).toContainText('$NEW_DOUBLE_SHA1_HASH');
  await expect(shown).not.toContainText('Correct-Horse');
  await dialog.getByRole('radio', { name: 'Made by the API' }).check();
  await dialog.getByRole('tab', { name: 'curl' }).click();
  await expect(shown).not.toContainText('PASSWORD');
});
