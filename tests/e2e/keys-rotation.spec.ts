// From one API key to its successor.
import type { Locator, Page } from '@playwright/test';
import { KEYS, type Server, expect, expectProblem, tabTo, test, writes } from './fixtures/console.ts';
import {
  changeKey, confirmStored, createKey, deleteKey, expectNowhere, keyTable, named, oneKey, openKey, readPair, statusWith,
} from './fixtures/keys.ts';

// Asked for when it is needed: midnight may pass between two tests.
const today = () => new Date().toISOString().slice(0, 10);

function step(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
}

async function startRotation(page: Page, name: string) {
  await openKey(page, name);
  await page.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Rotate ${name}` })).toBeVisible();
}

async function createTwin(page: Page) {
  await page.getByRole('button', { name: 'Create new key' }).click();
  await expect(page.getByRole('button', { name: 'Try the new key' })).toBeVisible();
}

/** The sandbox knows a new key after some seconds of its own. */
async function tryTwin(page: Page, server: Server) {
  await server.advance(10);
  await page.getByRole('button', { name: 'Try the new key' }).click();
  await expect(page.getByText(/The new key works/)).toBeVisible();
}

test('a key is rotated to the end, over reloads, and no secret stays', async ({ page, server, seen }) => {
  const old = await createKey(server, 'ci', { ipAccessList: [{ source: '127.0.0.0/8', description: 'here' }] });
  await startRotation(page, 'ci');
  await expect(step(page, 'Create the new key')).toHaveAttribute('aria-current', 'step');
  await expect(page.getByRole('textbox', { name: 'Name of the new key' })).toHaveValue(`ci ${today()}`);
  await page.getByRole('radio', { name: 'In 365 days' }).check();
  await createTwin(page);
  const twin = await oneKey(server, `ci ${today()}`);
  expect(twin.assignedRoles).toEqual(old.assignedRoles);
  expect(twin.ipAccessList).toEqual(old.ipAccessList);
  const current = step(page, 'Store and try the new key');
  const pair = await readPair(current);
  await tryTwin(page, server);
  await expect(current).toContainText(`the API knows it as ci ${today()}`);

  // Links and Back lead nowhere before it is stored.
  await page.getByRole('link', { name: 'Services' }).click();
  await expect(page.getByText('Store the key pair first').first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Rotate ci' })).toBeVisible();
  await confirmStored(current);
  await expect(step(page, 'Switch the clients')).toHaveAttribute('aria-current', 'step');
  await expectNowhere(page, seen, pair);

  // A reload, and coming back by the key's page, go on where it was.
  await page.reload();
  await expect(step(page, 'Switch the clients')).toHaveAttribute('aria-current', 'step');
  await page.getByRole('link', { name: 'API keys' }).last().click();
  await page.getByRole('link', { name: 'ci', exact: true }).click();
  await page.getByRole('link', { name: 'Continue rotation' }).click();
  await page.getByRole('button', { name: 'All clients use the new key' }).click();
  const watch = step(page, 'Watch the old key, then disable it');
  await expect(watch).toContainText('The old key was not used since the switch.');
  await page.reload();
  await expect(watch).toContainText('The old key was not used since the switch.');
  await page.getByRole('button', { name: 'Disable the old key' }).click();
  await page.getByRole('dialog', { name: 'Disable ci?' }).getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('button', { name: 'Delete the old key' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('ci');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete API key' }).click();
  await expect(page.getByText('stands in its place')).toBeVisible();
  expect(await named(server, 'ci')).toEqual([]);
  expect(await statusWith(server, pair)).toBe(200);
  await expectNowhere(page, seen, pair);
  expect(await page.evaluate(() => JSON.stringify(Object.keys(sessionStorage)))).not.toContain('rotate');
  await page.getByRole('link', { name: 'Go to the new key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `ci ${today()}` })).toBeVisible();
});

test.describe('at the pace of the API', () => {
  test.use({ flags: '--rate-limit off --speed 1' });
  test('a new key does not open at once, and that is said', async ({ page, server }) => {
    await createKey(server, 'ci');
    await startRotation(page, 'ci');
    await createTwin(page);
    await page.getByRole('button', { name: 'Try the new key' }).click();
    await expectProblem(page.getByRole('main'), 'does not open yet', 'takes some seconds to open', 'status 401');
    // The refusal of the new key is not the end of this session.
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await tryTwin(page, server);
  });
});

test('a key that does not let this browser in can be rotated all the same', async ({ page, server }) => {
  await startRotation(page, 'grafana');
  await createTwin(page);
  await server.advance(10);
  await page.getByRole('button', { name: 'Try the new key' }).click();
  await expectProblem(page.getByRole('main'), 'IP access list', 'from where it will be used');
  await confirmStored(step(page, 'Store and try the new key'));
  await expect(step(page, 'Switch the clients')).toHaveAttribute('aria-current', 'step');
});

test('a client that still uses the old key is seen', async ({ page, server }) => {
  // The demo's expired key is the only other one whose secret is known here.
  const old = await oneKey(server, 'demo disabled');
  await changeKey(server, old, { state: 'enabled' });
  await startRotation(page, 'demo disabled');
  await createTwin(page);
  await confirmStored(step(page, 'Store and try the new key'));
  await page.getByRole('button', { name: 'All clients use the new key' }).click();
  await expect(page.getByText('not used since the switch')).toBeVisible();
  await server.advance(120);
  expect(await statusWith(server, KEYS.disabled)).toBe(200);
  await page.reload();
  await expect(page.getByText('some client still has it')).toBeVisible();
});

test('our own key is rotated by letting this session use the new one', async ({ page, server, seen }) => {
  await startRotation(page, 'demo admin');
  await createTwin(page);
  const use = page.getByRole('button', { name: 'Use the new key in this session' });
  await expect(use).toHaveAccessibleDescription('Try the new key first');
  await tryTwin(page, server);
  const reads = seen.calls.filter(({ path }) => path.endsWith('/roles')).length;
  await use.click();
  await expect(page.getByText('This session uses the new key now')).toBeVisible();
  // What this session may do is asked for anew, for the key that it uses now.
  await expect.poll(() => seen.calls.filter(({ path }) => path.endsWith('/roles')).length).toBeGreaterThan(reads);
  const pair = await readPair(step(page, 'Store and try the new key'));
  await confirmStored(step(page, 'Store and try the new key'));
  await page.getByRole('button', { name: 'All clients use the new key' }).click();
  await page.getByRole('button', { name: 'Disable the old key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('button', { name: 'Delete the old key' })).toBeVisible();
  expect(await statusWith(server, KEYS.admin)).toBe(401);
  expect(await statusWith(server, pair)).toBe(200);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Delete the old key' })).toBeVisible();
  await page.getByRole('button', { name: 'Enable the old key again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await expect(step(page, 'Watch the old key, then disable it')).toHaveAttribute('aria-current', 'step');
});

test('our own key is not disabled while this session uses it', async ({ page, seen }) => {
  await startRotation(page, 'demo admin');
  await createTwin(page);
  await confirmStored(step(page, 'Store and try the new key'));
  await page.getByRole('button', { name: 'All clients use the new key' }).click();
  await expect(page.getByText('it never looks quiet from here')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Disable the old key' })).toHaveAccessibleDescription(/would end the session/);
  expect(writes(seen)).toHaveLength(1);
});

test('a new key that somebody deleted lets the rotation begin again', async ({ page, server }) => {
  await createKey(server, 'ci');
  await startRotation(page, 'ci');
  await createTwin(page);
  await confirmStored(step(page, 'Store and try the new key'));
  await deleteKey(server, await oneKey(server, `ci ${today()}`));
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'no longer knows the new key' })).toBeVisible();
  await page.getByRole('button', { name: 'Begin again' }).click();
  await expect(step(page, 'Create the new key')).toHaveAttribute('aria-current', 'step');
});

test('a pair that nobody stored is thrown away with its key', async ({ page, server }) => {
  await createKey(server, 'ci');
  await startRotation(page, 'ci');
  await createTwin(page);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText('The secret is shown once and is not here any more')).toBeVisible();
  await page.getByRole('button', { name: 'Delete the new key' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(`ci ${today()}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete API key' }).click();
  await expect(step(page, 'Create the new key')).toHaveAttribute('aria-current', 'step');
  await oneKey(server, 'ci');
  expect(await named(server, `ci ${today()}`)).toEqual([]);
});

