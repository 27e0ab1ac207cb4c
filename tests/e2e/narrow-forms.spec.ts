// The forms by keyboard alone on a narrow screen in the dark: everything is reached, seen when it is, and sent.
import type { Locator, Page } from '@playwright/test';
import { backupsOf, confirmDeletion, newestDone } from './fixtures/backups.ts';
import { expectAccessible, expectReflow } from './fixtures/barriers.ts';
import { expect, reconfirmation, signIn, tabTo, test, writes } from './fixtures/console.ts';
import { createKey, keysPath, oneKey } from './fixtures/keys.ts';
import { invitations } from './fixtures/people.ts';

test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } });

/** Tabs to it; nothing lies over it there, such as the buttons that stay at the foot. */
async function reach(page: Page, target: Locator) {
  await tabTo(page, target);
  const seen = await target.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top !== null && (element.contains(top) || top.contains(element));
  });
  expect(seen, `${target} is seen`).toBe(true);
}

async function type(page: Page, target: Locator, text: string) {
  await reach(page, target);
  await page.keyboard.type(text);
}

async function press(page: Page, target: Locator, key = 'Enter') {
  await reach(page, target);
  await page.keyboard.press(key);
}

async function expectFits(page: Page, what: string) {
  await expectReflow(page, what);
  await expectAccessible(page, what);
}

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });
const textbox = (within: Page | Locator, name: string) => within.getByRole('textbox', { name, exact: true });

test('a key is created', async ({ page, server }) => {
  await signIn(page, { at: `${await keysPath(server)}/new` });
  await expect(page.getByRole('checkbox', { name: 'Admin', exact: true })).toBeVisible();
  await type(page, textbox(page, 'Name'), 'pocket key');
  await press(page, page.getByRole('checkbox', { name: 'Admin', exact: true }), 'Space');
  await press(page, button(page, 'Add entry'));
  await type(page, textbox(page, 'Source 1'), '203.0.113.7');
  await type(page, textbox(page, 'Description 1'), 'runner');
  await type(page, reconfirmation(page, 'Admin'), 'Admin');
  await expectFits(page, 'create key');
  await press(page, button(page, 'Create API key'));
  const dialog = page.getByRole('dialog', { name: 'pocket key is created' });
  await expectFits(page, 'the pair of a key');
  await press(page, dialog.getByRole('checkbox', { name: 'I have stored it' }), 'Space');
  await press(page, button(dialog, 'Done'));
  await expect(page.getByRole('heading', { level: 1, name: 'pocket key' })).toBeVisible();
  expect((await oneKey(server, 'pocket key')).ipAccessList).toEqual([{ source: '203.0.113.7', description: 'runner' }]);
});

test('a key is rotated as far as its clients are switched', async ({ page, server }) => {
  const { id } = await createKey(server, 'ci');
  await server.advance(10);
  await signIn(page, { at: `${await keysPath(server)}/${id}/rotate` });
  await expect(page.getByRole('heading', { level: 1, name: 'Rotate ci' })).toBeVisible();
  await reach(page, textbox(page, 'Name of the new key'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('ci next');
  await expectFits(page, 'rotate key');
  await press(page, button(page, 'Create new key'));
  await expect(button(page, 'Try the new key')).toBeVisible();
  await server.advance(10);
  await press(page, button(page, 'Try the new key'));
  await expect(page.getByText(/The new key works/)).toBeVisible();
  await expectFits(page, 'the pair of a rotated key');
  await press(page, page.getByRole('checkbox', { name: 'I have stored it' }), 'Space');
  await press(page, button(page, 'Done'));
  await expect(page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Switch the clients' }) })).toHaveAttribute('aria-current', 'step');
  await expectFits(page, 'switch the clients');
  await oneKey(server, 'ci next');
});

test('two are invited, one as Admin', async ({ page, server, seen }) => {
  await signIn(page, { at: `/organizations/${await server.organization()}/invitations/new` });
  await expect(page.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await type(page, textbox(page, 'E-mail addresses'), 'one@example.com, two@example.com');
  await reach(page, page.getByRole('combobox', { name: 'Role of two@example.com' }));
  await page.keyboard.type('Admin');
  await type(page, reconfirmation(page, 'Admin'), 'Admin');
  await expectFits(page, 'invite');
  await press(page, button(page, 'Invite members'));
  await expect(page.getByText('2 invited.')).toBeVisible();
  expect(writes(seen)).toHaveLength(2);
  expect(await invitations(server)).toEqual(expect.arrayContaining(['one@example.com', 'two@example.com']));
});

test('backups are configured', async ({ page, server, seen }) => {
  const { path } = await backupsOf(server, 'shipments prod');
  await signIn(page, { at: `${path}/backups` });
  await expect(page.getByRole('table', { name: 'Backups', exact: true })).toBeVisible();
  await press(page, button(page, 'Configure backups'));
  const dialog = page.getByRole('dialog', { name: 'Configure backups' });
  await reach(page, textbox(dialog, 'Retention (days)'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('9');
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText('Retention');
  await expectFits(page, 'configure backups');
  await expect(button(dialog, 'Save')).toHaveAccessibleDescription(/^Type delete \d+ backups first/);
  const { field, word } = await confirmDeletion(dialog);
  await type(page, field, word);
  await press(page, button(dialog, 'Save'));
  await expect(dialog).toBeHidden();
  await expect(button(page, 'Configure backups')).toBeFocused();
  expect(writes(seen)).toHaveLength(1);
});

test('a backup is restored', async ({ page, server }) => {
  const { path, all } = await backupsOf(server, 'shipments prod');
  const { id } = newestDone(all);
  await signIn(page, { at: `${path}/backups/${id}/restore` });
  await expect(button(page, 'Restore backup')).toBeVisible();
  await reach(page, textbox(page, 'Name'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('pocket copy');
  await press(page, page.getByText('Advanced', { exact: true }));
  await expectFits(page, 'restore');
  await press(page, button(page, 'Restore backup'));
  const dialog = page.getByRole('dialog', { name: 'pocket copy is being restored' });
  await expectFits(page, 'the password of a restored service');
  await press(page, dialog.getByRole('checkbox', { name: 'I have stored it' }), 'Space');
  await press(page, button(dialog, 'Done'));
  await expect(page.getByRole('region', { name: 'What still differs from the original' })).toBeVisible();
  await expectFits(page, 'what differs after a restore');
});
