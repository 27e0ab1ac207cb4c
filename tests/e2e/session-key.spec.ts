// The key that the session itself uses: said in good time that it ends, and guarded against our own hands.
import { type Server, expect, goToServices, signIn, test, visit, writes } from './fixtures/console.ts';
import { changeKey, keysPath, oneKey, roleId } from './fixtures/keys.ts';

const HOUR = 3_600_000;

function within(hours: number): string {
  return new Date(Date.now() + hours * HOUR).toISOString();
}

/** An administrator's key, opened already. */
async function ownKey(server: Server, expireAt: string | null) {
  const made = await server.api<{ keyId: string; keySecret: string }>('POST', await keysPath(server), {
    name: 'mine', expireAt, assignedRoleIds: [await roleId(server, 'Admin')], ipAccessList: [{ source: '0.0.0.0/0' }],
  });
  await server.advance(10);
  return { id: made.keyId, secret: made.keySecret };
}

test('the session says a week before, and on the last day again, that its key expires', async ({ page, server }) => {
  const key = await ownKey(server, within(72));
  await signIn(page, { key });
  const notices = page.getByRole('main').getByRole('status').filter({ hasText: 'The key of this session' });
  await expect(notices).toContainText('mine, expires in');
  await goToServices(page);
  await notices.getByRole('button', { name: 'Dismiss the notice of the expiry' }).click();
  await expect(notices).toBeHidden();
  await page.reload();
  const asked = page.waitForResponse((answer) => /\/keys\/[^/]+$/.test(new URL(answer.url()).pathname));
  await asked;
  await expect(page.getByRole('main').getByRole('table')).toBeVisible();
  await expect(notices).toBeHidden();
  await changeKey(server, await oneKey(server, 'mine'), { expireAt: within(20) });
  await page.reload();
  await expect(notices).toContainText('mine, expires in');
  await notices.getByRole('link', { name: 'Rotate this key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /mine/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create new key' })).toBeVisible();
});

test('a key that lasts, and one that may not see itself, are not talked about', async ({ page, server, seen }) => {
  await signIn(page, { key: await ownKey(server, within(24 * 30)) });
  await expect.poll(() => seen.calls.filter(({ path }) => /\/keys\/[^/]+$/.test(path)).length).toBe(1);
  await expect(page.getByText('The key of this session')).toBeHidden();
});

test('a tab that stays open asks again once there may be news', async ({ page, server, seen }) => {
  await page.clock.install();
  await signIn(page, { key: await ownKey(server, within(24 * 30)) });
  const asked = () => seen.calls.filter(({ path }) => /\/keys\/[^/]+$/.test(path)).length;
  await page.clock.fastForward(3_000);
  await expect.poll(asked).toBe(1);
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('wheelhouse.kept.own-key-quiet-until'))).not.toBeNull();
  await page.reload();
  await changeKey(server, await oneKey(server, 'mine'), { expireAt: within(72) });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.clock.fastForward(30 * 60_000);
  await page.clock.fastForward(31 * 60_000);
  await expect(page.getByText('The key of this session')).toBeVisible();
  expect(asked()).toBe(2);
});

test('a new expiry ends the notice at once', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, within(72)) });
  const { id } = await oneKey(server, 'mine');
  await expect(page.getByText('The key of this session')).toBeVisible();
  await visit(page, `${await keysPath(server)}/${id}?dialog=edit&on=${id}`);
  const dialog = page.getByRole('dialog', { name: 'Edit mine' });
  await dialog.getByRole('radio', { name: 'In 90 days' }).check();
  await expect(dialog.getByText(/This session uses this key: it ends 20/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The key of this session')).toBeHidden();
});

test('an end of our own key that comes sooner is thought of first', async ({ page, server, seen }) => {
  await signIn(page, { key: await ownKey(server, null) });
  const { id } = await oneKey(server, 'mine');
  await visit(page, `${await keysPath(server)}/${id}?dialog=edit&on=${id}`);
  const dialog = page.getByRole('dialog', { name: 'Edit mine' });
  await dialog.getByRole('radio', { name: 'In 30 days' }).check();
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await expect(apply).toHaveAccessibleDescription('Confirm first that this session may end');
  await apply.click({ force: true });
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'This session may end then' }).check();
  await apply.click();
  await expect(dialog).toBeHidden();
  expect((await oneKey(server, 'mine')).expireAt).not.toBeNull();
});

test('the session tells name, roles, expiry and addresses of its key', async ({ page, server }) => {
  await signIn(page, { key: await ownKey(server, within(72)) });
  await page.getByTitle('The API key of this session').click();
  const session = page.getByRole('dialog', { name: 'Session' });
  for (const text of ['mine', 'Admin', 'in 3 days', '0.0.0.0/0']) await expect(session).toContainText(text);
});

test('what would end the session is refused on the key’s own page, too', async ({ page, server, seen }) => {
  await signIn(page, { key: await ownKey(server, null) });
  const { id } = await oneKey(server, 'mine');
  for (const [dialog, button, said] of [
    ['disable', 'Disable', /would end the session/],
    ['delete', 'Delete API key', /deletes no key at its own request/],
  ] as const) {
    await visit(page, `${await keysPath(server)}/${id}?dialog=${dialog}&on=${id}`);
    const act = page.getByRole('dialog').getByRole('button', { name: button });
    await expect(act).toHaveAccessibleDescription(said);
    await act.click({ force: true });
  }
  expect(writes(seen)).toEqual([]);
});
