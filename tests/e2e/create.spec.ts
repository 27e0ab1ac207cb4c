import type { Page } from '@playwright/test';
import { expect, expectProblem, openServices, row, test, tray, writes } from './fixtures/console.ts';

async function openForm(page: Page) {
  await openServices(page);
  await page.getByRole('main').getByRole('link', { name: 'Create service' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name });
const submit = (page: Page) => page.getByRole('button', { name: 'Create service' });

async function fillIn(page: Page, name: string) {
  await field(page, 'Name').fill(name);
  await page.getByRole('combobox', { name: 'Region' }).selectOption('us-east-1');
}

test('a service is created, its password shown once, and its way up followed', async ({ page, server }) => {
  await openForm(page);
  await fillIn(page, 'manifests prod');
  await page.getByRole('button', { name: 'Add entry' }).click();
  await field(page, 'Source 1').fill('198.51.100.0/24');
  await field(page, 'Description 1').fill('depot');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await field(page, 'Key 1').fill('env');
  await field(page, 'Value 1').fill('prod');
  await submit(page).click();
  const dialog = page.getByRole('dialog', { name: 'manifests prod is being created' });
  await dialog.getByRole('button', { name: 'Show' }).click();
  const password = await dialog.getByText(/^\S{12,}$/).textContent();
  expect(password).not.toContain('•');
  await dialog.getByRole('checkbox', { name: 'I have stored it' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'manifests prod' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText(password!);
  await expect(tray(page)).toContainText('Created manifests prod');
  const { state, ipAccessList, tags } = await server.service('manifests prod');
  expect(state).toBe('running');
  expect(ipAccessList).toEqual([{ source: '198.51.100.0/24', description: 'depot' }]);
  expect(tags).toEqual([{ key: 'env', value: 'prod' }]);
  await page.goBack();
  await expect(row(page, 'manifests prod')).toBeVisible();
  // What was made of the draft is done with it.
  await page.getByRole('main').getByRole('link', { name: 'Create service' }).first().click();
  await expect(field(page, 'Name')).toHaveValue('');
});

test('by default nobody is let in', async ({ page, server }) => {
  await openForm(page);
  await expect(page.getByText('The list is empty: nobody can connect to the service.')).toBeVisible();
  await fillIn(page, 'closed one');
  await submit(page).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect((await server.service('closed one'))['ipAccessList']).toEqual([]);
});

test('letting everybody in is a choice with a warning', async ({ page }) => {
  await openForm(page);
  await page.getByRole('checkbox', { name: 'Allow access from anywhere' }).check();
  await expect(page.getByText(/Everybody on the internet reaches the service/)).toBeVisible();
});

test('what is missing is said beside the fields and the first of them focused', async ({ page, seen }) => {
  await openForm(page);
  await expect(page.getByText('Enter a name')).toHaveCount(0);
  await submit(page).click();
  await expect(field(page, 'Name')).toHaveAccessibleDescription(/Enter a name/);
  await expect(field(page, 'Name')).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveAccessibleDescription(/Choose a region/);
  expect(writes(seen)).toEqual([]);
});

const bad: [string, string, string, RegExp][] = [
  ['a name too long', 'Name', 'x'.repeat(51), /50 characters at most; this has 51/],
  ['a forbidden character', 'Name', 'a<b', /“<” is not allowed/],
  ['memory that is no multiple of 4', 'Minimum memory per replica (GiB)', '10', /multiple of 4/],
  ['a maximum below the minimum', 'Maximum memory per replica (GiB)', '4', /multiple of 4|Less than the minimum/],
  ['memory that is no number', 'Maximum memory per replica (GiB)', 'much', /whole number/],
  ['an idle timeout below 5', 'Idle timeout (minutes)', '4', /5/],
];
for (const [what, name, text, problem] of bad) {
  test(`${what} is refused beside its field and not sent`, async ({ page, seen }) => {
    await openForm(page);
    await fillIn(page, 'good name');
    await field(page, name).fill(text);
    await submit(page).click();
    await expect(field(page, name)).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page, name)).toHaveAccessibleDescription(problem);
    await expect(field(page, name)).toHaveValue(text);
    expect(writes(seen)).toEqual([]);
  });
}

test('wrong and repeated addresses and tags are refused beside their rows', async ({ page, seen }) => {
  await openForm(page);
  await fillIn(page, 'good name');
  for (const [place, source] of ['192.0.2.1', '192.0.2.1/32', '300.1.1.1'].entries()) {
    if (place === 0) await page.getByRole('button', { name: 'Add entry' }).click();
    await field(page, `Source ${place + 1}`).fill(source);
    await page.keyboard.press('Enter');
  }
  for (const [place, key] of ['env', 'env'].entries()) {
    await page.getByRole('button', { name: 'Add tag' }).click();
    await field(page, `Key ${place + 1}`).fill(key);
    await field(page, `Key ${place + 1}`).blur();
  }
  await submit(page).click();
  await expect(field(page, 'Source 2')).toHaveAccessibleDescription(/is in the list already/);
  await expect(field(page, 'Source 3')).toHaveAccessibleDescription(/CIDR notation/);
  await expect(field(page, 'Key 2')).toHaveAttribute('aria-invalid', 'true');
  expect(writes(seen)).toEqual([]);
});

test('a click on Add entry counts although the row above turns out wrong', async ({ page }) => {
  await openForm(page);
  const add = page.getByRole('button', { name: 'Add entry' });
  await add.click();
  await field(page, 'Source 1').fill('300.1.1.1');
  await add.click();
  await expect(field(page, 'Source 2')).toBeVisible();
});

test('many addresses are pasted at once', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openForm(page);
  await page.getByRole('button', { name: 'Add entry' }).click();
  await page.evaluate(() => navigator.clipboard.writeText('192.0.2.1\n198.51.100.0/24, 203.0.113.9'));
  await field(page, 'Source 1').focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(field(page, 'Source 1')).toHaveValue('192.0.2.1');
  await expect(field(page, 'Source 2')).toHaveValue('198.51.100.0/24');
  await expect(field(page, 'Source 3')).toHaveValue('203.0.113.9');
});

