// Times of backups and activities over a change of clocks, and lists that are read again while somebody points at them.
import type { Locator, Page } from '@playwright/test';
import { passSeconds, setHidden, turnClockByHand } from './fixtures/clock.ts';
import { backups, backupsOf, newest, openBackups } from './fixtures/backups.ts';
import { expect, signIn, tabTo, test, visit } from './fixtures/console.ts';

/** The exact time that is shown beside a relative one, on hover and on focus alike. */
async function expectExact(page: Page, time: Locator, clock: string, utc: string) {
  const bubble = page.locator('[popover]:popover-open').filter({ hasText: 'UTC' });
  await page.mouse.move(0, 0);
  await expect(bubble).toHaveCount(0);
  await time.hover();
  await expect(bubble).toContainText(clock);
  await expect(bubble).toContainText(`${utc} UTC`);
  const told = (await bubble.textContent())!;
  await page.mouse.move(0, 0);
  await expect(bubble).toHaveCount(0);
  await time.focus();
  await expect(bubble).toHaveText(told);
  await expect(time).toHaveAccessibleDescription(told);
  await page.keyboard.press('Escape');
  await expect(bubble).toHaveCount(0);
}

/** Hours and minutes in a zone. */
const clockOf = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(new Date(at));

const utcOf = (at: string) => at.slice(0, 19).replace('T', ' ');

const DAY = 86_400_000;

/** The last day of UTC, so many days back at the most, on which the clocks of a zone were changed. */
function lastChange(timeZone: string, days: number): string | null {
  const offset = (at: number) => new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at).split('GMT')[1];
  const today = Math.floor(Date.now() / DAY) * DAY;
  for (let at = today; at > today - days * DAY; at -= DAY) {
    if (offset(at) !== offset(at - DAY)) return new Date(at - DAY).toISOString().slice(0, 10);
  }
  return null;
}

for (const zone of ['Europe/Berlin', 'America/New_York', 'America/Santiago']) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test('backups before and after a change of clocks tell the clock of their day', async ({ page, server }) => {
      const change = lastChange(zone, 43);
      test.skip(!change, 'the clocks were not changed within what is kept');
      const { all } = await backupsOf(server, 'shipments prod');
      const before = all.filter(({ startedAt }) => startedAt < `${change}T00`).at(0)!;
      const after = all.filter(({ startedAt }) => startedAt > `${change}T24`).at(-1)!;
      await openBackups(page, server, 'shipments prod');
      await expect(backups(page)).toBeVisible();
      const hours = new Set<string>();
      for (const { startedAt } of [before, after]) {
        const time = backups(page).locator(`time[datetime="${startedAt}"]`).first();
        await expect(time).toHaveText(/^(\d+ (days|weeks)|1 day|1 month) ago$/);
        const clock = clockOf(startedAt, zone);
        hours.add(clock.slice(0, 2));
        await expectExact(page, time, clock, utcOf(startedAt));
      }
      // The schedule is of UTC, so the clock on the wall has another hour.
      expect(hours.size).toBe(2);
    });

    test('records around a change of clocks have their exact time', async ({ page, server }) => {
      const change = lastChange(zone, 85);
      test.skip(!change, 'the clocks were not changed within what is kept');
      const path = `/organizations/${await server.organization()}`;
      const day = Date.parse(change!);
      const around = [day - 2 * DAY, day + 2 * DAY].map((at) => new Date(at).toISOString());
      const all = await server.api<{ id: string; createdAt: string }[]>('GET', `${path}/activities?from_date=${around[0]}&to_date=${around[1]}`);
      await signIn(page, { at: `${path}/activities/${all[0]!.id}` });
      for (const { id, createdAt } of [all.at(-1)!, all[0]!]) {
        await visit(page, `${path}/activities/${id}`);
        const time = page.getByRole('main').locator(`time[datetime="${createdAt}"]`).first();
        await expect(time).toHaveText(/ ago$/);
        await expectExact(page, time, clockOf(createdAt, zone), utcOf(createdAt));
      }
    });
  });
}

test('no record moves under the pointer when the log is read again', async ({ page, server }) => {
  const path = `/organizations/${await server.organization()}`;
  await signIn(page, { at: `${path}/activities` });
  const rows = page.getByRole('table', { name: 'Activities', exact: true }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
  const count = page.getByRole('search').getByRole('status').first();
  const before = Number(await count.textContent());
  const first = (await rows.nth(1).textContent())!;
  await tabTo(page, page.getByRole('button', { name: 'Refresh' }));
  await rows.nth(1).hover();
  const { id } = await server.service('pricing dev');
  await server.api('PATCH', `${path}/services/${id}`, { name: 'pricing next' });
  await server.advance(60);
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(count).toHaveText(String(before + 1), { timeout: 1_000 });
  }).toPass();
  await expect(rows.nth(1)).toHaveText(first);
  await page.mouse.move(0, 0);
  await expect(rows.nth(1)).toContainText('Service renamed');
});

test.describe('with a backup under way', () => {
  test.use({ flags: '--rate-limit off --speed 0.01 --extended' });

  test('it is followed while somebody sees it, and not in a hidden tab or without a network', async ({ page, server, seen }) => {
    const { path } = await backupsOf(server, 'shipments prod');
    await server.api('POST', `${path}/backups`);
    await turnClockByHand(page);
    await openBackups(page, server, 'shipments prod');
    await expect(newest(page)).toContainText('in_progress');
    const looks = () => seen.calls.filter(({ path }) => path.endsWith('/backups')).length;
    const before = looks();
    await passSeconds(page, 10);
    await expect.poll(looks).toBeGreaterThan(before);
    await setHidden(page, true);
    const hidden = looks();
    await passSeconds(page, 60);
    expect(looks()).toBe(hidden);
    await setHidden(page, false);
    await expect.poll(looks).toBe(hidden + 1);
    await page.context().setOffline(true);
    const offline = looks();
    await passSeconds(page, 60);
    expect(looks()).toBe(offline);
    await page.context().setOffline(false);
    await expect.poll(looks).toBeGreaterThan(offline);
  });
});
