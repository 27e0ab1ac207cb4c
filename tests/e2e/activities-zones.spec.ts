// A day by the local clock is 23, 24, 25 or 24 and a half hours of UTC.
import { expect, signIn, test } from './fixtures/console.ts';

const ZONES = [
  { zone: 'Europe/Berlin', day: '2026-10-25', next: '2026-10-26', from: '2026-10-24T22:00:00Z', to: '2026-10-25T23:00:00Z' },
  { zone: 'America/New_York', day: '2026-11-01', next: '2026-11-02', from: '2026-11-01T04:00:00Z', to: '2026-11-02T05:00:00Z' },
  { zone: 'Australia/Lord_Howe', day: '2026-10-04', next: '2026-10-05', from: '2026-10-03T13:30:00Z', to: '2026-10-04T13:00:00Z' },
  { zone: 'Asia/Kathmandu', day: '2026-10-25', next: '2026-10-26', from: '2026-10-24T18:15:00Z', to: '2026-10-25T18:15:00Z' },
];

for (const { zone, day, next, from, to } of ZONES) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test('a day by the local clock is that day of the log, through a change of clocks', async ({ page, server }) => {
      const path = `/organizations/${await server.organization()}`;
      await signIn(page, { at: `${path}/activities` });
      await page.getByRole('button', { name: 'Custom…' }).click();
      const form = page.getByRole('form', { name: 'Custom range' });
      await form.getByLabel(/^From/).fill(`${day}T00:00`);
      await form.getByLabel(/^To/).fill(`${next}T00:00`);
      await form.getByRole('button', { name: 'Show range' }).click();
      await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe(from);
      expect(new URL(page.url()).searchParams.get('to')).toBe(to);
      const utc = (text: string) => text.replace('T', ' ').replace('Z', ' UTC');
      await expect(page.getByRole('main')).toContainText(`${utc(from)} – ${utc(to)}`);
      await expect(page.getByRole('progressbar', { name: 'Days read' })).toHaveCount(0);
      const all = await server.api<{ createdAt: string }[]>('GET', `${path}/activities?from_date=${from}&to_date=${to}`);
      const inside = all.filter(({ createdAt }) => createdAt >= from && createdAt < to).length;
      expect(inside).toBeGreaterThan(0);
      await expect(page.getByRole('search').getByRole('status').first()).toHaveText(String(inside));
      // The form opens again with the same local times.
      await page.getByRole('button', { name: 'Custom…' }).click();
      await expect(form.getByLabel(/^From/)).toHaveValue(`${day}T00:00`);
      await expect(form.getByLabel(/^To/)).toHaveValue(`${next}T00:00`);
    });
  });
}
