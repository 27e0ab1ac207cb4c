// What every list offers, on the list of services: filter tokens, views, columns, export, selection and bulk runs.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, expectProblem, openMenu, openServices, row, signIn, table, test, writes } from './fixtures/console.ts';

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
const names = (page: Page) => table(page).getByRole('row').getByRole('link').allTextContents();
const select = (page: Page, name: string) => table(page).getByRole('checkbox', { name: `Select ${name}`, exact: true });
const bar = (page: Page) => page.getByRole('group', { name: 'Selected rows' });

async function tool(page: Page, name: string) {
  await page.getByRole('search').getByRole('button', { name, exact: true }).click();
  const panel = page.getByRole('dialog', { name, exact: true });
  await expect(panel).toBeVisible();
  return panel;
}

async function downloaded(page: Page, format: string): Promise<string> {
  const panel = await tool(page, 'Export');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: `Download ${format}`, exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^services-\d{4}-\d\d-\d\d\.\w+$/);
  await page.keyboard.press('Escape');
  return readFile(await file.path(), 'utf8');
}

test('a token is completed by keyboard, becomes a chip and can be taken off', async ({ page, server }) => {
  await openServices(page);
  const idle = (await server.services()).filter(({ state }) => state === 'idle').map(({ name }) => name);
  await filter(page).focus();
  await page.keyboard.type('sta');
  await expect(page.getByRole('option', { name: 'state:' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'state:' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(filter(page)).toHaveValue('state:');
  await page.keyboard.type('id');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const remove = page.getByRole('button', { name: 'Remove filter state:idle' });
  await expect(remove).toBeVisible();
  await expect(filter(page)).toHaveValue('');
  await expect(filter(page)).toBeFocused();
  await expect(page).toHaveURL(/filter=state(:|%3A)idle/);
  expect((await names(page)).sort()).toEqual(idle.sort());
  await page.reload();
  await expect(remove).toBeVisible();
  await expect(table(page).getByRole('link')).toHaveCount(idle.length);
  await remove.click();
  await expect(page).not.toHaveURL(/filter/);
});

test('tokens compare numbers and times, negate and quote', async ({ page, server }) => {
  await openServices(page);
  const services = await server.services();
  await filter(page).fill('-state:running,idle ');
  const others = services.filter(({ state }) => state !== 'running' && state !== 'idle');
  await expect(table(page).getByRole('link')).toHaveCount(others.length);
  await filter(page).fill('memory:>=32 name:"tracking events" ');
  await expect(page.getByRole('button', { name: 'Remove filter name:"tracking events"' })).toBeVisible();
  await filter(page).press('Backspace');
  await expect(filter(page)).toHaveValue('name:"tracking events"');
});

test('a token that cannot be used is told and hides nothing', async ({ page }) => {
  await openServices(page);
  await filter(page).fill('memory:>=much ');
  await expect(page.getByText('memory wants a number')).toBeVisible();
  await expect(table(page).getByRole('row')).toHaveCount(7);
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(page.getByText('memory wants a number')).toHaveCount(0);
});

test('columns are chosen, stay chosen and are reset', async ({ page }) => {
  await openServices(page);
  const header = (name: string) => table(page).getByRole('columnheader', { name, exact: true });
  const panel = await tool(page, 'Columns');
  await panel.getByRole('checkbox', { name: 'Tags' }).check();
  await panel.getByRole('checkbox', { name: 'Version' }).uncheck();
  await expect(header('Tags')).toBeVisible();
  await expect(header('Version')).toHaveCount(0);
  await expect(page).toHaveURL(/columns=name/);
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' }).click();
  await expect(header('Tags')).toBeVisible();
  await (await tool(page, 'Columns')).getByRole('button', { name: 'Reset columns' }).click();
  await expect(header('Version')).toBeVisible();
  await expect(header('Tags')).toHaveCount(0);
  await expect(page).not.toHaveURL(/columns=/);
});

test('a view is kept under a name, over a reload', async ({ page }) => {
  await openServices(page);
  await filter(page).fill('state:idle ');
  await table(page).getByRole('columnheader', { name: 'Region' }).getByRole('button').click();
  const panel = await tool(page, 'Views');
  await panel.getByRole('textbox', { name: 'Name of this view' }).fill('sleeping');
  await panel.getByRole('button', { name: 'Save view' }).click();
  await panel.getByRole('button', { name: 'Default view' }).click();
  await expect(page).not.toHaveURL(/filter|sort/);
  await expect(table(page).getByRole('row')).toHaveCount(7);
  await page.reload();
  await expect(table(page)).toBeVisible();
  await (await tool(page, 'Views')).getByRole('button', { name: 'sleeping', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Remove filter state:idle' })).toBeVisible();
  await expect(page).toHaveURL(/sort=region/);
  await (await tool(page, 'Views')).getByRole('button', { name: 'Remove view sleeping' }).click();
  await expect(page.getByRole('list', { name: 'Saved views' }).getByRole('listitem')).toHaveCount(0);
});

test('what is exported is what is shown', async ({ page, server }) => {
  await server.create('a-b');
  await openServices(page);
  await table(page).getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  const shown = await names(page);
  const csv = (await downloaded(page, 'CSV')).split('\r\n');
  expect(csv[0]).toBe('Name,State,Region,Size per replica,Replicas,Version,Idles after,Access,Created');
  expect(csv.slice(1, -1).map((line) => line.split(',')[0])).toEqual(shown);
  await filter(page).fill('customs');
  const json = JSON.parse(await downloaded(page, 'JSON')) as Record<string, unknown>[];
  expect(json.map(({ name }) => name)).toEqual(['customs archive']);
  const { minReplicaMemoryGb, maxReplicaMemoryGb } = (await server.services()).find(({ name }) => name === 'shipments prod')!;
  expect(minReplicaMemoryGb).not.toEqual(maxReplicaMemoryGb);
  await filter(page).fill('shipments prod');
  const [prod] = (JSON.parse(await downloaded(page, 'JSON')) as Record<string, unknown>[]).filter(({ name }) => name === 'shipments prod');
  expect(prod!.memory).toEqual({ min: minReplicaMemoryGb, max: maxReplicaMemoryGb });
  await filter(page).fill('customs');
  expect((await downloaded(page, 'JSON Lines')).trim().split('\n')).toHaveLength(1);
  expect(await downloaded(page, 'Markdown')).toContain('| customs archive |');
});

test('a row copies its id and its columns', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-write']);
  const { id } = await server.service('customs archive');
  await openServices(page);
  const pasted = async (entry: string) => {
    await (await openMenu(page, 'customs archive')).getByRole('menuitem', { name: entry }).click();
    await expect(page.getByText('Copied').last()).toBeVisible();
    await filter(page).fill('');
    await filter(page).press('ControlOrMeta+v');
    return filter(page);
  };
  await expect(await pasted('Copy ID')).toHaveValue(id);
  await expect(await pasted('Copy endpoint')).toHaveValue(/^https:\/\/[\w.-]+:8443$/);
  await filter(page).fill('');
  await expect(await pasted('Copy as JSON')).toHaveValue(new RegExp(`"id":"${id}"`));
});

test('many services are stopped, and who may not is left out with its reason', async ({ page, server, seen }) => {
  await openServices(page);
  const services = await server.services();
  await table(page).getByRole('checkbox', { name: 'Select all rows shown' }).check();
  await expect(bar(page).getByRole('status').filter({ hasText: 'selected' })).toHaveText(`${services.length} selected`);
  const stop = bar(page).getByRole('button', { name: /^Stop/ });
  const [, allowed] = /Stop (\d+)/.exec((await stop.textContent())!)!;
  await stop.click();
  const dialog = page.getByRole('dialog', { name: /^Stop: / });
  await expect(dialog).toContainText('left out');
  expect(writes(seen)).toHaveLength(0);
  await dialog.getByRole('button', { name: `Stop ${allowed}` }).click();
  await expect(dialog.getByRole('status')).toHaveText(`Finished: ${allowed} done.`);
  expect(writes(seen)).toHaveLength(Number(allowed));
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(bar(page).getByRole('status').filter({ hasText: 'selected' })).toHaveText(`${services.length - Number(allowed)} selected`);
});

test('a bulk run is paused and resumed, and only what failed is tried again', async ({ page, server, seen }) => {
  await server.create('bulk one');
  await server.create('bulk two');
  await server.create('bulk three');
  await server.advance(600);
  await openServices(page);
  await filter(page).fill('bulk');
  await select(page, 'bulk one').check();
  await select(page, 'bulk two').click({ modifiers: ['Shift'] });
  await bar(page).getByRole('button', { name: /^Add tag/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Add tag: / });
  const count = Number(/(\d+)/.exec((await dialog.getByRole('heading').textContent())!)![1]);
  await dialog.getByRole('button', { name: `Add tag ${count}` }).click();
  await expect(dialog.getByText('Enter a key')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('env=prod');
  await server.faults({ latency: 700 });
  await dialog.getByRole('button', { name: `Add tag ${count}` }).click();
  await expect(dialog.getByRole('list', { name: 'Results' })).toContainText('sending');
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(dialog.getByRole('status')).toContainText('Paused: 1 done');
  await server.faults({ burst: 100 });
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await expect(dialog.getByRole('status')).toHaveText(`Finished: 1 done, ${count - 1} failed.`);
  await server.faults({});
  const before = writes(seen).length;
  await dialog.getByRole('button', { name: `Retry ${count - 1} failed` }).click();
  await expect(dialog.getByRole('status')).toHaveText(`Finished: ${count} done.`);
  expect(writes(seen)).toHaveLength(before + count - 1);
});

test('who is otherwise by the time of a bulk run is left out, after one read for all', async ({ page, server, seen }) => {
  const services = ['bulk one', 'bulk two', 'bulk three'];
  for (const name of services) await server.create(name);
  await server.advance(600);
  await openServices(page);
  await filter(page).fill('bulk');
  for (const name of services) await select(page, name).check();
  await bar(page).getByRole('button', { name: 'Stop 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop: 3 services' });
  const path = `/organizations/${await server.organization()}/services`;
  const [stopped, renamed] = await Promise.all([server.service('bulk one'), server.service('bulk two')]);
  await server.setState(stopped, 'stopped');
  await server.api('PATCH', `${path}/${renamed.id}`, { name: 'bulk live' });
  const before = seen.calls.length;
  await dialog.getByRole('button', { name: 'Stop 3' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 1 done, 2 left out.');
  const results = dialog.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await expect(results.filter({ hasText: 'bulk one' })).toContainText('already stopped');
  await expect(results.filter({ hasText: 'bulk two' })).toContainText('It is now: bulk live');
  await expect(results.filter({ hasText: 'bulk three' })).toContainText('done');
  const lists = seen.calls.slice(before).filter(({ path: asked }) => asked === `/v1${path}`);
  expect(lists).toHaveLength(1);
  expect(writes(seen)).toHaveLength(1);
});

test('a bulk run that goes on after a long pause looks again', async ({ page, server, seen }) => {
  for (const name of ['bulk one', 'bulk two']) await server.create(name);
  await server.advance(600);
  await openServices(page);
  await filter(page).fill('bulk');
  for (const name of ['bulk one', 'bulk two']) await select(page, name).check();
  await bar(page).getByRole('button', { name: 'Stop 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop: 2 services' });
  const results = dialog.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await server.faults({ latency: 700 });
  await dialog.getByRole('button', { name: 'Stop 2' }).click();
  await expect(results.filter({ hasText: 'sending' })).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Paused: 1 done, 1 left.');
  await server.faults({});
  const waiting = /^(bulk \w+)/.exec((await results.filter({ hasText: 'waiting' }).textContent())!)![1]!;
  await server.setState(await server.service(waiting), 'stopped');
  await page.clock.setFixedTime(Date.now() + 40_000);
  const before = seen.calls.length;
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 1 done, 1 left out.');
  await expect(results.filter({ hasText: waiting })).toContainText('already stopped');
  expect(seen.calls.slice(before).filter(({ path }) => path.endsWith('/services'))).toHaveLength(1);
  expect(writes(seen)).toHaveLength(1);
});

test('a bulk run whose rows cannot be read anew sends nothing until they can', async ({ page, server, seen }) => {
  await openServices(page);
  await select(page, 'customs archive').check();
  await bar(page).getByRole('button', { name: 'Start 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start: 1 service' });
  await page.route('**/v1/**/services', (route) => route.fulfill({ status: 403, json: { status: 403, error: 'Not today', requestId: '0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f' } }));
  await dialog.getByRole('button', { name: 'Start 1' }).click();
  await expectProblem(dialog, 'Not today', 'instanceGetList');
  await expect(dialog.getByRole('status')).toHaveText('Paused: 0 done, 1 left.');
  expect(writes(seen)).toEqual([]);
  await page.unrouteAll();
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Finished: 1 done.');
  expect((await server.service('customs archive')).state).not.toBe('stopped');
});

test('a write without an answer is never repeated by the list', async ({ page, seen }) => {
  seen.mayLoseServer = true;
  await openServices(page);
  await select(page, 'customs archive').check();
  await bar(page).getByRole('button', { name: 'Add tag 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add tag: 1 service' });
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('env=prod');
  await page.route('**/v1/**', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.fallback()));
  await dialog.getByRole('textbox', { name: 'Tag' }).press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Finished: 0 done, 1 without an answer.');
  await expect(dialog.getByText('no answer: look whether it was done')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /Retry/ })).toHaveCount(0);
  expect(writes(seen)).toHaveLength(1);
});

test.describe('a long list', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('is where it was left after Back', async ({ page }) => {
    await openServices(page);
    const list = table(page);
    await list.hover();
    const far = list.getByRole('row').filter({ hasText: /.+/ }).and(page.locator('[aria-rowindex="150"]'));
    await expect(async () => {
      await page.mouse.wheel(0, 600);
      await expect(far).toBeInViewport({ timeout: 100 });
    }).toPass();
    const name = (await far.getByRole('link').textContent())!;
    await far.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.goBack();
    await expect(row(page, name)).toBeInViewport();
  });

  test('shows each row as itself however far it is scrolled, and lends the focus to no other', async ({ page, server }) => {
    await openServices(page);
    const all = new Map((await server.services()).map(({ id, name }) => [id, name]));
    await expect(table(page).getByRole('link').first()).toBeVisible();
    const chosen = table(page).getByRole('link', { name: /^[a-z]+ [a-z]+ \d+$/ }).first();
    const focused = (await chosen.textContent())!;
    await select(page, focused).check();
    await chosen.focus();
    await table(page).hover();
    const rows = () =>
      table(page).getByRole('row').evaluateAll((all) =>
        all.flatMap((row) => {
          const link = row.querySelector('a');
          const labels = [...row.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'));
          return link ? [{ name: link.textContent!, href: link.pathname, labels, isSelected: row.querySelector('input')!.checked }] : [];
        }),
      );
    for (const way of [6_000, 400, 3_000, -2_000, 5_000]) {
      const before = await names(page);
      await page.mouse.wheel(0, way);
      await expect.poll(() => names(page)).not.toEqual(before);
      for (const { name, href, labels, isSelected } of await rows()) {
        expect(all.get(href.split('/')[4]!)).toBe(name);
        expect(labels).toEqual(expect.arrayContaining([`Select ${name}`, `Actions for ${name}`]));
        expect(isSelected, name).toBe(name === focused);
      }
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    }
    await expect(bar(page)).toContainText('1 selected');
  });

  test('keeps the menu of each row in sight where columns go beyond it', async ({ page }) => {
    await openServices(page);
    const menu = table(page).getByRole('button', { name: /^Actions for / }).first();
    await expect(menu).toBeInViewport();
    await page.goto(`${page.url()}?columns=state,region,memory,replicas,version,idle,access,created,tag,channel,primary,warehouse,id`);
    await expect(menu).toBeInViewport({ ratio: 1 });
    const beyond = table(page).getByRole('columnheader', { name: 'ID', exact: true });
    await expect(beyond).not.toBeInViewport({ ratio: 1 });
    // Also where the window, and no longer the columns, makes it so.
    await page.goto(page.url().replace(/columns=.*/, 'columns=state,region,memory,replicas,version,idle,access,created'));
    await expect(menu).toBeInViewport({ ratio: 1 });
    await page.setViewportSize({ width: 910, height: 800 });
    await expect(menu).toBeInViewport({ ratio: 1 });
    // On a card it stands beside the name.
    await page.setViewportSize({ width: 390, height: 844 });
    const name = table(page).getByRole('rowheader').first();
    const middle = async (one: Locator) => { const { y, height } = (await one.boundingBox())!; return y + height / 2; };
    expect(Math.abs((await middle(menu)) - (await middle(name)))).toBeLessThan(12);
  });
});

test.describe('a read-only session', () => {
  test('may select and export but change nothing', async ({ page }) => {
    await openServices(page, { readOnly: true });
    await select(page, 'customs archive').check();
    await expect(bar(page).getByRole('button', { name: /^Stop/ })).toHaveAttribute('aria-disabled', 'true');
    expect(await downloaded(page, 'CSV')).toContain('customs archive');
  });
});

test('a linked view is shown as it was sent', async ({ page, server }) => {
  const list = `/organizations/${await server.organization()}/services`;
  await signIn(page, { at: `${list}?filter=state%3Aidle+name%3A%22a+b%22+x&sort=-region&columns=name%2Cid` });
  await expect(page.getByRole('button', { name: 'Remove filter name:"a b"' })).toBeVisible();
  await expect(filter(page)).toHaveValue('x');
  await expect(page.getByText('No service matches the filter')).toBeVisible();
});
