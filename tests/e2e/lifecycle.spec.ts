// Start, stop, wake, delete: what is offered, refused, followed and told.
import { expect, expectProblem, goToServices, openMenu, openServices, row, signIn, test, tray, writes } from './fixtures/console.ts';

test('a service is stopped, started and shown as it changes', async ({ page, server }) => {
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop tracking events?' });
  await expect(dialog).toContainText('Connections are closed');
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog).toBeHidden();
  await expect(tray(page)).toContainText('Stopped tracking events');
  await expect(row(page, 'tracking events')).toContainText('stopped');
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(tray(page)).toContainText('Started tracking events');
  await expect(row(page, 'tracking events')).toContainText('running');
  expect((await server.service('tracking events')).state).toBe('running');
});

test('an idle service is woken', async ({ page }) => {
  await openServices(page);
  await (await openMenu(page, 'pricing dev')).getByRole('menuitem', { name: 'Wake' }).click();
  await expect(tray(page)).toContainText('Woken pricing dev');
  await expect(row(page, 'pricing dev')).toContainText('running');
});

test('cancelling a stop sends nothing', async ({ page, seen }) => {
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  await expect(page).toHaveURL(/dialog=stop/);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).not.toHaveURL(/dialog/);
  expect(writes(seen)).toEqual([]);
});

test('Back closes a dialog and a reload shows it again', async ({ page }) => {
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Rename' }).click();
  await expect(page.getByRole('dialog', { name: 'Rename tracking events' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('dialog', { name: 'Rename tracking events' })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toHaveValue('tracking events');
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row(page, 'tracking events')).toBeVisible();
});

test('what the state does not allow stays visible with the reason', async ({ page, seen }) => {
  await openServices(page);
  const menu = await openMenu(page, 'customs archive');
  const stop = menu.getByRole('menuitem', { name: 'Stop', exact: true });
  await expect(stop).toHaveAccessibleDescription('The service is already stopped.');
  await stop.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Escape');
  const primary = await openMenu(page, 'shipments prod');
  await expect(primary.getByRole('menuitem', { name: 'Stop', exact: true })).toHaveAccessibleDescription(/neither stopped nor deleted while it has secondaries/);
  expect(writes(seen)).toEqual([]);
});

test('a stop of a primary that is opened by its address is held while it has secondaries', async ({ page, server, seen }) => {
  const { id } = await server.service('shipments prod');
  await signIn(page, { at: `/organizations/${await server.organization()}/services/${id}/settings?dialog=stop&on=${id}` });
  const stop = page.getByRole('dialog', { name: 'Stop shipments prod?' }).getByRole('button', { name: 'Stop', exact: true });
  await expect(stop).toHaveAccessibleDescription(/neither stopped nor deleted while it has secondaries/);
  await stop.click({ force: true });
  expect(writes(seen)).toEqual([]);
});

test('a refused stop says why in its dialog', async ({ page, server }) => {
  const service = await server.create('refuse-stop one');
  await server.setState(service, 'running');
  await openServices(page);
  await (await openMenu(page, service.name)).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expectProblem(dialog, 'failed', 'status 409', 'instanceStateUpdate');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, service.name)).toContainText('running');
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
});

test('a refused start is a message that stays', async ({ page, server }) => {
  const service = await server.create('refuse-start one');
  await server.setState(service, 'stopped');
  await openServices(page);
  await (await openMenu(page, service.name)).getByRole('menuitem', { name: 'Start', exact: true }).click();
  const messages = page.getByRole('region', { name: 'Messages' });
  await expectProblem(messages, 'status 409');
  await messages.getByRole('button', { name: 'Dismiss' }).click();
  await expect(messages.getByRole('alert')).toHaveCount(0);
});

test('a start that fails later is told in the tray', async ({ page, server }) => {
  const service = await server.create('fail start one');
  await server.setState(service, 'stopped');
  await openServices(page);
  await (await openMenu(page, service.name)).getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(tray(page).getByRole('alert')).toContainText('did not end as expected');
  await expect(tray(page).getByRole('alert')).toContainText('failed');
  await tray(page).getByRole('button', { name: `Dismiss ${service.name}` }).click();
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
});

test('a delete needs the typed name, then stops, waits and deletes', async ({ page, seen, server }) => {
  await openServices(page);
  const { id } = await server.service('tracking events');
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete tracking events?' });
  await expect(dialog).toContainText('it is stopped first');
  const confirm = dialog.getByRole('button', { name: 'Delete service' });
  await expect(confirm).toHaveAccessibleDescription('Type tracking events first');
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('tracking event');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('tracking events');
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(tray(page)).toContainText('Deleted tracking events', { timeout: 20_000 });
  await expect(row(page, 'tracking events')).toHaveCount(0);
  // The row that had the focus is gone.
  await expect(page.getByRole('button', { name: 'Actions for shipments reporting', exact: true })).toBeFocused();
  expect(writes(seen).map(({ method, path }) => `${method} ${path.split(id)[1]}`)).toEqual(['PATCH /state', 'DELETE ']);
  expect((await server.services()).map(({ name }) => name)).not.toContain('tracking events');
});