test('a lost answer makes one new key only', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await createKey(server, 'ci');
  await startRotation(page, 'ci');
  await page.route('**/keys', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort();
  });
  await createTwin(page);
  await oneKey(server, `ci ${today()}`);
});

test('what the API refuses leaves the step where it is', async ({ page, server }) => {
  await createKey(server, 'ci');
  await startRotation(page, 'ci');
  await page.getByRole('textbox', { name: 'Name of the new key' }).fill('refuse create');
  await page.getByRole('button', { name: 'Create new key' }).click();
  await expectProblem(page.getByRole('main'), 'A key of this name is refused', 'status 400');
  await expect(page.getByRole('textbox', { name: 'Name of the new key' })).toHaveValue('refuse create');
});

test('a key that nobody can use has no use for a twin', async ({ page, seen }) => {
  await startRotation(page, 'staging ci');
  await expect(page.getByRole('button', { name: 'Create new key' })).toHaveAccessibleDescription(/nobody could use its twin/);
  expect(writes(seen)).toEqual([]);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'staging ci' })).toBeVisible();
});

test('an old key that somebody deleted first ends the rotation', async ({ page, server }) => {
  const old = await createKey(server, 'ci');
  await startRotation(page, 'ci');
  await createTwin(page);
  await confirmStored(step(page, 'Store and try the new key'));
  await deleteKey(server, old);
  await page.reload();
  await expect(page.getByText('stands in its place')).toBeVisible();
});

