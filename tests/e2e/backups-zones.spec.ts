// The start time of backups on clocks that are changed by an hour, by half of one, or never; the calendar is of UTC.
import { backupsOf, calendar, openBackups } from './fixtures/backups.ts';
import { expect, test } from './fixtures/console.ts';

// What 02:00 UTC is with winter's clocks of the north and with summer's.
const ZONES = [
  { zone: 'Europe/Berlin', local: ['03:00', '04:00'] },
  { zone: 'America/New_York', local: ['21:00 the day before', '22:00 the day before'] },
  { zone: 'Australia/Lord_Howe', local: ['13:00', '12:30'] },
  { zone: 'Asia/Kathmandu', local: ['07:45'] },
];

for (const { zone, local } of ZONES) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    for (const [season, start, minutes] of [
      ['in November', '2026-11-24T12:00:00Z', 0],
      ['in the night in which clocks change in Berlin', '2026-10-25T00:59:30Z', 1],
    ] as const) {
      test(`the start time is told by both clocks ${season}`, async ({ page, server }) => {
        await page.clock.install({ time: start });
        await openBackups(page, server, 'shipments prod');
        if (minutes) await page.clock.fastForward(60_000 * minutes);
        await page.getByRole('button', { name: 'Configure backups' }).click();
        const field = page.getByRole('dialog', { name: 'Configure backups' }).getByRole('combobox', { name: 'Start time' });
        for (const time of local) await expect(field).toHaveAccessibleDescription(new RegExp(time));
        await expect(field.getByRole('option', { name: /^02:00 UTC/ })).toHaveText(/^02:00 UTC \(\d\d:\d\d.* here\)$/);
      });
    }

    test('the calendar has the days of UTC, each once', async ({ page, server }) => {
      const { all } = await backupsOf(server, 'fleet telemetry');
      await openBackups(page, server, 'fleet telemetry');
      await expect(calendar(page).getByRole('gridcell', { name: /backup/ }).first()).toBeVisible();
      const days = await calendar(page).getByRole('gridcell', { name: /backup/ }).evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')!));
      expect(new Set(days).size).toBe(days.length);
      const told = new Set(all.map(({ startedAt }) => startedAt.slice(0, 10)));
      const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
      for (const day of told) expect(days.filter((label) => label.includes(` ${words.format(new Date(day))}:`)), day).toHaveLength(1);
    });
  });
}
