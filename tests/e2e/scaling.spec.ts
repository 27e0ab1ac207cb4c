// How a service scales: configured beside effective, the API's rules beside the fields, only changes sent.
import type { Locator, Page } from '@playwright/test';
import { expectTold } from './fixtures/audit.ts';
import { KEYS, type Server, expect, expectProblem, openMenu, openService, openServices, signIn, tabTo, test, visit, writes } from './fixtures/console.ts';

/** The bodies of what the page sends to change something. */
function bodies(page: Page): object[] {
  const sent: object[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(JSON.parse(request.postData() ?? 'null'));
  });
  return sent;
}

async function openDialog(page: Page, name: string): Promise<Locator> {
  await openService(page, name, 'Scaling');
  await page.getByRole('main').getByRole('button', { name: 'Scale', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Scale ${name}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

function field(dialog: Locator, name: string): Locator {
  return dialog.getByRole('textbox', { name });
}

function submit(dialog: Locator): Locator {
  return dialog.getByRole('button', { name: 'Scale', exact: true });
}

async function scalingPage(server: Server, name: string): Promise<string> {
  const { id } = await server.service(name);
  return `/organizations/${await server.organization()}/services/${id}/scaling`;
}

test('scaling is offered in the list, and leads to the tab', async ({ page }) => {
  await openServices(page);
  await (await openMenu(page, 'tracking events')).getByRole('menuitem', { name: 'Scale' }).click();
  await expect(page).toHaveURL(/\/scaling\?dialog=scale$/);
  await expect(page.getByRole('dialog', { name: 'Scale tracking events' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('dialog', { name: 'Scale tracking events' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('table', { name: 'Scaling' })).toContainText('horizontal');
});

test('what is configured stands beside what is in effect', async ({ page }) => {
  await openService(page, 'shipments prod', 'Scaling');
  const table = page.getByRole('table', { name: 'Scaling' });
  const row = (name: string) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row('Memory per replica')).toContainText('32–120 GiB');
  await expect(row('Autoscaling mode')).toContainText('vertical');
  await expect(row('Idle scaling').getByRole('cell')).toHaveText(['off', /^off/]);
  const figures = page.getByRole('region', { name: 'What the configuration comes to' });
  await expect(figures).toContainText('96 GiB');
  await expect(figures).toContainText('360 GiB');
});

test('more memory is sent alone, and what follows is said before', async ({ page, server }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page, 'shipments prod');
  await expect(submit(dialog)).toHaveAccessibleDescription('Change something first');
  await field(dialog, 'Maximum memory per replica').fill('180');
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText(/Memory per replica: 32–120 GiB.*becomes 32–180 GiB/);
  await expect(dialog).toContainText('made before they break');
  await expect(dialog).toContainText('At most: 360 → 540 GiB');
  await submit(dialog).click();
  await expect(page.getByText('Scaling changed')).toBeVisible();
  await expect(dialog).toBeHidden();
  expect(sent).toEqual([{ maxReplicaMemoryGb: 180 }]);
  await expect(page.getByRole('table', { name: 'Scaling' })).toContainText('32–180 GiB');
  expect((await server.service('shipments prod'))['maxReplicaMemoryGb']).toBe(180);
});

test('a rule of the API is named beside its field and nothing is sent', async ({ page, seen }) => {
  const dialog = await openDialog(page, 'shipments prod');
  const bad: [string, string, RegExp, string][] = [
    ['Minimum memory per replica', '10', /multiple of 4 between 8 and 356/, '32'],
    ['Maximum memory per replica', '400', /multiple of 4 between 8 and 356/, '120'],
    ['Minimum memory per replica', '180', /not be greater than maxReplicaMemoryGb/, '32'],
    ['Replicas', '51', /between 1 and 50/, '3'],
    ['Replicas', 'three', /whole number/, '3'],
    ['Replicas', '', /Enter a number/, '3'],
  ];
  for (const [name, text, rule, good] of bad) {
    await field(dialog, name).fill(text);
    await expect(field(dialog, name)).toHaveAccessibleDescription(rule);
    await expect(field(dialog, name)).toHaveAttribute('aria-invalid', 'true');
    await expect(submit(dialog)).toHaveAccessibleDescription('Correct what is marked first');
    await page.keyboard.press('Enter');
    await field(dialog, name).fill(good);
    await expect(field(dialog, name)).not.toHaveAttribute('aria-invalid', 'true');
  }
  await dialog.getByRole('checkbox', { name: 'Idle scaling' }).check();
  await field(dialog, 'Idle timeout').fill('4');
  await expect(field(dialog, 'Idle timeout')).toHaveAccessibleDescription(/>= 5 minutes/);
  expect(writes(seen)).toEqual([]);
});

test('a switch to horizontal carries its band, by keyboard alone', async ({ page, server }) => {
  const sent = bodies(page);
  await signIn(page, { at: await scalingPage(server, 'shipments prod') });
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Scale', exact: true }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Scale shipments prod' });
  await expect(dialog.getByRole('radio', { name: 'Vertical' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await tabTo(page, field(dialog, 'Memory per replica'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('64');
  await tabTo(page, field(dialog, 'Maximum replicas'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('6');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Scaling changed')).toBeVisible();
  expect(sent).toEqual([{ autoscalingMode: 'horizontal', minReplicaMemoryGb: 64, maxReplicaMemoryGb: 64, minReplicas: 3, maxReplicas: 6 }]);
  await expect(page.getByRole('table', { name: 'Scaling' })).toContainText('3–6');
  await expect(page.getByRole('main').getByRole('button', { name: 'Scale', exact: true })).toBeFocused();
});

test('a horizontal service goes back with a fixed number', async ({ page }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page, 'tracking events');
  await expect(dialog.getByRole('radio', { name: 'Horizontal' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'Vertical' }).check();
  await field(dialog, 'Replicas').fill('2');
  await submit(dialog).click();
  await expect(dialog).toBeHidden();
  expect(sent).toEqual([{ autoscalingMode: 'vertical', numReplicas: 2 }]);
});

test('turning idling off says what it costs', async ({ page, server }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page, 'pricing dev');
  await dialog.getByRole('checkbox', { name: 'Idle scaling' }).uncheck();
  await expect(dialog.getByRole('status').filter({ hasText: 'charged all day' })).toBeVisible();
  await expect(field(dialog, 'Idle timeout')).toBeHidden();
  await submit(dialog).click();
  await expect(dialog).toBeHidden();
  expect(sent).toEqual([{ idleScaling: false }]);
  expect((await server.service('pricing dev'))['idleScaling']).toBe(false);
});

test('the quota stands beside the replicas, and costs one request on this tab only', async ({ page, seen }) => {
  const dialog = await openDialog(page, 'shipments prod');
  await expect(field(dialog, 'Replicas')).toHaveAccessibleDescription(/Quota: 50 replicas per warehouse, of which its other services take 1/);
  await field(dialog, 'Replicas').fill('50');
  await expect(dialog.getByRole('status').filter({ hasText: '51 replicas, more than the quota of 50' })).toBeVisible();
  await submit(dialog).click();
  await expectProblem(dialog, 'status 400', 'instanceReplicaScalingUpdate');
  await expect(field(dialog, 'Replicas')).toHaveAccessibleDescription(/must not exceed 50/);
  await expect(field(dialog, 'Replicas')).toHaveValue('50');
  await field(dialog, 'Replicas').fill('49');
  await expect(field(dialog, 'Replicas')).not.toHaveAttribute('aria-invalid', 'true');
  expect(seen.calls.filter(({ path }) => path.endsWith('/quotas'))).toHaveLength(1);
});

test('a quota that cannot be read stands in nobody\'s way', async ({ page, server }) => {
  await openService(page, 'shipments prod');
  await server.faults({ error: 1 });
  await page.getByRole('navigation', { name: 'Service' }).getByRole('link', { name: 'Scaling' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Scale', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Scale shipments prod' });
  await expect(field(dialog, 'Replicas')).toHaveAccessibleDescription(/quota could not be read/, { timeout: 20_000 });
});

test('a change by somebody else meanwhile is told and not overwritten', async ({ page, server, seen }) => {
  const dialog = await openDialog(page, 'shipments prod');
  await field(dialog, 'Replicas').fill('5');
  const { id } = await server.service('shipments prod');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}/replicaScaling`, { minReplicaMemoryGb: 64 });
  await submit(dialog).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody else changed');
  await expect(dialog.getByRole('alert')).toContainText(/32–120 GiB.*becomes 64–120 GiB/);
  await expectTold(dialog.getByRole('alert'), 'service_update_autoscaling_memory');
  await expect(dialog.getByRole('alert')).toContainText('demo admin');
  await expect(field(dialog, 'Replicas')).toHaveValue('5');
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take what there is now' }).click();
  await expect(field(dialog, 'Replicas')).toHaveValue('3');
  await expect(field(dialog, 'Minimum memory per replica')).toHaveValue('64');
  await expect(submit(dialog)).toHaveAccessibleDescription('Change something first');
});

test('what is typed survives a reload, tells what changed while it lay, and is sent alone', async ({ page, server }) => {
  const sent = bodies(page);
  const dialog = await openDialog(page, 'shipments prod');
  await field(dialog, 'Replicas').fill('5');
  await field(dialog, 'Maximum memory per replica').fill('400');
  const { id } = await server.service('shipments prod');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}/replicaScaling`, { minReplicaMemoryGb: 64 });
  await page.reload();
  await expect(dialog.getByText('Draft restored')).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText(/32–120 GiB.*becomes 64–120 GiB/);
  await expect(field(dialog, 'Maximum memory per replica')).toHaveValue('400');
  await expect(field(dialog, 'Maximum memory per replica')).toHaveAccessibleDescription(/multiple of 4/);
  await field(dialog, 'Maximum memory per replica').fill('120');
  await field(dialog, 'Minimum memory per replica').fill('64');
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText(/Replicas: 3.*becomes 5/);
  await dialog.getByText('Equivalent command').click();
  await expect(dialog.getByRole('tabpanel')).toContainText('{"numReplicas": 5}');
  await submit(dialog).click();
  await expect(dialog).toBeHidden();
  expect(sent).toEqual([{ numReplicas: 5 }]);
  await page.getByRole('main').getByRole('button', { name: 'Scale', exact: true }).click();
  await expect(dialog.getByText('Draft restored')).toBeHidden();
  await expect(field(dialog, 'Replicas')).toHaveValue('5');
});

test('a failed change keeps the input', async ({ page, server }) => {
  const dialog = await openDialog(page, 'shipments prod');
  await field(dialog, 'Replicas').fill('4');
  await server.faults({ error: 1 });
  await submit(dialog).click();
  await expectProblem(dialog, /status 5\d\d/);
  await expect(field(dialog, 'Replicas')).toHaveValue('4');
  await server.faults({});
  await submit(dialog).click();
  await expect(dialog).toBeHidden();
});

test('neither a read-only session nor a read-only key scales', async ({ page, server, seen }) => {
  const at = await scalingPage(server, 'shipments prod');
  await signIn(page, { at, readOnly: true });
  await expect(page.getByRole('main').getByRole('button', { name: 'Scale', exact: true })).toHaveAccessibleDescription('This session is read-only.');
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(writes(seen)).toEqual([]);
  await signIn(page, { at, key: KEYS.readOnly });
  await visit(page, `${at}?dialog=scale`);
  const dialog = page.getByRole('dialog', { name: 'Scale shipments prod' });
  await field(dialog, 'Replicas').fill('5');
  await submit(dialog).click();
  await expectProblem(dialog, 'status 403', 'roles do not allow');
});
