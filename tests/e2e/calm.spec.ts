// How lists keep themselves current: calmly, and for somebody who can see it.
import type { Page } from '@playwright/test';
import { type Server, type Watched, expect, test } from './fixtures/console.ts';
import { passSeconds, setHidden, turnClockByHand } from './fixtures/clock.ts';
import { createKey } from './fixtures/keys.ts';
import { listed, member, open, role, write } from './fixtures/people.ts';

interface Of {
  path: string;
  table: string;
  /** The order in which what changes would come before the rows on view. */
  sort: string;
  /** Somebody else's change. */
  change(server: Server): Promise<unknown>;
}

const LISTS: Of[] = [
  { path: 'services', table: 'Services', sort: 'name', change: (server) => server.create('aaa first') },
  { path: 'keys', table: 'API keys', sort: 'name', change: (server) => createKey(server, 'aaa first') },
  {
    path: 'members',
    table: 'Members',
    sort: 'role',
    // By their roles, the first one comes behind the others.
    change: async (server) => write(server, 'PATCH', `members/${(await member(server, 'Jonas Weber')).userId}`, { assignedRoleIds: [(await role(server, 'Admin')).id] }),
  },
  {
    path: 'invitations',
    table: 'Invitations',
    sort: 'email',
    change: async (server) => write(server, 'POST', 'invitations', { email: 'aaa@example.com', assignedRoleIds: [(await role(server, 'Member')).id] }),
  },
];

const names = (page: Page, { table }: Of) => listed(page, table).getByRole('rowheader').allInnerTexts();
const asked = (seen: Watched, { path }: Of) => () => seen.calls.filter((call) => call.path.endsWith(`/${path}`)).length;

for (const of of LISTS) {
  test(`${of.table}: read again at rest, but not while nobody sees it or without a network, and no row moves under the pointer`, async ({ page, context, server, seen }) => {
    test.slow();
    await turnClockByHand(page);
    await open(page, server, `${of.path}?sort=${of.sort}`);
    await expect(listed(page, of.table).getByRole('rowheader').first()).toBeVisible();
    const looks = asked(seen, of);
    const first = looks();
    await passSeconds(page, 125);
    await expect.poll(looks).toBe(first + 1);

    await setHidden(page, true);
    await passSeconds(page, 150);
    expect(looks()).toBe(first + 1);
    await setHidden(page, false);
    await expect.poll(looks).toBe(first + 2);

    await context.setOffline(true);
    await passSeconds(page, 150);
    expect(looks()).toBe(first + 2);
    await context.setOffline(false);
    await expect.poll(looks).toBe(first + 3);

    const before = await names(page, of);
    await listed(page, of.table).getByRole('row').nth(2).hover();
    await of.change(server);
    await server.advance(60);
    await passSeconds(page, 125);
    await expect.poll(looks).toBe(first + 4);
    await expect.poll(() => seen.statuses.length).toBe(seen.calls.length);
    await passSeconds(page, 1);
    expect((await names(page, of)).slice(0, before.length)).toEqual(before);
    await page.mouse.move(0, 0);
    await expect.poll(async () => (await names(page, of)).slice(0, before.length)).not.toEqual(before);
  });
}

test.describe('a budget that is nearly used up', () => {
  // Signing in and opening the list leave one request, which is the person's.
  test.use({ config: { budgetRequests: 3, budgetSeconds: 300 } });

  for (const of of LISTS) {
    test(`${of.table}: is left to the person, who goes first`, async ({ page, server, seen }) => {
      test.slow();
      await turnClockByHand(page);
      await open(page, server, of.path);
      await expect(listed(page, of.table).getByRole('rowheader').first()).toBeVisible();
      const looks = asked(seen, of);
      const first = looks();
      expect(seen.calls).toHaveLength(2);
      await passSeconds(page, 200);
      expect(looks()).toBe(first);
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect.poll(looks).toBe(first + 1);
      expect(seen.calls).toHaveLength(3);
    });
  }
});
