// What stands beside a service: its schedule, what is related to it, what the API calls beta.
import { expect, openService, signIn, test } from './fixtures/console.ts';

const entries = [
  { id: '11111111-2222-4333-8444-555555555555', name: 'office', weekdays: [1, 2, 3, 4, 5], startHourUtc: 7, endHourUtc: 18, minReplicaMemoryGb: 32, maxReplicaMemoryGb: 64, minReplicas: 3, maxReplicas: 3, idleScaling: false, isActiveNow: true },
  { id: '21111111-2222-4333-8444-555555555555', name: 'load', weekdays: [6], startHourUtc: 22, endHourUtc: 4, minReplicaMemoryGb: 64, maxReplicaMemoryGb: 64, minReplicas: 5, maxReplicas: 5, idleScaling: false },
];

// The sandbox has no schedules yet: its answers get one as the document describes it.
test.describe('a schedule of the scaling', () => {
  test.use({ timezoneId: 'Europe/Berlin' });
  test('is shown with what applies, and the next switch in local time and UTC', async ({ page }) => {
    await page.clock.setFixedTime(new Date('2026-11-24T12:30:00Z'));
    await page.route(/\/services(\/[0-9a-f-]+)?$/, async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      for (const service of [body.result].flat()) {
        service.scalingSchedule = { entries, baseConfig: {}, activeEntryId: entries[0]!.id };
        service.currentScaling.activeEntryId = entries[0]!.id;
      }
      await route.fulfill({ response, json: body });
    });
    await openService(page, 'tracking events', 'Scaling');
    const schedule = page.getByRole('region', { name: 'Schedule' });
    await expect(schedule).toContainText('Next switch, to what is configured:');
    await expect(schedule).toContainText('2026-11-24 18:00:00 UTC');
    await expect(schedule).toContainText('19:00:00');
    const office = schedule.getByRole('row', { name: /office/ });
    await expect(office).toContainText('applies now');
    await expect(office).toContainText('Mon, Tue, Wed, Thu, Fri');
    await expect(office).toContainText('07:00–18:00');
    await expect(schedule.getByRole('row', { name: /load/ })).toContainText('22:00–04:00 the next day');
    await expect(page.getByRole('region', { name: 'Scaling', exact: true })).toContainText('Entry office of the scaling schedule applies right now');
    await page.getByRole('navigation', { name: 'Service' }).getByRole('link', { name: 'Overview' }).click();
    await expect(page.getByRole('region', { name: 'Details' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Other' })).toHaveCount(0);
  });
});

test('the quota of the warehouse stands beside the scaling', async ({ page }) => {
  await openService(page, 'shipments prod', 'Scaling');
  await expect(page.getByText("replicas of the warehouse's quota")).toBeVisible();
  await expect(page.getByText('4 of 50', { exact: true })).toBeVisible();
});

test('a service leads to who may do something with it, to its backups and its activities', async ({ page }) => {
  await openService(page, 'pricing dev');
  const related = page.getByRole('region', { name: 'Related' });
  await related.getByRole('link', { name: 'Who can manage it' }).click();
  await expect(page.getByRole('combobox', { name: 'On which service' })).toContainText('pricing dev');
  await expect(page.getByRole('list', { name: 'Who can' })).toContainText('demo admin');
  await page.goBack();
  await related.getByRole('link', { name: 'Its backups and their schedule' }).click();
  await expect(page).toHaveURL(/\/backups$/);
  await page.goBack();
  await related.getByRole('link', { name: 'What was done to it, and by whom' }).click();
  await expect(page).toHaveURL(/\/activity$/);
});

test('what the API calls beta is marked, and the parts of a page have their outlines while it loads', async ({ page, server }) => {
  await signIn(page);
  await server.faults({ latency: 1500 });
  await page.goto(`/organizations/${await server.organization()}/settings`);
  for (const title of ['Details', 'Settings', 'Private endpoints']) {
    await expect(page.getByRole('region', { name: title, exact: true }).locator('.skeleton')).toBeAttached();
  }
  await server.faults({});
  await expect(page.getByRole('button', { name: 'Rename' })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Quotas' })).toContainText('The API calls organizationQuotasGetList beta');
  await expect(page.getByRole('region', { name: 'Key of this session' })).toContainText('whoamiGet beta');
  const elsewhere = page.getByRole('region', { name: 'Not in the public API' });
  await expect(elsewhere).toContainText('invoices, payment, spend alerts');
  await expect(elsewhere.getByRole('link', { name: /own console/ })).toHaveAttribute('href', 'https://console.clickhouse.cloud');
});

test('documentation is found in the palette, and nothing is asked of it before it is chosen', async ({ page }) => {
  await signIn(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('terraform');
  const group = page.getByRole('group', { name: 'Documentation' });
  await expect(group.getByRole('option')).toContainText('Terraform provider');
});
