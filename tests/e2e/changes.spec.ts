// What can be changed of a service or an organization.
import { expect, expectProblem, openService, signIn, test, visit, writes } from './fixtures/console.ts';

test('an organization is renamed, everywhere it is named', async ({ page, server }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Rename' }).click();
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
  await name.fill('');
  await expect(page.getByRole('dialog')).toContainText('Enter a name');
  await name.fill('Southwind Freight');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Southwind Freight' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Southwind Freight');
  await expect(page.getByText('Renamed to Southwind Freight')).toBeVisible();
  const [organization] = await server.api<{ name: string }[]>('GET', '/organizations');
  expect(organization!.name).toBe('Southwind Freight');
});

test('a service is renamed; a bad name is refused beside the field', async ({ page, server, seen }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename customs archive' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  const bad: [string, string][] = [
    ['', 'Enter a name'],
    ['x'.repeat(51), '50 characters at most; this has 51'],
    ['customs/archive', '“/” is not allowed'],
  ];
  for (const [text, problem] of bad) {
    await name.fill(text);
    await expect(name).toHaveAccessibleDescription(new RegExp(problem));
    await page.keyboard.press('Enter');
  }
  expect(writes(seen)).toEqual([]);
  await name.fill('customs vault');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'customs vault' })).toBeVisible();
  await server.service('customs vault');
});

test('a refused change keeps the input and says why', async ({ page, server }) => {
  await server.create('refuse-update one');
  await openService(page, 'refuse-update one', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('another name');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expectProblem(dialog, 'status 400');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('another name');
});

test('closing with changes asks first', async ({ page }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename customs archive' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('something else');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('something else');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
});

test('the release channel is changed, with whom else it concerns', async ({ page, server }) => {
  await openService(page, 'shipments prod', 'Settings');
  await page.getByRole('button', { name: 'Change channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Release channel of shipments prod' });
  await expect(dialog).toContainText('this also changes shipments reporting');
  await expect(dialog.getByRole('button', { name: 'Change channel' })).toHaveAccessibleDescription('Change something first');
  await dialog.getByRole('radio', { name: 'fast' }).check();
  await dialog.getByRole('button', { name: 'Change channel' }).click();
  await expect(page.getByText('Release channel set to fast')).toBeVisible();
  expect((await server.service('shipments prod'))['releaseChannel']).toBe('fast');
});

test('MySQL is switched on', async ({ page, server }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('button', { name: 'Enable MySQL' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable MySQL' }).click();
  await expect(page.getByRole('button', { name: 'Disable MySQL' })).toBeVisible();
  const { endpoints } = await server.service('customs archive');
  expect(JSON.stringify(endpoints)).toContain('mysql');
});

test('tags are added, changed and removed, and said before they are sent', async ({ page, server }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('button', { name: 'Edit tags' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags of customs archive' });
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await expect(apply).toHaveAccessibleDescription('Change something first');
  await dialog.getByRole('textbox', { name: 'Value 1' }).fill('cold');
  await dialog.getByRole('button', { name: 'Remove tag 2' }).click();
  await dialog.getByRole('button', { name: 'Add tag' }).click();
  await dialog.getByRole('textbox', { name: 'Key 2' }).fill('env');
  await dialog.getByRole('textbox', { name: 'Value 2' }).fill('again');
  await expect(dialog.getByRole('textbox', { name: 'Key 2' })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('textbox', { name: 'Key 2' }).fill('team');
  await dialog.getByRole('textbox', { name: 'Value 2' }).fill('customs');
  const changes = dialog.getByRole('region', { name: 'What will change' });
  for (const line of [/Removed keep-until=2031/, /Changed env=archive.*env=cold/, /Added team=customs/]) {
    await expect(changes).toContainText(line);
  }
  await apply.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main')).toContainText('env=cold');
  const { tags } = await server.service('customs archive');
  expect(tags).toEqual(expect.arrayContaining([{ key: 'env', value: 'cold' }, { key: 'team', value: 'customs' }]));
  expect(tags).toHaveLength(2);
});

test('the IP access list is checked row by row and warns of a lock-out', async ({ page, server, seen }) => {
  await openService(page, 'customs archive', 'Access');
  await page.getByRole('button', { name: 'Edit IP access list' }).click();
  const dialog = page.getByRole('dialog', { name: 'IP access list of customs archive' });
  const source = (row: number) => dialog.getByRole('textbox', { name: `Source ${row}` });
  await dialog.getByRole('button', { name: 'Add entry' }).click();
  const bad: [string, RegExp][] = [
    ['office', /CIDR notation/],
    ['10.1.2.3/8', /bits outside the range/],
    ['203.0.113.0/24', /in the list already/],
    ['0.0.0.0/0', /This lets everybody in/],
  ];
  for (const [text, problem] of bad) {
    await source(2).fill(text);
    await source(2).blur();
    await expect(source(2)).toHaveAccessibleDescription(problem);
    await expect(dialog.getByRole('button', { name: 'Apply changes' })).toHaveAttribute('aria-disabled', 'true');
  }
  expect(writes(seen)).toEqual([]);
  await source(2).fill('198.51.100.7');
  await dialog.getByRole('textbox', { name: 'Description 2' }).fill('archive host');
  await dialog.getByRole('button', { name: 'Remove entry 1' }).click();
  await expect(dialog).toContainText('203.0.113.0/24 (office) will not be able to connect.');
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('table', { name: 'IP access list' })).toContainText('archive host');
  const { ipAccessList } = await server.service('customs archive');
  expect(ipAccessList).toEqual([{ source: '198.51.100.7', description: 'archive host' }]);
});

test('an emptied access list and an open one are warned of', async ({ page }) => {
  await openService(page, 'customs archive', 'Access');
  await page.getByRole('button', { name: 'Edit IP access list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Remove entry 1' }).click();
  await expect(dialog).toContainText('The list will be empty: nobody will be able to connect.');
  await dialog.getByRole('checkbox', { name: 'Allow access from anywhere' }).check();
  await expect(dialog).toContainText('Everybody on the internet will reach the service.');
});

test('a change by somebody else meanwhile is told and not overwritten', async ({ page, server, seen }) => {
  await openService(page, 'customs archive', 'Access');
  await page.getByRole('button', { name: 'Edit IP access list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Description 1' }).fill('head office');
  const { id } = await server.service('customs archive');
  await server.api('PATCH', `/organizations/${await server.organization()}/services/${id}`, {
    ipAccessList: { add: [{ source: '192.0.2.9', description: 'auditor' }] },
  });
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody else changed this');
  await expect(dialog.getByRole('alert')).toContainText('192.0.2.9');
  await expect(dialog.getByRole('textbox', { name: 'Description 1' })).toHaveValue('head office');
  expect(writes(seen)).toEqual([]);
});

test('a new password is shown once', async ({ page, server }) => {
  await openService(page, 'customs archive', 'Settings');
  await page.getByRole('main').getByRole('button', { name: 'Reset password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  const dialog = page.getByRole('dialog', { name: 'New password of customs archive' });
  await expect(dialog).toContainText('shown this once');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Done' })).toHaveAccessibleDescription(/stored it/);
  await dialog.getByRole('checkbox', { name: 'I have stored it' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await visit(page, `/organizations/${await server.organization()}/services`);
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
});