test('the deletion of a primary leads to its secondaries first, each asked about by itself', async ({ page, server, seen }) => {
  const primary = await server.service('shipments prod');
  const all = await server.services();
  const others = all.filter((one) => one.dataWarehouseId === primary.dataWarehouseId && one.id !== primary.id);
  expect(others.length).toBeGreaterThan(0);
  await signIn(page, { at: `/organizations/${await server.organization()}/services/${primary.id}/settings` });
  await page.getByRole('main').getByRole('button', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete shipments prod?' });
  const list = dialog.getByRole('list', { name: 'Secondaries' });
  await expect(list.getByRole('listitem')).toHaveCount(others.length);
  const confirm = dialog.getByRole('button', { name: 'Delete service' });
  await expect(confirm).toHaveAccessibleDescription('Delete its secondaries first.');
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  for (const { id, name } of others) {
    await expect(list.getByRole('link', { name })).toHaveAttribute('href', new RegExp(`/services/${id}/`));
    await list.getByRole('button', { name: `Delete ${name}` }).click();
    const its = page.getByRole('dialog', { name: `Delete ${name}?` });
    await its.getByRole('textbox', { name: /to confirm/ }).fill(name);
    await its.getByRole('button', { name: 'Delete service' }).click();
    // Back at the primary's question, which waits until it is gone.
    await expect(dialog).toBeVisible();
    await expect(tray(page)).toContainText(`Deleted ${name}`, { timeout: 20_000 });
  }
  await expect(dialog.getByRole('textbox', { name: /to confirm/ })).toHaveValue('');
  await dialog.getByRole('textbox', { name: /to confirm/ }).fill('shipments prod');
  await confirm.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await expect(tray(page)).toContainText('Deleted shipments prod', { timeout: 20_000 });
  expect(writes(seen).filter(({ method }) => method === 'DELETE')).toHaveLength(others.length + 1);
});

test('a refused delete says why and waits to be continued', async ({ page, server }) => {
  const service = await server.create('refuse-delete one');
  await server.setState(service, 'stopped');
  await openServices(page);
  await (await openMenu(page, service.name)).getByRole('menuitem', { name: 'Delete service' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(service.name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete service' }).click();
  // Only after a stop of its own does the console take a conflict for the API's lag.
  await expect(tray(page).getByRole('alert')).toContainText(/CONFLICT/);
  await expect(tray(page).getByRole('alert')).toContainText('request');
  await expect(tray(page).getByRole('button', { name: 'Continue' })).toBeVisible();
  await expect(row(page, service.name)).toContainText('stopped');
});

test('a conflict right after the stop is looked at again, and the deletion goes on', async ({ page, seen, server }) => {
  const { id } = await server.service('tracking events');
  let conflicts = 0;
  await page.route(`**/services/${id}`, (route) => {
    if (route.request().method() !== 'DELETE' || conflicts > 0) return route.continue();
    conflicts += 1;
    return route.fulfill({ status: 409, json: { error: 'CONFLICT: not stopped yet' } });
  });
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Delete service' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('tracking events');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete service' }).click();
  await expect(tray(page)).toContainText('Deleted tracking events', { timeout: 20_000 });
  expect(writes(seen).map(({ method, path }) => `${method} ${path.split(id)[1]}`)).toEqual(['PATCH /state', 'DELETE ', 'DELETE ']);
});

test.describe('over time', () => {
  test.use({ flags: '--rate-limit off --speed 1' });

  test('progress stays in sight across pages and a reload', async ({ page, server }) => {
    await openServices(page);
    await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await expect(tray(page)).toContainText('Stopping tracking events');
    await expect(tray(page)).toContainText(/stopping · \d+ s/);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
    await expect(page.getByText('Needs attention')).toBeVisible();
    await expect(tray(page)).toContainText('Stopping tracking events');
    await page.reload();
    await expect(tray(page)).toContainText('Stopping tracking events');
    await goToServices(page);
    const menu = await openMenu(page, 'tracking events');
    await expect(menu.getByRole('menuitem', { name: 'Start', exact: true })).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Escape');
    await server.advance(60);
    await expect(tray(page)).toContainText('Stopped tracking events');
    await expect(row(page, 'tracking events')).toContainText('stopped');
  });

  test('a delete interrupted by a reload sends nothing until it is continued', async ({ page, server, seen }) => {
    await signIn(page);
    await goToServices(page);
    await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Delete service' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('tracking events');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete service' }).click();
    await expect(tray(page)).toContainText(/stopping · /);
    await page.reload();
    await expect(tray(page)).toContainText('Interrupted by a reload. Nothing more was sent.');
    await server.advance(60);
    expect(writes(seen)).toHaveLength(1);
    await tray(page).getByRole('button', { name: 'Continue' }).click();
    await expect(tray(page)).toContainText(/terminating · /);
    await server.advance(60);
    await expect(tray(page)).toContainText('Deleted tracking events');
    await expect(row(page, 'tracking events')).toHaveCount(0);
  });
});
