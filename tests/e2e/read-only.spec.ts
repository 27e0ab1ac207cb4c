import { KEYS, expect, expectProblem, openMenu, openServices, test, tray, visit, writes } from './fixtures/console.ts';

test('a read-only session refuses every write before it is sent', async ({ page, seen, server }) => {
  await openServices(page, { readOnly: true });
  await expect(page.getByRole('banner').getByText('Read-only')).toBeVisible();
  const menu = await openMenu(page, 'pricing dev');
  for (const name of ['Start', 'Stop', 'Wake', 'Rename', 'Delete service']) {
    const entry = menu.getByRole('menuitem', { name, exact: true });
    await expect(entry).toHaveAccessibleDescription('This session is read-only.');
    await entry.click({ force: true });
  }
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'pricing dev', exact: true }).click();
  const tabs = page.getByRole('navigation', { name: 'Service' });
  await tabs.getByRole('link', { name: 'Settings' }).click();
  for (const name of ['Change channel', 'Reset password', 'Edit tags']) {
    await expect(page.getByRole('main').getByRole('button', { name })).toHaveAccessibleDescription('This session is read-only.');
  }
  await tabs.getByRole('link', { name: 'Access' }).click();
  await expect(page.getByRole('button', { name: 'Edit IP access list' })).toHaveAccessibleDescription('This session is read-only.');
  // A dialog that is opened by its address has what is refused in it, too.
  await visit(page, `${new URL(page.url()).pathname}?dialog=rename&on=${(await server.service('pricing dev')).id}`);
  const dialog = page.getByRole('dialog', { name: 'Rename pricing dev' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('not to be');
  await expect(dialog.getByRole('button', { name: 'Rename' })).toHaveAccessibleDescription('This session is read-only.');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  for (const [name, button] of [['stop', 'Stop'], ['delete', 'Delete service']]) {
    await visit(page, `${new URL(page.url()).pathname}?dialog=${name}&on=${(await server.service('pricing dev')).id}`);
    await expect(page.getByRole('dialog').getByRole('button', { name: button, exact: true })).toHaveAccessibleDescription('This session is read-only.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await visit(page, `/organizations/${await server.organization()}/settings?dialog=remove-endpoint&on=vpce-0a1b2c3d4e5f60718`);
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Remove endpoint' })).toHaveAccessibleDescription('This session is read-only.');
  expect(writes(seen)).toEqual([]);
});

test('a read-only session cannot create a service', async ({ page, seen }) => {
  await openServices(page, { readOnly: true });
  await page.getByRole('main').getByRole('link', { name: 'Create service' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('not to be');
  await page.getByRole('combobox', { name: 'Region' }).selectOption('us-east-1');
  const submit = page.getByRole('button', { name: 'Create service' });
  await expect(submit).toHaveAccessibleDescription(/read-only/);
  await submit.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('a read-only session stays read-only after a reload', async ({ page }) => {
  await openServices(page, { readOnly: true });
  await page.reload();
  await expect(page.getByRole('banner').getByText('Read-only')).toBeVisible();
});

test('a read-only key reads and wakes; other writes are refused in words', async ({ page }) => {
  await openServices(page, { key: KEYS.readOnly });
  await (await openMenu(page, 'pricing dev')).getByRole('menuitem', { name: 'Wake' }).click();
  await expect(tray(page)).toContainText('Woken pricing dev');
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expectProblem(dialog, 'status 403', 'control-plane:service:manage', 'roles do not allow');
});
