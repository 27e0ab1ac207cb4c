// Pages that wait, that have nothing to show and that failed, through axe; and what a page is in forced colours.
import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectReflow, expectVisibleFocus } from './fixtures/barriers.ts';
import { expect, openServices, signIn, tabTo, table, test, visit } from './fixtures/console.ts';

/** A page of each kind: it reads a list, one thing, slices of a log, costs, several lists at once. */
const KINDS = ['', '/hygiene', '/settings', '/services', '/backups', '/usage', '/activities', '/keys', '/members', '/invitations', '/roles'];

async function each(page: Page, organization: string, kinds: string[], look: (path: string) => Promise<void>) {
  for (const kind of kinds) {
    await visit(page, `/organizations/${organization}${kind}`);
    // Which is how a screen reader tells of the new page.
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeFocused();
    await look(kind || 'overview');
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('no page that waits has barriers', async ({ page, server, seen }) => {
      test.slow();
      seen.mayLoseServer = true;
      await signIn(page);
      const organization = await server.organization();
      // Never answered. What the overview has read is shown at once, so these are others.
      await page.route('**/v1/**', () => {});
      await each(page, organization, ['/usage?range=90d', '/activities?range=90d', '/members', '/roles'], async (path) => {
        const main = page.getByRole('main');
        await expect(main.getByText('Loading', { exact: true }).or(main.getByRole('progressbar')).first()).toBeAttached();
        await expectAccessible(page, `${path} waits`);
      });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });

    test('no page that failed has barriers', async ({ page, server }) => {
      test.slow();
      await signIn(page);
      const organization = await server.organization();
      await server.faults({ error: 1 });
      await each(page, organization, ['/settings', '/usage?range=90d', '/activities?range=90d', '/members', '/roles'], async (path) => {
        await expect(page.getByRole('main').getByRole('alert').first()).toBeVisible();
        await expectAccessible(page, `${path} failed`);
      });
    });
  });
}

test.describe('with nothing in it', () => {
  test.use({ flags: '--rate-limit off --seed empty' });

  test('no page without rows has barriers', async ({ page, server }) => {
    test.slow();
    await signIn(page);
    await each(page, await server.organization(), KINDS, async (path) => {
      await expect(page.getByRole('main').getByRole('status').filter({ hasText: /^Loading/ })).toHaveCount(0);
      await expectAccessible(page, `${path} is empty`);
    });
  });
});

test('the focus is seen wherever Tab goes', async ({ page, server }) => {
  test.slow();
  await signIn(page);
  await each(page, await server.organization(), KINDS, (path) => expectVisibleFocus(page, path));
});

test('a page at 200 % shows all of itself', async ({ page, server }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await signIn(page);
  await each(page, await server.organization(), KINDS, (path) => expectReflow(page, path));
});

test('the head of a list is seen when the keyboard reaches it on a narrow screen', async ({ page, server }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page);
  await visit(page, `/organizations/${await server.organization()}/services`);
  const all = table(page).getByRole('checkbox', { name: 'Select all rows shown' });
  await tabTo(page, all);
  const isOnTop = (place: Locator) =>
    place.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
  expect(await isOnTop(all)).toBe(true);
  await page.keyboard.press('Tab');
  const byName = table(page).getByRole('button', { name: 'Name', exact: true });
  await expect(byName).toBeFocused();
  expect(await isOnTop(byName)).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await expect(all).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('status').filter({ hasText: /selected/ })).toBeVisible();
});

test('nothing turns for somebody who wants no motion', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openServices(page);
  const service = await server.service('customs archive');
  await server.setState(service, 'starting');
  await page.getByRole('button', { name: 'Refresh' }).click();
  const badge = table(page).getByText('starting', { exact: true });
  await expect(badge).toBeVisible();
  const runs = () => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  await expect.poll(runs).toBe(0);
});

test('what is chosen is told in forced colours', async ({ page, server }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn(page);
  const organization = `/organizations/${await server.organization()}`;
  await visit(page, `${organization}/keys?filter=mark:nobody`);
  const background = (name: RegExp) =>
    page.getByRole('button', { name }).first().evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(page.getByRole('button', { name: /^nobody can use it/, pressed: true })).toBeVisible();
  expect(await background(/^nobody can use it/)).not.toBe(await background(/^never expires/));
  await visit(page, `${organization}/usage`);
  await expect(page.getByRole('button', { name: 'This month', pressed: true })).toBeVisible();
  expect(await background(/^This month/)).not.toBe(await background(/^Last month/));
});
