// What other specs leave open of the acts on services and organizations: by keyboard alone, on a narrow screen, with a
// second tab at work.
import type { Locator, Page } from '@playwright/test';
import { expect, openServices, row, signIn, tabTo, test, visit, writes } from './fixtures/console.ts';

/** Goes to an element of the page and presses it, without a mouse. */
async function press(page: Page, target: Locator) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

async function at(server: import('./fixtures/server.ts').Server, name: string, tab: string): Promise<string> {
  const { id } = await server.service(name);
  return `/organizations/${await server.organization()}/services/${id}/${tab}`;
}

test.describe('by keyboard alone', () => {
  test('a service is created', async ({ page, server }) => {
    await signIn(page, { at: `/organizations/${await server.organization()}/services/new` });
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type('typed only');
    // The first field that is missing something gets the focus.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Region' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await press(page, page.getByRole('button', { name: 'Create service' }));
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('checkbox', { name: 'I have stored it' })).toBeVisible();
    await tabTo(page, dialog.getByRole('checkbox', { name: 'I have stored it' }));
    await page.keyboard.press('Space');
    await press(page, dialog.getByRole('button', { name: 'Done' }));
    await expect(page.getByRole('heading', { level: 1, name: 'typed only' })).toBeVisible();
    expect((await server.service('typed only')).name).toBe('typed only');
  });

  test('tags, channel and access list are changed', async ({ page, server }) => {
    await signIn(page, { at: await at(server, 'customs archive', 'settings') });
    const main = page.getByRole('main');
    const dialog = page.getByRole('dialog');

    await press(page, main.getByRole('button', { name: 'Edit tags' }));
    await press(page, dialog.getByRole('button', { name: 'Add tag' }));
    await expect(dialog.getByRole('textbox', { name: /^Key/ }).last()).toBeFocused();
    await page.keyboard.type('team');
    await page.keyboard.press('Tab');
    await page.keyboard.type('customs');
    await press(page, dialog.getByRole('button', { name: 'Apply changes' }));
    await expect(dialog).toBeHidden();
    await expect(main.getByRole('button', { name: 'Edit tags' })).toBeFocused();

    await press(page, main.getByRole('button', { name: 'Change channel' }));
    await tabTo(page, dialog.getByRole('radio', { checked: true }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(main.getByRole('button', { name: 'Change channel' })).toBeFocused();

    await visit(page, await at(server, 'customs archive', 'access'));
    await press(page, main.getByRole('button', { name: 'Edit IP access list' }));
    await press(page, dialog.getByRole('button', { name: 'Add entry' }));
    await expect(dialog.getByRole('textbox', { name: /^Source/ }).last()).toBeFocused();
    await page.keyboard.type('192.0.2.44');
    await press(page, dialog.getByRole('button', { name: 'Apply changes' }));
    await expect(dialog).toBeHidden();

    const now = await server.service('customs archive');
    expect(now['tags']).toContainEqual({ key: 'team', value: 'customs' });
    expect(now['releaseChannel']).not.toBe('default');
    expect((now['ipAccessList'] as { source: string }[]).map(({ source }) => source)).toContain('192.0.2.44');
  });

  test('a service is deleted, with its name typed', async ({ page, server }) => {
    await signIn(page, { at: await at(server, 'customs archive', 'settings') });
    await press(page, page.getByRole('main').getByRole('button', { name: 'Delete service' }));
    const dialog = page.getByRole('dialog', { name: 'Delete customs archive?' });
    await tabTo(page, dialog.getByRole('textbox'));
    await page.keyboard.type('customs archive');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Operations' })).toContainText('Deleted customs archive', { timeout: 30_000 });
    expect((await server.services()).map(({ name }) => name)).not.toContain('customs archive');
  });

  test('the organization is renamed, and an endpoint removed', async ({ page, server }) => {
    const id = await server.organization();
    await signIn(page, { at: `/organizations/${id}/settings` });
    const main = page.getByRole('main');
    const dialog = page.getByRole('dialog');
    await press(page, main.getByRole('button', { name: 'Rename' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Southwind Freight');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('banner')).toContainText('Southwind Freight');
    await press(page, main.getByRole('button', { name: 'Remove vpce-0f9e8d7c6b5a40312' }));
    await page.keyboard.type('vpce-0f9e8d7c6b5a40312');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    const { name, privateEndpoints } = await server.api<{ name: string; privateEndpoints: object[] }>('GET', `/organizations/${id}`);
    expect(name).toBe('Southwind Freight');
    expect(privateEndpoints).toHaveLength(1);
  });

  test('selected services get a tag', async ({ page, server }) => {
    await openServices(page);
    await tabTo(page, row(page, 'customs archive').getByRole('checkbox'));
    await page.keyboard.press('Space');
    await press(page, page.getByRole('button', { name: /^Add tag/ }));
    const dialog = page.getByRole('dialog', { name: /^Add tag/ });
    await tabTo(page, dialog.getByRole('textbox').first());
    await page.keyboard.type('owner=customs');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await server.service('customs archive'))['tags']).toContainEqual({ key: 'owner', value: 'customs' });
  });
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  async function expectNoSideways(page: Page) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
  }

  test('a service is found, scaled, stopped and started', async ({ page, server }) => {
    await signIn(page, { at: `/organizations/${await server.organization()}/services` });
    await page.getByRole('link', { name: 'pricing dev', exact: true }).click();
    await page.getByRole('navigation', { name: 'Service' }).getByRole('link', { name: 'Scaling' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Scale', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Scale pricing dev' });
    await dialog.getByRole('textbox', { name: 'Maximum memory per replica' }).fill('32');
    await expectNoSideways(page);
    await dialog.getByText('Equivalent command').click();
    await expect(dialog.getByRole('tabpanel')).toContainText('curl');
    await expectNoSideways(page);
    await dialog.getByRole('button', { name: 'Scale', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Scaling' })).toContainText('8–32 GiB');
    await page.getByRole('main').getByRole('button', { name: 'Wake', exact: true }).click();
    await expect(page.getByRole('main').getByText('running', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
    await expectNoSideways(page);
  });

  test('the organization and the settings of a service are changed', async ({ page, server }) => {
    await signIn(page, { at: `/organizations/${await server.organization()}/settings` });
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Disable core dumps' }).click();
    await expectNoSideways(page);
    await dialog.getByRole('button', { name: 'Disable core dumps' }).click();
    await expect(page.getByRole('button', { name: 'Enable core dumps' })).toBeVisible();
    await visit(page, await at(server, 'customs archive', 'settings'));
    await page.getByRole('main').getByRole('button', { name: 'Enable MySQL' }).click();
    await expectNoSideways(page);
    await dialog.getByRole('button', { name: 'Enable MySQL' }).click();
    await expect(page.getByRole('main').getByRole('button', { name: 'Disable MySQL' })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Reset password' }).click();
    await expectNoSideways(page);
    await dialog.getByRole('button', { name: 'Reset password' }).click();
    await expect(page.getByRole('dialog', { name: 'New password of customs archive' })).toContainText('shown this once');
    await expectNoSideways(page);
  });
});

test.describe('with a second tab', () => {
  test('the draft of one tab is not the draft of the other, and the later one is told', async ({ page, context, server, seen }) => {
    const path = await at(server, 'shipments prod', 'scaling');
    const replicas = (tab: Page) => tab.getByRole('dialog').getByRole('textbox', { name: 'Replicas' });
    const scale = (tab: Page) => tab.getByRole('dialog').getByRole('button', { name: 'Scale', exact: true });
    await signIn(page, { at: `${path}?dialog=scale` });
    await replicas(page).fill('5');
    const other = await context.newPage();
    await signIn(other, { at: `${path}?dialog=scale` });
    await expect(replicas(other)).toHaveValue('3');
    await replicas(other).fill('4');
    await scale(other).click();
    await expect(other.getByRole('dialog')).toBeHidden();
    await scale(page).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/Replicas: 3.*becomes 4/);
    await expect(replicas(page)).toHaveValue('5');
    expect(writes(seen)).toEqual([]);
    await scale(page).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    expect((await server.service('shipments prod'))['numReplicas']).toBe(5);
  });

  test('what one tab deletes is gone in the other, and nothing is sent for it', async ({ page, context, server, seen }) => {
    await signIn(page, { at: `${await at(server, 'customs archive', 'settings')}?dialog=tags` });
    await page.getByRole('dialog').getByRole('button', { name: 'Add tag' }).click();
    await expect(page.getByRole('dialog').getByRole('textbox', { name: /^Key/ }).last()).toBeFocused();
    await page.keyboard.type('late');
    const other = await context.newPage();
    await openServices(other);
    await other.getByRole('button', { name: 'Actions for customs archive', exact: true }).click();
    await other.getByRole('menuitem', { name: 'Delete service' }).click();
    const asks = other.getByRole('dialog', { name: 'Delete customs archive?' });
    await asks.getByRole('textbox').fill('customs archive');
    await asks.getByRole('button', { name: 'Delete service' }).click();
    await expect(other.getByRole('region', { name: 'Operations' })).toContainText('Deleted customs archive', { timeout: 30_000 });
    await page.getByRole('dialog').getByRole('button', { name: 'Apply changes' }).click();
    await expect(page.getByRole('dialog').getByRole('alert').or(page.getByRole('heading', { name: 'Service not found' })).first()).toBeVisible();
    expect(writes(seen)).toEqual([]);
  });
});