test('by keyboard alone: a key is rotated to the end', async ({ page, server }) => {
  await createKey(server, 'ci');
  await openKey(page, 'ci');
  await tabTo(page, page.getByRole('button', { name: 'Rotate' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Create new key' }));
  await page.keyboard.press('Enter');
  const current = step(page, 'Store and try the new key');
  await expect(current.getByRole('button', { name: 'Try the new key' })).toBeVisible();
  await tabTo(page, current.getByRole('checkbox', { name: 'I have stored it' }));
  await page.keyboard.press('Space');
  await tabTo(page, current.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'All clients use the new key' }));
  await page.keyboard.press('Enter');
  await expect(step(page, 'Watch the old key, then disable it')).toHaveAttribute('aria-current', 'step');
  const dialog = page.getByRole('dialog');
  await tabTo(page, page.getByRole('button', { name: 'Disable the old key' }));
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Disable' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Delete the old key' }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('ci');
  await page.keyboard.press('Enter');
  await expect(page.getByText('stands in its place')).toBeVisible();
  expect(await named(server, 'ci')).toEqual([]);
});

test('a read-only session rotates nothing', async ({ page, server, seen }) => {
  const { id } = await oneKey(server, 'grafana');
  await openKey(page, 'grafana', { readOnly: true });
  await page.goto(`/organizations/${await server.organization()}/keys/${id}/rotate`);
  const create = page.getByRole('button', { name: 'Create new key' });
  await expect(create).toHaveAccessibleDescription('This session is read-only.');
  await create.click({ force: true });
  expect(writes(seen)).toEqual([]);
  await expect(keyTable(page)).toBeHidden();
});
