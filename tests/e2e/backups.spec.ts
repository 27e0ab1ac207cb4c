// The backups of a service, of all services, and when they are made.
import { backups, backupsOf, calendar, confirmDeletion, done, failing, newest, newestDone, openBackups } from './fixtures/backups.ts';
import { KEYS, expect, expectProblem, goToServices, openService, signIn, tabTo, test, visit, writes } from './fixtures/console.ts';
import { watchShifts } from './fixtures/shifts.ts';

// A zone whose clocks differ from UTC by more than hours, all year.
test.use({ timezoneId: 'Asia/Kathmandu' });

test('a service shows its backups, newest first, and the details of each', async ({ page, server }) => {
  const { all } = await backupsOf(server, 'shipments prod');
  await openService(page, 'shipments prod', 'Backups');
  await expect(page.getByRole('region', { name: 'Backups at a glance' })).toContainText('every day at 02:00 UTC');
  const { id, startedAt } = newestDone(all);
  await expect(newest(page)).toContainText(all[0]!.startedAt.slice(0, 16).replace('T', ' '));
  const at = startedAt.slice(0, 16).replace('T', ' ');
  await done(page).getByRole('link', { name: `${at} UTC` }).click();
  const dialog = page.getByRole('dialog', { name: 'Backup of shipments prod' });
  await expect(dialog).toContainText(id);
  await expect(dialog).toContainText(/\d+ bytes/);
  await expect(page).toHaveURL(new RegExp(`dialog=backup&on=${id}`));
  await page.reload();
  await expect(dialog).toContainText(id);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a backup is found by its address, and one that is not there is told', async ({ page, server }) => {
  const { path, all } = await backupsOf(server, 'tracking events');
  await openBackups(page, server, 'customs archive');
  await visit(page, `${path}/backups?dialog=backup&on=${all[3]!.id}`);
  await expect(page.getByRole('dialog')).toContainText(all[3]!.id);
  await visit(page, `${path}/backups?dialog=backup&on=${path.split('/').pop()}`);
  await expectProblem(page.getByRole('dialog'), 'status 404', 'backupGet');
  await visit(page, `${path}/backups?dialog=backup&on=nonsense`);
  await expect(page.getByRole('dialog')).toContainText('The address names no backup.');
});

test('the calendar tells failures and gaps, and is walked by keyboard', async ({ page, server }) => {
  const { all } = await backupsOf(server, 'fleet telemetry');
  const on = (wanted: string) => new Set(all.filter(({ status }) => status === wanted).map(({ startedAt }) => startedAt.slice(0, 10)));
  // Around midnight two of them may have begun in one day.
  const failed = [...on('error')].filter((day) => !on('done').has(day));
  await openBackups(page, server, 'fleet telemetry');
  await expect(calendar(page).getByRole('gridcell', { name: /: failed, \d backup/ })).toHaveCount(failed.length);
  await expect(page.getByText(/days have a good backup/)).toContainText(failed[0]!);
  await expect(calendar(page).getByRole('gridcell', { name: /retention ends here/ })).toHaveCount(1);
  const today = calendar(page).getByRole('gridcell', { name: /today/ });
  await tabTo(page, today);
  const day = page.getByRole('group', { name: 'The chosen day' });
  const days = (Date.parse(new Date().toISOString().slice(0, 10)) - Date.parse(failed[0]!)) / 86_400_000;
  for (let step = 0; step < days; step += 1) await page.keyboard.press('ArrowLeft');
  await expect(day).toContainText('failed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Backup of fleet telemetry' })).toContainText('error');
  await page.keyboard.press('Escape');
  await expect(calendar(page).getByRole('gridcell', { selected: true })).toBeFocused();
});

test('the calendar is there as a table and as a file', async ({ page, server }) => {
  await openBackups(page, server, 'fleet telemetry');
  const panel = page.getByRole('region', { name: 'Calendar' });
  await panel.getByRole('button', { name: 'Show as a table' }).click();
  const table = page.getByRole('table', { name: 'Backups by day' });
  await expect(table.getByRole('row').filter({ hasText: 'failed' }).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Download CSV' }).click();
  expect((await download).suggestedFilename()).toBe('backups-by-day.csv');
});

test('a stopped service keeps its backups, and a secondary says whose they are', async ({ page, server }) => {
  await openBackups(page, server, 'customs archive');
  await expect(backups(page)).toBeVisible();
  await expect(page.getByText('A service that does not run is not backed up, and keeps what it has.')).toBeVisible();
  const { id } = await server.service('shipments reporting');
  await visit(page, `/organizations/${await server.organization()}/services/${id}/backups`);
  await page.getByRole('link', { name: 'Backups of shipments prod' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'shipments prod' })).toBeVisible();
  await expect(backups(page)).toBeVisible();
});

