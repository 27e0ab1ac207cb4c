// Editing an API key: what is typed is never lost, and nobody is overwritten.
import { expect, tabTo, test, writes } from './fixtures/console.ts';
import { changeKey, createKey, oneKey, openKey } from './fixtures/keys.ts';

test('a draft survives a reload, and says what somebody else did meanwhile and who', async ({ page, server, seen }) => {
  const key = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: /^Edit ci/ });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ci runner');
  await dialog.getByRole('checkbox', { name: 'Member', exact: true }).check();
  await dialog.getByRole('radio', { name: 'In 30 days' }).check();
  await dialog.getByRole('button', { name: 'Add entry' }).click();
  await dialog.getByRole('textbox', { name: 'Source 1' }).fill('203.0.113.7');
  await changeKey(server, key, { name: 'ci of somebody else' });
  await server.advance(60);
  await page.reload();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('ci runner');
  await expect(dialog.getByRole('checkbox', { name: 'Member', exact: true })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: 'In 30 days' })).toBeChecked();
  await expect(dialog.getByRole('textbox', { name: 'Source 1' })).toHaveValue('203.0.113.7');
  const meanwhile = dialog.getByRole('alert').filter({ hasText: 'Somebody else changed this' });
  await expect(meanwhile).toContainText('ci of somebody else');
  await expect(meanwhile).toContainText('demo admin');
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText(/ci of somebody else.*becomes.*ci runner/);
  expect(writes(seen)).toEqual([]);
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  const changed = await oneKey(server, 'ci runner');
  expect(changed.assignedRoles.map(({ roleName }) => roleName).sort()).toEqual(['Member', 'Service API reader']);
  // Nothing is left of the draft.
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Apply changes' })).toHaveAccessibleDescription('Change something first');
});

test('what there is now can be taken instead of the draft', async ({ page, server }) => {
  const key = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await dialog.getByRole('checkbox', { name: 'Billing', exact: true }).check();
  await changeKey(server, key, { name: 'ci of somebody else' });
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'Somebody else changed this' })).toBeInViewport();
  await dialog.getByRole('button', { name: 'Take what there is now' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('ci of somebody else');
  await expect(dialog.getByRole('checkbox', { name: 'Billing', exact: true })).not.toBeChecked();
});

test('the command for an edit says what the edit sends', async ({ page, server }) => {
  const { id } = await createKey(server, 'ci');
  await openKey(page, 'ci');
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ci runner');
  await dialog.getByText('Equivalent command').click();
  await dialog.getByRole('tab', { name: 'clickhousectl' }).click();
  const command = dialog.getByRole('region', { name: 'equivalent clickhousectl' });
  await expect(command).toContainText(`clickhousectl cloud key update ${id}`);
  await expect(command).toContainText("--new-name 'ci runner'");
});

test('by keyboard alone: a key is edited, and a dirty draft asks before it goes', async ({ page, server }) => {
  await createKey(server, 'ci');
  await openKey(page, 'ci');
  const edit = page.getByRole('button', { name: 'Edit' });
  await tabTo(page, edit);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' runner');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Discard', exact: true })).toBeVisible();
  await tabTo(page, dialog.getByRole('button', { name: 'Keep editing' }));
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('ci runner is changed')).toBeVisible();
  await expect(edit).toBeFocused();
  expect((await oneKey(server, 'ci runner')).name).toBe('ci runner');
});

test('a key whose roles the API does not tell keeps them', async ({ page, server }) => {
  const { id } = await createKey(server, 'ci');
  await page.route(`**/v1/**/keys/${id}`, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { result: Record<string, unknown> };
    for (const field of ['roles', 'assignedRoles']) delete body.result[field];
    await route.fulfill({ response: answer, json: body });
  });
  await openKey(page, 'ci');
  await page.reload();
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit ci' });
  await expect(dialog).toContainText('did not tell the roles of this key');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ci runner');
  await dialog.getByRole('button', { name: 'Apply changes' }).click();
  await expect(dialog).toBeHidden();
  expect((await oneKey(server, 'ci runner')).assignedRoles.map(({ roleName }) => roleName)).toEqual(['Service API reader']);
});
