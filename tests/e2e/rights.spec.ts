// What a key may do, and who may do what.
import { KEYS, enterKey, expect, openMenu, openServices, test, tray, visit } from './fixtures/console.ts';
import { line, listed, open, write } from './fixtures/people.ts';

test('roles are listed with what they allow and who has them', async ({ page, server }) => {
  await open(page, server, 'roles');
  await expect(page.getByRole('heading', { level: 1, name: 'Roles and rights' })).toBeVisible();
  await expect(line(page, 'Roles', 'Admin')).toContainText('Everything');
  await expect(line(page, 'Roles', 'Shipments operators')).toContainText('on 2 services only');
  await page.getByRole('link', { name: 'Shipments operators' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shipments operators' })).toBeFocused();
  const allows = page.getByRole('region', { name: 'What Shipments operators allows' });
  await expect(allows).toContainText('Scale services');
  await expect(allows.getByRole('link', { name: 'shipments prod' }).first()).toBeVisible();
  await page.getByRole('region', { name: 'Who has Shipments operators' }).getByRole('link', { name: 'Priya Raman' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Priya Raman' })).toBeVisible();
});

test('who can do something is answered for members and keys, and stays in the address', async ({ page, server }) => {
  await open(page, server, 'roles');
  const who = page.getByRole('list', { name: 'Who can' });
  await expect(who).toContainText('Ada Okafor');
  await expect(who).toContainText('demo admin');
  await expect(who).not.toContainText('Priya Raman');
  await page.getByRole('combobox', { name: 'Do what' }).selectOption('Scale services');
  await expect(who).toContainText('Priya Raman');
  await page.getByRole('combobox', { name: 'On which service' }).selectOption('pricing dev');
  await expect(who).not.toContainText('Priya Raman');
  await expect(who).toContainText('Jonas Weber');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'On which service' })).toContainText('pricing dev');
  await expect(who).toContainText('Jonas Weber');
  await expect(who).not.toContainText('Priya Raman');
});

test('a key that may not read roles is told so', async ({ page, server }) => {
  await open(page, server, 'roles', { key: KEYS.readOnly });
  await expect(page.getByRole('main')).toContainText('This key may not read what roles allow');
});

test('an admin key is refused nothing', async ({ page, seen }) => {
  await openServices(page);
  const menu = await openMenu(page, 'tracking events');
  for (const name of ['Stop', 'Rename', 'Delete service']) {
    await expect(menu.getByRole('menuitem', { name, exact: true })).not.toHaveAttribute('aria-disabled');
  }
  await expect.poll(() => seen.calls.filter(({ path }) => path.endsWith('/roles')).length).toBe(1);
  await page.keyboard.press('Escape');
  await openMenu(page, 'pricing dev');
  expect(seen.calls.filter(({ path }) => path.endsWith('/roles'))).toHaveLength(1);
});

test('a refusal teaches the rest of the session, on the same service', async ({ page }) => {
  await openServices(page, { key: KEYS.readOnly });
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByRole('alert')).toContainText('status 403');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const menu = await openMenu(page, 'tracking events');
  for (const name of ['Stop', 'Rename']) {
    await expect(menu.getByRole('menuitem', { name, exact: true })).toHaveAccessibleDescription(/refused this to the key.*control-plane:service:manage/);
  }
  await expect(menu.getByRole('menuitem', { name: 'Delete service' })).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Escape');
  // Another service may have other rules; waking is not managing.
  const other = await openMenu(page, 'pricing dev');
  await expect(other.getByRole('menuitem', { name: 'Rename' })).not.toHaveAttribute('aria-disabled');
  await other.getByRole('menuitem', { name: 'Wake' }).click();
  await expect(tray(page)).toContainText('Woken pricing dev');
});

test('a key that may see itself in a role is refused what the role lacks', async ({ page, server, seen }) => {
  const organization = await server.organization();
  const operator = await server.api<{ key: { id: string }; keyId: string; keySecret: string }>('POST', `/organizations/${organization}/keys`, {
    name: 'operator',
    assignedRoleIds: [],
    ipAccessList: [{ source: '0.0.0.0/0' }],
  });
  const service = await server.service('tracking events');
  await write(server, 'POST', 'roles', {
    name: 'Half an admin',
    actors: [`apiKey/${operator.key.id}`],
    policies: [
      { allowDeny: 'ALLOW', permissions: ['control-plane:organization:manage'], resources: [`organization/${organization}`] },
      { allowDeny: 'ALLOW', permissions: ['control-plane:service:view'], resources: ['instance/*'] },
      { allowDeny: 'ALLOW', permissions: ['control-plane:service:manage'], resources: [`instance/${service.id}`] },
    ],
  });
  await server.advance(60);
  await openServices(page, { key: { id: operator.keyId, secret: operator.keySecret } });
  const other = await openMenu(page, 'fleet telemetry');
  for (const name of ['Rename', 'Delete service']) {
    await expect(other.getByRole('menuitem', { name, exact: true })).toHaveAccessibleDescription(/roles of this key do not allow it/);
  }
  await page.keyboard.press('Escape');
  const own = await openMenu(page, 'tracking events');
  for (const name of ['Stop', 'Rename', 'Delete service']) {
    await expect(own.getByRole('menuitem', { name, exact: true })).not.toHaveAttribute('aria-disabled');
  }
  await page.keyboard.press('Escape');
  await visit(page, `/organizations/${organization}/services/new`);
  await expect(page.getByRole('button', { name: 'Create service' })).toHaveAccessibleDescription(/create-service is missing/);
  expect(seen.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('signing in with another key forgets what the first was refused', async ({ page, server }) => {
  await open(page, server, 'members', { key: KEYS.readOnly });
  await page.getByRole('button', { name: 'Actions for Mei Tanaka' }).click();
  await expect(page.getByRole('menuitem', { name: 'Change roles' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  // What is not among its roles is learned from the API's own refusal.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('status 403');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  // In the same document: a reload would forget everything.
  await enterKey(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }).click();
  await expect(listed(page, 'Members')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Mei Tanaka' }).click();
  await expect(page.getByRole('menuitem', { name: 'Change roles' })).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  const menu = await openMenu(page, 'tracking events');
  await expect(menu.getByRole('menuitem', { name: 'Stop', exact: true })).not.toHaveAttribute('aria-disabled');
});
