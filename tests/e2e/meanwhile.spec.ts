// Two writers: what was asked about is read again just before the answer is acted upon.
import type { Locator, Page } from '@playwright/test';
import { expectTold } from './fixtures/audit.ts';
import { type Server, expect, openMenu, openService, openServices, row, signIn, test, tray, writes } from './fixtures/console.ts';

/** What somebody else does meanwhile, behind this console's back. */
async function elsewhere(server: Server, name: string, method: string, path: string, body?: object) {
  const { id } = await server.service(name);
  await server.api(method, `/organizations/${await server.organization()}/services/${id}${path}`, body);
}

async function expectMeanwhile(dialog: Locator, line: RegExp) {
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText('Nothing was sent');
  await expect(alert.getByRole('region', { name: 'Otherwise now' })).toContainText(line);
  return alert;
}

test('a stop of a service that was stopped meanwhile is told by whom, and not sent', async ({ page, server, seen }) => {
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop tracking events?' });
  await elsewhere(server, 'tracking events', 'PATCH', '/state', { command: 'stop' });
  await server.advance(120);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  const alert = await expectMeanwhile(dialog, /State.*running.*stopped/);
  await expectTold(alert, 'service_stop');
  await expect(alert).toContainText('demo admin');
  await expect(dialog.getByRole('button', { name: 'Stop' })).toHaveAccessibleDescription(/already stopped/);
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, 'tracking events')).toContainText('stopped');
});

test('a service with another name is stopped only once that was seen', async ({ page, server, seen }) => {
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Stop', exact: true }).click();
  await elsewhere(server, 'tracking events', 'PATCH', '', { name: 'billing live' });
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop billing live?' });
  await expectTold(await expectMeanwhile(dialog, /Name.*tracking events.*billing live/), 'service_update_name');
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog).toBeHidden();
  await expect(tray(page)).toContainText('Stopped billing live');
  expect(writes(seen)).toHaveLength(1);
});

test('a start asks only where the service is otherwise than on view', async ({ page, server, seen }) => {
  await openServices(page);
  await elsewhere(server, 'customs archive', 'PATCH', '', { name: 'customs vault' });
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Start customs/ });
  await expectMeanwhile(dialog, /Name.*customs archive.*customs vault/);
  await expect(dialog).toContainText('Compute is billed');
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(tray(page)).toContainText('Started customs vault');
  expect(writes(seen)).toHaveLength(1);
});

test('a service that is awake already is not woken', async ({ page, server, seen }) => {
  await openServices(page);
  await elsewhere(server, 'pricing dev', 'PATCH', '/state', { command: 'awake' });
  await server.advance(120);
  await (await openMenu(page, 'pricing dev')).getByRole('menuitem', { name: 'Wake' }).click();
  const dialog = page.getByRole('dialog', { name: 'Wake pricing dev?' });
  await expectTold(await expectMeanwhile(dialog, /State.*idle.*running/), 'service_awaken');
  await expect(dialog.getByRole('button', { name: 'Wake' })).toHaveAttribute('aria-disabled', 'true');
  expect(writes(seen)).toEqual([]);
});

test('a service that is gone is said to be, and its deletion sends nothing', async ({ page, server, seen }) => {
  await openServices(page);
  await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete customs archive?' });
  await dialog.getByRole('textbox').fill('customs archive');
  await elsewhere(server, 'customs archive', 'DELETE', '');
  await server.advance(600);
  await dialog.getByRole('button', { name: 'Delete service' }).click();
  await expectTold(await expectMeanwhile(dialog, /State.*stopped.*gone/), 'service_delete');
  await expect(dialog.getByRole('button', { name: 'Delete service' })).toHaveAccessibleDescription('The service is gone.');
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, 'customs archive')).toHaveCount(0);
});

test('a deletion of a service that somebody started meanwhile asks again', async ({ page, server, seen }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete customs archive?' });
  await dialog.getByRole('textbox').fill('customs archive');
  await elsewhere(server, 'customs archive', 'PATCH', '/state', { command: 'start' });
  await server.advance(120);
  await dialog.getByRole('button', { name: 'Delete service' }).click();
  await expectTold(await expectMeanwhile(dialog, /State.*stopped.*running or idle/), 'service_start');
  await expect(dialog).toContainText('it is stopped first');
  await expect(dialog.getByRole('textbox')).toHaveValue('customs archive');
  expect(writes(seen)).toEqual([]);
});

test('a password is not reset of a service that was renamed, until that was seen', async ({ page, server, seen }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Reset password' }).click();
  await elsewhere(server, 'customs archive', 'PATCH', '', { name: 'billing live' });
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reset the password of billing live?' });
  await expectTold(await expectMeanwhile(dialog, /Name.*customs archive.*billing live/), 'service_update_name');
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expect(page.getByRole('dialog', { name: 'New password of billing live' })).toContainText('shown this once');
});

