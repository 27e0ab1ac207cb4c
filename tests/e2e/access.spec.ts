// Who and what may do something: with each of the demo's keys, by mouse and by keyboard.
import type { Locator, Page } from '@playwright/test';
import {
  KEYS, type Key, enterKey, expect, expectProblem, signIn, tabTo, test, visit, writes,
} from './fixtures/console.ts';
import { changeKey, createKey, keyRow, keyTable, keysPath, oneKey, openKey, openKeys, roleId, visitKey } from './fixtures/keys.ts';
import { type Invitation, line, list, listed, member, open, role, write } from './fixtures/people.ts';

/** Presses the arrow key until the focus is there: an open menu has one stop for Tab. */
async function arrowTo(page: Page, item: Locator) {
  await expect(item).toBeVisible();
  for (let step = 0; step < 8; step += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
}

const LEARNED = /The API refused this to the key/;

test('what a key can do is told right by right, where, and through which role', async ({ page }) => {
  await openKey(page, 'grafana');
  const can = page.getByRole('region', { name: 'What grafana can do' });
  await expect(can).toContainText('Scale services');
  await can.getByRole('link', { name: 'shipments prod' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'shipments prod' })).toBeVisible();
});

test('raw answers of keys, members, invitations and roles are at hand', async ({ page, server }) => {
  await signIn(page);
  const base = `/organizations/${await server.organization()}`;
  const [invited] = await list<Invitation>(server, 'invitations');
  const things: [string, string][] = [
    [`keys/${(await oneKey(server, 'grafana')).id}`, 'keySuffix'],
    [`members/${(await member(server, 'Mei Tanaka')).userId}`, 'joinedAt'],
    [`invitations/${invited!.id}`, 'expireAt'],
    [`roles/${(await role(server, 'Billing')).id}`, 'policies'],
  ];
  for (const [path, field] of things) {
    await visit(page, `${base}/${path}`);
    await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'JSON' }).click();
    await expect(page.getByRole('dialog')).toContainText(field);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

test('every id leads to its page, from what is held or from the lists', async ({ page, server, seen }) => {
  await signIn(page);
  const [invited] = await list<Invitation>(server, 'invitations');
  const things: [string, string][] = [
    [(await oneKey(server, 'grafana')).id, 'grafana'],
    [(await member(server, 'Mei Tanaka')).userId, 'Mei Tanaka'],
    [invited!.id, invited!.email],
    [(await role(server, 'Cost viewers')).id, 'Cost viewers'],
  ];
  for (const [id, name] of things) {
    await visit(page, `/go/${id}`);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  // Roles were looked through last, so every list is held by now.
  const lists = () => seen.calls.filter(({ path }) => /\/(services|keys|members|invitations|roles)$/.test(path)).length;
  const before = lists();
  for (const [id, name] of things) {
    await visit(page, `/go/${id}`);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  expect(lists()).toBe(before);
});

test('a list that the key may not read is named where an id is looked for', async ({ page, server }) => {
  const { id } = await role(server, 'Billing');
  await signIn(page, { at: `/go/${id}`, key: KEYS.readOnly });
  const main = page.getByRole('main');
  await expect(main).toContainText('Nothing that this key may see has this id');
  await expect(main).toContainText(/services, API keys, members(,| or) invitations/);
  await expect(main).toContainText(/Its roles could not be looked through.*organization:manage/);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(main).toContainText('Its roles could not be looked through');
});

test('keys of all pages are listed and named, and each name leads to its page', async ({ page, server, seen }) => {
  // The API's pages are longer than the sandbox has keys: the same pages, cut smaller.
  await page.route('**/keys?**', (route) => route.continue({ url: `${route.request().url()}&limit=4` }));
  await page.route('**/keys', (route) => route.continue({ url: `${route.request().url()}?limit=4` }));
  await open(page, server, 'roles');
  const who = page.getByRole('list', { name: 'Who can' });
  for (const name of ['demo admin', 'demo disabled', 'demo expired', 'terraform']) {
    await expect(who.getByRole('link', { name, exact: true })).toBeVisible();
  }
  expect(seen.calls.filter(({ path }) => path.endsWith('/keys'))).toHaveLength(3);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API keys' }).click();
  await expect(keyTable(page).getByRole('rowheader')).toHaveCount(9);
  await page.goBack();
  await who.getByRole('link', { name: 'terraform', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'terraform' })).toBeVisible();
});

test('names that cannot be read are said to be missing', async ({ page, server }) => {
  await page.route('**/keys', (route) => route.fulfill({ status: 403, json: { status: 403, error: 'FORBIDDEN: no' } }));
  await open(page, server, 'roles');
  await expect(page.getByText('The API keys could not be read: their ids stand for their names.')).toBeVisible();
});

test('when the roles of our own key change, what is offered follows', async ({ page, server, seen }) => {
  const made = await server.api<{ key: { id: string }; keyId: string; keySecret: string }>('POST', await keysPath(server), {
    name: 'operator', assignedRoleIds: [await roleId(server, 'Admin')], ipAccessList: [{ source: '0.0.0.0/0' }],
  });
  await server.advance(60);
  await openKeys(page, { key: { id: made.keyId, secret: made.keySecret } });
  await page.getByRole('button', { name: 'Actions for operator' }).click();
  const menu = page.getByRole('menu', { name: 'Actions for operator' });
  await expect(menu.getByRole('menuitem', { name: 'Rotate' })).not.toHaveAttribute('aria-disabled');
  await menu.getByRole('menuitem', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit operator' });
  await dialog.getByRole('checkbox', { name: 'Org API reader' }).check();
  await dialog.getByRole('checkbox', { name: 'Admin', exact: true }).uncheck();
  const reads = seen.calls.filter(({ path }) => path.endsWith('/roles')).length;
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => seen.calls.filter(({ path }) => path.endsWith('/roles')).length).toBeGreaterThan(reads);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }).click();
  await page.getByRole('button', { name: 'Actions for Mei Tanaka' }).click();
  await expect(page.getByRole('menuitem', { name: 'Change roles' })).toHaveAccessibleDescription(/organization:manage/);
});

