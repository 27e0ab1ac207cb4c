// How lists keep themselves current: calmly, and for somebody who can see it.
import type { Page } from '@playwright/test';
import { type Server, type Watched, expect, test } from './fixtures/console.ts';
import { passSeconds, setHidden, turnClockByHand } from './fixtures/clock.ts';
import { expectAccessible } from './fixtures/barriers.ts';
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

interface Removal {
  path: string;
  table: string;
  sort: string;
  /** Makes a row that comes first, and gives its address. */
  make(server: Server): Promise<string>;
}

const REMOVALS: Removal[] = [
  { path: 'keys', table: 'API keys', sort: 'name', make: async (server) => `keys/${(await createKey(server, 'aaa first')).id}` },
  {
    path: 'invitations',
    table: 'Invitations',
    sort: 'email',
    make: async (server) => {
      const made = await write(server, 'POST', 'invitations', { email: 'aaa@example.com', assignedRoleIds: [(await role(server, 'Member')).id] });
      return `invitations/${(made as { id: string }).id}`;
    },
  },
];

for (const { path, table, sort, make } of REMOVALS) {
  test(`${table}: a row that somebody else removes keeps its place while the pointer is on the rows, and no longer counts`, async ({ page, server }) => {
    const address = await make(server);
    await open(page, server, `${path}?sort=${sort}`);
    const rows = listed(page, table).getByRole('row');
    await expect(rows.nth(1)).toContainText('aaa');
    const below = rows.nth(2);
    const name = await below.getByRole('rowheader').innerText();
    const named = rows.filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    const all = Number(await listed(page, table).getAttribute('aria-rowcount'));
    const before = await named.boundingBox();
    await below.hover();

    await write(server, 'DELETE', address);
    await page.keyboard.press('r');
    await expect(page.getByText(/^aaa/).filter({ visible: true })).toHaveCSS('text-decoration-line', 'line-through');
    // For a screen reader and for the numbers it is gone.
    await expect(rows.filter({ hasText: 'aaa' })).toHaveCount(0);
    await expect(listed(page, table)).toHaveAttribute('aria-rowcount', String(all - 1));
    expect(await named.boundingBox()).toEqual(before);
    await expectAccessible(page, `${table} with a row that went`);

    await page.mouse.move(0, 0);
    await expect(page.getByText('aaa')).toHaveCount(0);
    expect((await named.boundingBox())?.y).toBeLessThan(before?.y ?? 0);
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

  test('a page that opens does not wait behind what the console reads ahead', async ({ page, server, seen }) => {
    await turnClockByHand(page);
    const service = await server.service('tracking events');
    await open(page, server, `services/${service.id}`);
    await expect(page.getByRole('heading', { level: 1, name: service.name })).toBeVisible();
    // The roles of the session's key wait for their turn, which would come in minutes.
    await passSeconds(page, 20);
    expect(seen.calls.map((call) => call.path).filter((path) => path.endsWith('/roles'))).toEqual([]);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Roles' }).click();
    await passSeconds(page, 1);
    await expect(listed(page, 'Roles').getByRole('rowheader').first()).toBeVisible();
    expect(seen.calls.map((call) => call.path).filter((path) => path.endsWith('/roles'))).toHaveLength(1);
  });
});