test('an endpoint that a service uses meanwhile is not removed before that was seen', async ({ page, server, seen }) => {
  const organization = await server.organization();
  await signIn(page, { at: `/organizations/${organization}/settings` });
  await page.getByRole('button', { name: 'Remove vpce-0f9e8d7c6b5a40312' }).click();
  const dialog = page.getByRole('dialog', { name: /vpce-0f9e8d7c6b5a40312/ });
  await expect(dialog).toContainText('No service uses it.');
  await dialog.getByRole('textbox').fill('vpce-0f9e8d7c6b5a40312');
  await elsewhere(server, 'shipments prod', 'PATCH', '', { privateEndpointIds: { add: ['vpce-0f9e8d7c6b5a40312'], remove: [] } });
  await dialog.getByRole('button', { name: 'Remove endpoint' }).click();
  const alert = await expectMeanwhile(dialog, /Used by.*no service.*shipments prod/);
  await expectTold(alert, 'service_update_private_endpoints');
  await expect(dialog).toContainText('lose the connection to shipments prod');
  expect(writes(seen)).toEqual([]);
  await server.api('PATCH', `/organizations/${organization}`, {
    privateEndpoints: { remove: [{ id: 'vpce-0f9e8d7c6b5a40312', cloudProvider: 'aws', region: 'us-east-1' }] },
  });
  await dialog.getByRole('button', { name: 'Remove endpoint' }).click();
  await expectMeanwhile(dialog, /Endpoint.*in the organization.*gone/);
  await expect(dialog.getByRole('button', { name: 'Remove endpoint' })).toHaveAccessibleDescription('The endpoint is gone.');
  expect(writes(seen)).toEqual([]);
});

test.describe('a deletion under way', () => {
  test.use({ flags: '--rate-limit off --speed 1' });

  async function begin(page: Page) {
    await openServices(page);
    await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Delete service' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('tracking events');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete service' }).click();
    await expect(tray(page)).toContainText(/stopping · /);
  }

  test('stops where somebody renames the service, and goes on if told to', async ({ page, server, seen }) => {
    await begin(page);
    await elsewhere(server, 'tracking events', 'PATCH', '', { name: 'billing live' });
    await server.advance(60);
    await expect(tray(page).getByRole('alert')).toContainText('tracking events is called billing live now');
    expect(writes(seen)).toHaveLength(1);
    await tray(page).getByRole('button', { name: 'Continue' }).click();
    await expect(tray(page)).toContainText(/terminating · /);
  });
});

test('the commands of a service are shown without doing anything', async ({ page, server, seen }) => {
  await openService(page, 'tracking events');
  const { id } = await server.service('tracking events');
  await page.getByRole('button', { name: 'More actions for tracking events' }).click();
  await page.getByRole('menuitem', { name: 'Show commands' }).click();
  const dialog = page.getByRole('dialog', { name: 'Commands for tracking events' });
  const panel = dialog.getByRole('tabpanel');
  await dialog.getByRole('tab', { name: 'clickhousectl' }).click();
  for (const act of ['Start', 'Wake', 'Stop']) {
    await dialog.getByRole('radio', { name: act }).check();
    await expect(panel).toContainText(`service ${act.toLowerCase()} ${id}`);
  }
  await dialog.getByRole('radio', { name: 'Delete' }).check();
  await expect(panel).toContainText(`service delete ${id}`);
  await expect(panel).toContainText('--force');
  await dialog.getByRole('tab', { name: 'curl' }).click();
  await expect(panel).toContainText('"command": "stop"');
  await expect(panel).toContainText('curl --request DELETE');
  await dialog.getByRole('tab', { name: 'Terraform' }).click();
  await expect(panel).toContainText('taken out of the configuration');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(dialog).toBeHidden();
  expect(writes(seen)).toEqual([]);
});

test('a bulk run is one script, live as it is told', async ({ page, seen }) => {
  await openServices(page);
  for (const name of ['tracking events', 'customs archive']) await row(page, name).getByRole('checkbox').check();
  await page.getByRole('button', { name: /^Add tag/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Add tag/ });
  await dialog.getByText('Equivalent command').click();
  await expect(dialog).toContainText('as soon as something can be sent');
  await dialog.getByRole('textbox').fill("owner=customs");
  const panel = dialog.getByRole('tabpanel');
  await dialog.getByRole('tab', { name: 'curl' }).click();
  await expect(panel).toContainText('#!/usr/bin/env bash');
  await expect(panel).toContainText('# tracking events');
  await expect(panel).toContainText('# customs archive');
  await expect(panel).toContainText('"value": "customs"');
  await dialog.getByRole('tab', { name: 'Terraform' }).click();
  await expect(panel).toContainText('as a whole');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: /^Stop 1 of 2/ }).click();
  const stop = page.getByRole('dialog', { name: /^Stop/ });
  await stop.getByText('Equivalent command').click();
  await stop.getByRole('tab', { name: 'clickhousectl' }).click();
  await expect(stop.getByRole('tabpanel')).toContainText('service stop');
  expect(writes(seen)).toEqual([]);
});