test('the writes of keys, members and invitations are shown as commands', async ({ page, server, seen }) => {
  await signIn(page);
  const base = `/organizations/${await server.organization()}`;
  const { id: key } = await oneKey(server, 'grafana');
  const { userId } = await member(server, 'Mei Tanaka');
  const [invited] = await list<Invitation>(server, 'invitations');
  const dialogs: [string, string][] = [
    [`keys/${key}?dialog=disable&on=${key}`, `clickhousectl cloud key update ${key}`],
    [`keys/${key}?dialog=delete&on=${key}`, `clickhousectl cloud key delete ${key}`],
    [`members?dialog=remove&on=${userId}`, `clickhousectl cloud member remove ${userId}`],
    [`invitations?dialog=again&on=${invited!.id}`, `clickhousectl cloud invitation delete ${invited!.id}`],
    [`invitations?dialog=delete&on=${invited!.id}`, `clickhousectl cloud invitation delete ${invited!.id}`],
  ];
  for (const [path, command] of dialogs) {
    await visit(page, `${base}/${path}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Equivalent command').click();
    await dialog.getByRole('tab', { name: 'clickhousectl' }).click();
    await expect(dialog.getByRole('region', { name: 'equivalent clickhousectl' })).toContainText(command);
  }
  expect(writes(seen)).toEqual([]);
});

test('a read-only key is refused once in words, and then offered nothing that it may not', async ({ page, server, seen }) => {
  await openKeys(page, { key: KEYS.readOnly });
  await expect(keyRow(page, 'demo read only')).toContainText('this session');
  // By the keyboard, from the row's menu to the refusal.
  await page.getByRole('button', { name: 'Actions for grafana' }).focus();
  await page.keyboard.press('Enter');
  await arrowTo(page, page.getByRole('menuitem', { name: 'Delete API key' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByRole('textbox'));
  await page.keyboard.type('grafana');
  await page.keyboard.press('Enter');
  await expectProblem(dialog, 'status 403', 'roles do not allow');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Actions for staging ci' }).click();
  const menu = page.getByRole('menu', { name: 'Actions for staging ci' });
  await expect(menu.getByRole('menuitem', { name: 'Delete API key' })).toHaveAccessibleDescription(LEARNED);
  await menu.getByRole('menuitem', { name: 'Delete API key' }).click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
  // Nothing is known yet of changing one.
  await expect(menu.getByRole('menuitem', { name: 'Edit' })).not.toHaveAttribute('aria-disabled');
  expect(writes(seen)).toHaveLength(1);
  await page.keyboard.press('Escape');
  // The roles were asked for behind everything else, and that refusal teaches the rest.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Invitations' }).click();
  await page.getByRole('button', { name: 'Actions for tomas.novak@example.com' }).click();
  for (const name of ['Invite again', 'Delete invitation']) {
    await expect(page.getByRole('menuitem', { name })).toHaveAccessibleDescription(LEARNED);
  }
  await page.keyboard.press('Escape');
  // An address opens the dialog all the same; it says why it does nothing.
  const { userId } = await member(server, 'Mei Tanaka');
  const members = `/organizations/${await server.organization()}/members`;
  for (const [name, button] of [['roles', 'Change roles'], ['remove', 'Remove member']]) {
    await visit(page, `${members}?dialog=${name}&on=${userId}`);
    await expect(page.getByRole('dialog').getByRole('button', { name: button })).toHaveAccessibleDescription(LEARNED);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await visitKey(page, server, await oneKey(server, 'grafana'), '/rotate');
  await expect(page.getByRole('button', { name: 'Create new key' })).toBeVisible();
  expect(writes(seen)).toHaveLength(1);
});

const SHUT: [string, Key, string, object][] = [
  ['disabled', KEYS.disabled, 'demo disabled', { state: 'enabled' }],
  ['expired', KEYS.expired, 'demo expired', { expireAt: '2099-01-01T00:00:00Z' }],
];

for (const [what, key, name, mended] of SHUT) {
  test(`the ${what} key is turned away in words by keyboard alone, and works once it is mended`, async ({ page, server }) => {
    await page.goto('/');
    await tabTo(page, page.getByRole('textbox', { name: 'Key ID' }));
    await page.keyboard.type(key.id);
    await tabTo(page, page.getByRole('textbox', { name: 'Key secret' }));
    await page.keyboard.type(key.secret);
    await page.keyboard.press('Enter');
    await expectProblem(page, 'This key is not active', 'disabled or has expired', 'status 401');
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await changeKey(server, await oneKey(server, name), mended);
    await server.advance(30);
    // What was typed is still there.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API keys' }).click();
    await expect(keyRow(page, name)).toContainText('this session');
  });
}

test('a key that is disabled while it works ends its session with the reason', async ({ page, server }) => {
  await changeKey(server, await oneKey(server, 'demo disabled'), { state: 'enabled' });
  await server.advance(30);
  await openKeys(page, { key: KEYS.disabled });
  await changeKey(server, await oneKey(server, 'demo disabled'), { state: 'disabled' });
  await server.advance(30);
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expectProblem(page, 'no longer takes the key', 'not active');
  await enterKey(page);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('by keyboard alone: a key is edited, disabled and enabled', async ({ page, server }) => {
  await createKey(server, 'by hand');
  await openKey(page, 'by hand');
  await tabTo(page, page.getByRole('button', { name: 'Edit', exact: true }));
  await page.keyboard.press('Enter');
  const edit = page.getByRole('dialog', { name: 'Edit by hand' });
  await expect(edit.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' 2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'by hand 2' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeFocused();
  for (const [act, after] of [['Disable', 'disabled'], ['Enable', 'enabled']] as const) {
    await tabTo(page, page.getByRole('button', { name: act, exact: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: act }));
    await page.keyboard.press('Enter');
    await expect(page.getByText(`by hand 2 is ${after}`)).toBeVisible();
    expect((await oneKey(server, 'by hand 2')).state).toBe(after);
  }
});

test('by keyboard alone: roles are changed, and an invitation is made, sent again and deleted', async ({ page, server }) => {
  await open(page, server, `members/${(await member(server, 'Sofia Rossi')).userId}`);
  await tabTo(page, page.getByRole('button', { name: 'Change roles' }));
  await page.keyboard.press('Enter');
  const roles = page.getByRole('dialog', { name: 'Change roles of Sofia Rossi' });
  await expect(roles.getByRole('checkbox', { name: 'Member', exact: true })).toBeVisible();
  await tabTo(page, roles.getByRole('checkbox', { name: 'Member', exact: true }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Roles changed')).toBeVisible();
  expect((await member(server, 'Sofia Rossi')).assignedRoles.map(({ roleName }) => roleName)).toContain('Member');
  await visit(page, `/organizations/${await server.organization()}/invitations/new`);
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await tabTo(page, page.getByRole('textbox', { name: 'E-mail addresses' }));
  await page.keyboard.type('By.Hand@Example.com');
  await tabTo(page, page.getByRole('button', { name: 'Invite members' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 invited.')).toBeVisible();
  await visit(page, `/organizations/${await server.organization()}/invitations`);
  await expect(line(page, 'Invitations', 'by.hand@example.com')).toBeVisible();
  for (const act of ['Invite again', 'Delete invitation']) {
    await tabTo(page, page.getByRole('button', { name: 'Actions for by.hand@example.com' }));
    await page.keyboard.press('Enter');
    await arrowTo(page, page.getByRole('menuitem', { name: act }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    if (act === 'Delete invitation') {
      await tabTo(page, dialog.getByRole('textbox'));
      await page.keyboard.type('by.hand@example.com');
    }
    await tabTo(page, dialog.getByRole('button', { name: act }));
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(listed(page, 'Invitations')).toBeVisible();
  }
  await expect(line(page, 'Invitations', 'by.hand@example.com')).toHaveCount(0);
  await write(server, 'POST', 'invitations', { email: 'by.hand@example.com', assignedRoleIds: [(await role(server, 'Member')).id] });
});