test('a list that cannot be read says why and comes when it is tried again', async ({ page, server }) => {
  await openBackups(page, server, 'pricing dev');
  await expect(backups(page)).toBeVisible();
  await server.faults({ error: 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  const problem = page.getByRole('alert').filter({ hasText: 'backupGetList' });
  await expect(problem).toBeVisible();
  await expect(backups(page)).toBeVisible();
  await server.faults({});
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toBeHidden();
});

test('what cannot be read at first leaves the way to change the schedule, and nothing moves when it comes', async ({ page, server }) => {
  const { path } = await backupsOf(server, 'fleet telemetry');
  await signIn(page, { at: path });
  await expect(page.getByRole('heading', { level: 1, name: 'fleet telemetry' })).toBeVisible();
  await server.faults({ error: 1 });
  await page.getByRole('navigation', { name: 'Service' }).getByRole('link', { name: 'Backups' }).click();
  await expectProblem(page.getByRole('main'), 'status 5', 'backup');
  await expect(page.getByRole('alert').filter({ hasText: 'backupGetList' })).toBeVisible();
  const figures = page.getByRole('region', { name: 'Backups at a glance' });
  await expect(figures).not.toContainText('none');
  await expect(page.getByRole('button', { name: 'Change the schedule' })).toBeVisible();
  await server.faults({ latency: 600 });
  await page.reload();
  await expect(figures).toBeVisible();
  const shifts = await watchShifts(page);
  await expect(backups(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change the schedule' })).toBeVisible();
  expect(await shifts()).toBeLessThan(0.01);
});

test('what is known of all services stays until it is told anew', async ({ page, server }) => {
  await signIn(page, { at: `/organizations/${await server.organization()}/backups` });
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  const row = page.getByRole('table', { name: 'Backups by service' }).getByRole('row').filter({ hasText: 'fleet telemetry' });
  await expect(row).toContainText('overdue');
  await server.faults({ latency: 700 });
  const shifts = await watchShifts(page);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText('0 of 5 services checked').first()).toBeVisible();
  await expect(row).toContainText('overdue');
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  expect(await shifts()).toBeLessThan(0.01);
});

test('answers that lost fields or hold unknown words break nothing', async ({ page, server, seen }) => {
  await openBackups(page, server, 'tracking events');
  await server.faults({ 'drop-fields': 0.5, 'unknown-state': 0.5 });
  const isRead = () => page.waitForResponse((response) => response.url().endsWith('/backups'));
  for (let round = 0; round < 3; round += 1) {
    const read = isRead();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await read;
  }
  await expect(backups(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled();
  await visit(page, `/organizations/${await server.organization()}/backups`);
  await expect(page.getByText(/services checked/).first()).toBeVisible();
  expect(seen.faults).toEqual([]);
});

test('backups are configured, with the rule named and what follows told', async ({ page, server, seen }) => {
  const { path } = await backupsOf(server, 'shipments prod');
  await openBackups(page, server, 'shipments prod');
  await page.getByRole('button', { name: 'Configure backups' }).click();
  const dialog = page.getByRole('dialog', { name: 'Configure backups' });
  const period = dialog.getByRole('combobox', { name: 'Period' });
  const retention = dialog.getByRole('textbox', { name: 'Retention (days)' });
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription('Change something first');
  await period.selectOption('12');
  await expect(period).toHaveAccessibleDescription(/With a start time the period is 24 or 48 hours/);
  await dialog.getByRole('combobox', { name: 'Start time' }).selectOption('');
  await expect(period).not.toHaveAttribute('aria-invalid', 'true');
  await retention.fill('46');
  await expect(retention).toHaveAccessibleDescription(/from 1 to 45/);
  await retention.fill('10');
  await expect(dialog.getByText(/backups older than .* will be deleted/)).toBeVisible();
  const changes = dialog.getByRole('region', { name: 'What will change' });
  await expect(changes).toContainText(/Start time: 02:00 UTC.*any time/);
  await dialog.getByText('Equivalent command').click();
  await expect(dialog).toContainText(/"backupPeriodInHours": ?12/);
  await dialog.getByRole('tab', { name: 'Terraform' }).click();
  await expect(dialog).toContainText('backup_retention_period_in_hours = 240');
  await page.reload();
  await expect(dialog.getByText('Draft restored')).toBeVisible();
  await expect(retention).toHaveValue('10');
  const { field, word } = await confirmDeletion(dialog);
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription(`Type ${word} first, to confirm what it means`);
  await field.fill(word);
  await retention.fill('11');
  await expect(field, 'another question').toHaveValue('');
  await retention.fill('10');
  await field.fill(word);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Backups configured').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Backups at a glance' })).toContainText('every 12 hours');
  expect(writes(seen)).toHaveLength(1);
  expect(await server.api('GET', `${path}/backupConfiguration`)).toMatchObject({
    backupPeriodInHours: 12,
    backupRetentionPeriodInHours: 240,
  });
});

test('the start time is shown on the local clock, and the defaults come back by keyboard', async ({ page, server }) => {
  const { path } = await backupsOf(server, 'shipments prod');
  await openBackups(page, server, 'shipments prod');
  await tabTo(page, page.getByRole('button', { name: 'Configure backups' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Configure backups' });
  await expect(dialog.getByRole('combobox', { name: 'Start time' })).toHaveAccessibleDescription(
    /02:00 UTC is 07:45 here\. A backup starts within two hours of it\./,
  );
  await tabTo(page, dialog.getByRole('button', { name: 'Reset to default' }));
  await page.keyboard.press('Enter');
  const { field, word } = await confirmDeletion(dialog);
  await tabTo(page, field);
  await page.keyboard.type(word);
  await tabTo(page, dialog.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Configure backups' })).toBeFocused();
  expect(await server.api('GET', `${path}/backupConfiguration`)).toMatchObject({
    backupPeriodInHours: 24,
    backupRetentionPeriodInHours: 24,
  });
});
test('what somebody else changed meanwhile is not overwritten unseen', async ({ page, server }) => {
  const { path } = await backupsOf(server, 'pricing dev');
  await openBackups(page, server, 'pricing dev');
  await page.getByRole('button', { name: 'Configure backups' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Retention (days)' }).fill('9');
  await server.api('PATCH', `${path}/backupConfiguration`, { backupPeriodInHours: 6 });
  await dialog.getByRole('button', { name: 'Save' }).click();
  const meanwhile = dialog.getByRole('alert').filter({ hasText: 'Somebody else changed this' });
  await expect(meanwhile).toContainText(/Period: 1 day.*6 hours/);
  await expect(dialog.getByRole('textbox', { name: 'Retention (days)' })).toHaveValue('9');
  await expect(dialog.getByRole('region', { name: 'What will change' })).toContainText(/Period: 6 hours.*1 day/);
  await dialog.getByRole('combobox', { name: 'Period' }).selectOption('6');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(await server.api('GET', `${path}/backupConfiguration`)).toMatchObject({
    backupPeriodInHours: 6,
    backupRetentionPeriodInHours: 216,
  });
});

test('a refused configuration keeps the input and shows the words of the API', async ({ page, server }) => {
  await server.create('refuse update one');
  await openBackups(page, server, 'refuse update one');
  await page.getByRole('button', { name: 'Configure backups' }).click();
  const dialog = page.getByRole('dialog');
  const retention = dialog.getByRole('textbox', { name: 'Retention (days)' });
  await retention.fill('9');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expectProblem(dialog, 'status 400', 'backupConfigurationUpdate');
  await expect(retention).toHaveValue('9');
});

test('a key that only reads is refused in words, and a read-only session before it is sent', async ({ page, server, seen }) => {
  await openBackups(page, server, 'pricing dev', { key: KEYS.readOnly });
  await page.getByRole('button', { name: 'Configure backups' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Retention (days)' }).fill('9');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expectProblem(dialog, 'status 403', 'roles do not allow');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  const before = writes(seen).length;
  await openBackups(page, server, 'pricing dev', { readOnly: true });
  await expect(page.getByRole('button', { name: 'Configure backups' })).toHaveAccessibleDescription('This session is read-only.');
  await done(page).getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Restore' })).toHaveAccessibleDescription('This session is read-only.');
  expect(writes(seen)).toHaveLength(before);
});

test('the palette offers what the page can do, and the list is shown as it came', async ({ page, server }) => {
  await openBackups(page, server, 'pricing dev');
  await expect(backups(page)).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or jump to' });
  await palette.getByRole('combobox').fill('configure backups');
  await palette.getByRole('option', { name: /^Configure backups/ }).click();
  await expect(page.getByRole('dialog', { name: 'Configure backups' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Calendar' }).getByRole('button', { name: 'JSON', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('"startedAt"');
});

test('where the API has no backup on demand, the page says what to do instead', async ({ page, server }) => {
  await openBackups(page, server, 'pricing dev');
  await expect(page.getByText(/has no operation that makes a backup on demand/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create backup' })).toHaveCount(0);
  await expect(page.getByText(/BACKUP DATABASE default/)).toBeVisible();
});

test.describe('with a backup on demand', () => {
  test.use({ flags: '--rate-limit off --speed 60 --extended' });

  test('it is created and followed until it is done', async ({ page, server }) => {
    await openBackups(page, server, 'shipments prod');
    await page.getByRole('button', { name: 'Create backup' }).click();
    await page.getByRole('dialog').getByText('Equivalent command').click();
    await expect(page.getByRole('dialog')).toContainText('--request POST');
    await page.getByRole('dialog').getByRole('button', { name: 'Create backup' }).click();
    await expect(newest(page)).toContainText('in_progress');
    await expect(page.getByText(/^Backup of shipments prod done/).first()).toBeVisible({ timeout: 30_000 });
    await expect(newest(page)).toContainText('done');
  });

  test('one that fails is told, and a second one at once is refused in the words of the API', async ({ page, server }) => {
    await server.create('fail backup one');
    await expect.poll(async () => (await server.service('fail backup one')).state, { timeout: 20_000 }).toBe('running');
    await openBackups(page, server, 'fail backup one');
    await expect(page.getByText('No backups yet')).toBeVisible();
    await page.getByRole('button', { name: 'Create backup' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create backup' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('alert').filter({ hasText: 'A backup ended in an error' })).toBeVisible({ timeout: 30_000 });
    const { id } = await server.service('customs archive');
    await visit(page, `/organizations/${await server.organization()}/services/${id}/backups?dialog=create-backup`);
    await page.getByRole('dialog').getByRole('button', { name: 'Create backup' }).click();
    await expectProblem(page.getByRole('dialog'), 'status 409', "Current state: 'stopped'");
  });
});

test('across services, those without a recent good backup are named on top', async ({ page, server }) => {
  const without = await failing(server);
  await signIn(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Backups' }).click();
  const top = page.getByRole('region', { name: 'Without a recent good backup' });
  await expect(top.getByRole('link').first()).toHaveText('fleet telemetry');
  await expect(top).toContainText('the last good one began');
  const table = page.getByRole('table', { name: 'Backups by service' });
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  expect((await top.getByRole('link').allTextContents()).sort()).toEqual(without.sort());
  await expect(table.getByRole('row').nth(1)).toContainText('fleet telemetry');
  await expect(table.getByRole('row').filter({ hasText: 'customs archive' })).toContainText('not backed up');
  await page.getByRole('combobox', { name: 'Filter' }).fill('ship');
  await expect(table.getByRole('row')).toHaveCount(2);
  await table.getByRole('link', { name: 'shipments prod' }).click();
  await expect(backups(page)).toBeVisible();
});

test('what was checked once is not asked for again', async ({ page, seen }) => {
  await signIn(page);
  const go = () => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Backups' }).click();
  await go();
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  await goToServices(page);
  const before = seen.calls.filter(({ path }) => path.endsWith('/backups')).length;
  await go();
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  expect(seen.calls.filter(({ path }) => path.endsWith('/backups'))).toHaveLength(before);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => seen.calls.filter(({ path }) => path.endsWith('/backups')).length).toBe(before + 5);
});

test('when nothing can be read, three services are asked and the rest waits for a person', async ({ page, server, seen }) => {
  await signIn(page);
  await goToServices(page);
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
  await server.faults({ garbage: 1 });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Backups' }).click();
  const problem = page.getByRole('alert').filter({ hasText: 'backupGetList' });
  await expect(problem).toBeVisible();
  await expect(page.getByText('0 of 5 services checked, 3 could not be read').first()).toBeVisible();
  expect(seen.calls.filter(({ path }) => path.endsWith('/backups'))).toHaveLength(3);
  await server.faults({});
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
});

test.describe('an organization without services', () => {
  test.use({ flags: '--rate-limit off --seed empty' });

  test('has nothing to back up, and says so', async ({ page, seen }) => {
    await signIn(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Backups' }).click();
    await expect(page.getByText('No services yet')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Without a recent good backup' })).toHaveCount(0);
    expect(seen.calls.filter(({ path }) => path.endsWith('/backups'))).toHaveLength(0);
  });
});
