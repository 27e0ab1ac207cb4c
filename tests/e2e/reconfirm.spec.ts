// What a careful admin confirms a second time: a role that rules over others, and a list that lets everybody in.
import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectReflow } from './fixtures/barriers.ts';
import { expect, openService, reconfirmation, signIn, tabTo, test, visit, writes } from './fixtures/console.ts';
import { createKey, keysPath, named, oneKey, openKey, openNewKey } from './fixtures/keys.ts';
import { choose, invitations, line, open, rolesOf, write } from './fixtures/people.ts';

const check = (within: Page | Locator, name: string) => within.getByRole('checkbox', { name, exact: true }).check();
const fill = (page: Page, name: string, text: string) => page.getByRole('textbox', { name }).fill(text);

/** Is held, says what it means, and sends nothing however it is pressed. */
async function expectHeld(submit: Locator, word: string) {
  await expect(submit).toHaveAccessibleDescription(`Type ${word} first, to confirm what it means`);
  await submit.click({ force: true });
}

test('a key with Admin for everybody is created once both are confirmed, each by its word', async ({ page, server, seen }) => {
  await openNewKey(page);
  const submit = page.getByRole('button', { name: 'Create API key' });
  await fill(page, 'Name', 'all mighty');
  await check(page, 'Admin');
  await expect(reconfirmation(page, 'Admin')).toHaveCount(0);
  await check(page, 'Allow access from anywhere');
  await expect(page.getByText('This gives the role Admin to the key all mighty. It allows everything')).toBeVisible();
  await expect(page.getByText('Everybody on the internet will reach the API with this key.')).toBeVisible();
  await expectHeld(submit, 'Admin');
  await reconfirmation(page, 'Admin').fill('admin');
  await expectHeld(submit, 'Admin');
  await reconfirmation(page, 'Admin').fill('Admin');
  await expectHeld(submit, 'anywhere');
  await reconfirmation(page, 'anywhere').fill('anywhere');
  // What was confirmed was another thing.
  await fill(page, 'Name', 'ci');
  await expectHeld(submit, 'Admin');
  expect(writes(seen)).toEqual([]);
  await reconfirmation(page, 'Admin').fill('Admin');
  await submit.click();
  await expect(page.getByRole('dialog', { name: 'ci is created' })).toBeVisible();
  expect(await named(server, 'ci')).not.toHaveLength(0);
});

test('a draft comes back without its confirmation', async ({ page }) => {
  await openNewKey(page);
  await fill(page, 'Name', 'half mighty');
  await check(page, 'Admin');
  await check(page, 'Allow access from anywhere');
  await reconfirmation(page, 'Admin').fill('Admin');
  await reconfirmation(page, 'anywhere').fill('anywhere');
  await page.reload();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expectHeld(page.getByRole('button', { name: 'Create API key' }), 'Admin');
});

test('a key that is given Admin, and one whose list is opened in two halves, are held', async ({ page, server, seen }) => {
  await createKey(server, 'small', { ipAccessList: [{ source: '192.0.2.1' }] });
  await openKey(page, 'small');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit small' });
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await check(dialog, 'Admin');
  await expectHeld(apply, 'Admin');
  await dialog.getByRole('checkbox', { name: 'Admin', exact: true }).uncheck();
  await dialog.getByRole('textbox', { name: 'Source 1' }).fill('0.0.0.0/1');
  await dialog.getByRole('button', { name: 'Add entry' }).click();
  await dialog.getByRole('textbox', { name: 'Source 2' }).fill('128.0.0.0/1');
  await expectHeld(apply, 'anywhere');
  expect(writes(seen)).toEqual([]);
  await reconfirmation(dialog, 'anywhere').fill('anywhere');
  await apply.click();
  await expect(dialog).toBeHidden();
  expect((await oneKey(server, 'small')).ipAccessList).toHaveLength(2);
});

test('a member is given Admin by keyboard alone; who has it already is asked for nothing', async ({ page, server, seen }) => {
  await open(page, server, 'members');
  const dialog = await choose(page, 'Mei Tanaka', 'Change roles');
  await tabTo(page, dialog.getByRole('checkbox', { name: 'Admin', exact: true }));
  await page.keyboard.press('Space');
  await expect(dialog).toContainText('This gives the role Admin to Mei Tanaka.');
  await expectHeld(dialog.getByRole('button', { name: 'Change roles' }), 'Admin');
  await tabTo(page, reconfirmation(dialog, 'Admin'));
  await page.keyboard.type('Admin');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  expect(writes(seen)).toHaveLength(1);
  await expect.poll(() => rolesOf(server, 'Mei Tanaka')).toContain('Admin');
  const more = await choose(page, 'Mei Tanaka', 'Change roles');
  await check(more, 'Billing');
  await expect(more.getByRole('region', { name: 'What will change' })).toContainText('Added Role: Billing');
  await expect(more.getByRole('textbox', { name: /to confirm/ })).toHaveCount(0);
  await more.getByRole('button', { name: 'Change roles' }).click();
  await expect(more).toBeHidden();
});