test('a refusal by the API keeps the input and says why', async ({ page }) => {
  await openForm(page);
  await fillIn(page, 'refuse-create one');
  await submit(page).click();
  await expectProblem(page.getByRole('main'), 'status 400', 'instanceCreate');
  await expect(field(page, 'Name')).toHaveValue('refuse-create one');
});

test('what the API refused of a field is forgotten with the next answer', async ({ page, server }) => {
  await openForm(page);
  await fillIn(page, 'not in my cloud');
  await page.getByText('Advanced', { exact: true }).click();
  await field(page, 'BYOC ID').fill('nowhere');
  for (const bound of ['Minimum', 'Maximum']) await page.getByLabel(`${bound} memory per replica (GiB)`).fill('48');
  await submit(page).click();
  await expect(field(page, 'BYOC ID')).toBeFocused();
  await expect(field(page, 'BYOC ID')).toHaveAccessibleDescription(/BYOC infrastructure not found/);
  await server.faults({ error: 1 });
  await submit(page).click();
  await expect(page.getByText('Whether it was done is not known')).toBeVisible();
  await expect(field(page, 'BYOC ID')).not.toHaveAccessibleDescription(/BYOC infrastructure not found/);
});

test('an answer that got lost does not claim that nothing happened', async ({ page, server, seen }) => {
  seen.mayLoseServer = true;
  await openForm(page);
  await fillIn(page, 'lost answer');
  await server.faults({ cut: 1 });
  await submit(page).click();
  await expect(page.getByRole('alert')).toContainText('Whether it was done is not known');
  await server.faults({});
  await expect(field(page, 'Name')).toHaveValue('lost answer');
  expect(writes(seen)).toHaveLength(1);
});

test('a service that fails on its way up is told in the tray', async ({ page }) => {
  await openForm(page);
  await fillIn(page, 'fail-create one');
  await submit(page).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'I have stored it' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(tray(page).getByRole('alert')).toContainText('did not end as expected');
});

test('a draft survives a reload and can be dropped', async ({ page }) => {
  await openForm(page);
  await fillIn(page, 'half a draft');
  await page.reload();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(field(page, 'Name')).toHaveValue('half a draft');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(field(page, 'Name')).toHaveValue('');
});
