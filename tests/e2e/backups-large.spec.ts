// Hundreds of services: the survey of backups is polite.
import { expect, goToServices, signIn, table, test } from './fixtures/console.ts';

const lists = (calls: { path: string }[]) => calls.filter(({ path }) => path.endsWith('/backups')).length;

test.describe('without a limit', () => {
  test.use({ flags: '--rate-limit off --speed 20 --seed large' });

  test('the first services are checked, all of them on demand, and it can be stopped', async ({ page, seen }) => {
    test.slow();
    await signIn(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Backups' }).click();
    const all = page.getByRole('button', { name: /^Check all \d+$/ });
    await expect(all).toBeVisible();
    expect(lists(seen.calls)).toBe(20);
    await all.click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(all).toBeVisible();
    const total = Number((await all.textContent())!.replace(/\D/g, ''));
    expect(lists(seen.calls)).toBeLessThan(total);
    await all.click();
    // Well beyond what is checked unasked; all of them would take the budget minutes.
    await expect(page.getByText(/^([4-9]\d|\d{3}) of \d+ services checked/).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Without a recent good backup' }).getByRole('link').first()).toBeVisible();
  });
});

test.describe('within the budget', () => {
  test.use({ config: {}, flags: '--speed 20 --seed large' });

  test('what a person asks for goes ahead of it', async ({ page, seen }) => {
    test.slow();
    await signIn(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Backups' }).click();
    await expect(page.getByText(/^[1-9]\d* of \d+ services checked/).first()).toBeVisible();
    await goToServices(page);
    await expect(table(page)).toBeVisible({ timeout: 3_000 });
    const asked = lists(seen.calls);
    await table(page).getByRole('link').first().click();
    await expect(page.getByRole('navigation', { name: 'Service' })).toBeVisible({ timeout: 3_000 });
    // The page is gone, and its survey with it.
    expect(lists(seen.calls)).toBe(asked);
    expect(seen.statuses).not.toContain(429);
  });
});