test('a custom role that manages the organization is one that can give every role', async ({ page, server, seen }) => {
  const policies = [{ allowDeny: 'ALLOW', permissions: ['control-plane:organization:manage'], resources: [`organization/${await server.organization()}`] }];
  await write(server, 'POST', 'roles', { name: 'Org keepers', actors: [], policies });
  await open(page, server, 'members');
  const dialog = await choose(page, 'Mei Tanaka', 'Change roles');
  await check(dialog, 'Org keepers');
  await expect(dialog).toContainText('whoever has it can give every role, Admin included');
  await expectHeld(dialog.getByRole('button', { name: 'Change roles' }), 'Org keepers');
  expect(writes(seen)).toEqual([]);
});

test('of many invitations those with Admin are named, a retry included, and one sent again', async ({ page, server, seen }) => {
  await open(page, server, 'invitations/new');
  await fill(page, 'E-mail addresses', 'one@example.com, refuse@example.com, three@example.com');
  const submit = page.getByRole('button', { name: 'Invite members' });
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  for (const address of ['refuse@example.com', 'three@example.com']) {
    await page.getByRole('combobox', { name: `Role of ${address}` }).selectOption('Admin');
  }
  await expect(page.getByText('This gives the role Admin to refuse@example.com, three@example.com.')).toBeVisible();
  await expectHeld(submit, 'Admin');
  expect(writes(seen)).toEqual([]);
  await reconfirmation(page, 'Admin').fill('Admin');
  await submit.click();
  await expect(page.getByText('2 invited, 1 refused.')).toBeVisible();
  await expect(page.getByText('This gives the role Admin to refuse@example.com.')).toBeVisible();
  await expectHeld(page.getByRole('button', { name: 'Retry refused' }), 'Admin');
  expect(writes(seen)).toHaveLength(3);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Invitations' }).click();
  await page.getByRole('button', { name: 'Leave and keep the draft' }).click();
  await expect(line(page, 'Invitations', 'three@example.com')).toBeVisible();
  const again = await choose(page, 'three@example.com', 'Invite again');
  await expectHeld(again.getByRole('button', { name: 'Invite again' }), 'Admin');
  await reconfirmation(again, 'Admin').fill('Admin');
  await again.getByRole('button', { name: 'Invite again' }).click();
  await expect(again).toBeHidden();
  expect(await invitations(server)).toContain('three@example.com');
});

test('a service is opened to everybody only on a second word, and a new one too', async ({ page, server, seen }) => {
  await openService(page, 'customs archive', 'Access');
  await page.getByRole('button', { name: 'Edit IP access list' }).click();
  const dialog = page.getByRole('dialog');
  await check(dialog, 'Allow access from anywhere');
  const apply = dialog.getByRole('button', { name: 'Apply changes' });
  await expectHeld(apply, 'anywhere');
  expect(writes(seen)).toEqual([]);
  await reconfirmation(dialog, 'anywhere').fill('anywhere');
  await apply.click();
  await expect(dialog).toBeHidden();
  expect(writes(seen)).toHaveLength(1);
  await visit(page, `/organizations/${await server.organization()}/services/new`);
  await fill(page, 'Name', 'open house');
  await page.getByRole('combobox', { name: 'Region' }).selectOption({ index: 1 });
  await check(page, 'Allow access from anywhere');
  await expect(page.getByText('Everybody on the internet will reach the new service.')).toBeVisible();
  await expectHeld(page.getByRole('button', { name: 'Create service' }), 'anywhere');
  expect(writes(seen)).toHaveLength(1);
});

test('the question has no barriers and fits 320 pixels in the dark', async ({ page, server }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, { at: `${await keysPath(server)}/new` });
  await fill(page, 'Name', 'all mighty');
  await check(page, 'Admin');
  await check(page, 'Allow access from anywhere');
  await expect(reconfirmation(page, 'anywhere')).toBeVisible();
  await expectAccessible(page, 'reconfirmation');
  await expectReflow(page, 'reconfirmation');
});
