// What every list does, on lists other than services: order by several columns, the address, named views, columns, times, refreshing.
import type { Page } from '@playwright/test';
import { setHidden } from './fixtures/clock.ts';
import { type Server, expect, test, visit } from './fixtures/console.ts';
import { listed, member, open, role, write } from './fixtures/people.ts';

interface Of {
  path: string;
  table: string;
  /** The column that names a row. */
  name: string;
  /** One by which many rows are the same. */
  same: string;
  sort: RegExp;
  /** One with times. */
  time: string;
  /** Makes rows that are the same by that column, and came in the order of their names. */
  ties?: (server: Server) => Promise<void>;
}

/** The moment by both clocks: here they are one, so the one of UTC is told apart by its form. */
const BOTH_CLOCKS = / · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. Enter copies it\.$/;

const LISTS: Of[] = [
  { path: 'keys', table: 'API keys', name: 'Name', same: 'State', sort: /sort=state(,|%2C)-name/, time: 'Expires' },
  { path: 'members', table: 'Members', name: 'Name', same: 'Roles', sort: /sort=role(,|%2C)-name/, time: 'Joined', ties: sameRoles },
  { path: 'invitations', table: 'Invitations', name: 'E-mail', same: 'State', sort: /sort=state(,|%2C)-email/, time: 'Expires', ties: manyInvited },
];

async function sameRoles(server: Server) {
  const assignedRoleIds = [(await role(server, 'Member')).id];
  for (const name of ['Jonas Weber', 'Mei Tanaka', 'Priya Raman']) {
    await write(server, 'PATCH', `members/${(await member(server, name)).userId}`, { assignedRoleIds });
  }
}

async function manyInvited(server: Server) {
  const assignedRoleIds = [(await role(server, 'Member')).id];
  for (const name of ['mia', 'noah', 'olga']) await write(server, 'POST', 'invitations', { email: `${name}@example.com`, assignedRoleIds });
}

const header = (page: Page, { table }: Of, name: string) => listed(page, table).getByRole('columnheader', { name: new RegExp(`^${name}( \\d+)?$`) });
const headings = async (page: Page, { table }: Of) => (await listed(page, table).getByRole('columnheader').allInnerTexts()).map((text) => text.trim()).filter(Boolean);
const names = (page: Page, { table }: Of) => listed(page, table).getByRole('rowheader').allInnerTexts();

async function tool(page: Page, name: string) {
  await page.getByRole('search').getByRole('button', { name, exact: true }).click();
  const panel = page.getByRole('dialog', { name, exact: true });
  await expect(panel).toBeVisible();
  return panel;
}

for (const of of LISTS) {
  test(`${of.table}: several columns order the rows, and a view keeps that under a name`, async ({ page, server }) => {
    await of.ties?.(server);
    await open(page, server, of.path);
    await expect(listed(page, of.table)).toBeVisible();
    await header(page, of, of.same).getByRole('button').click();
    await header(page, of, of.name).getByRole('button').click({ modifiers: ['Shift'] });
    await header(page, of, of.name).getByRole('button').click({ modifiers: ['Shift'] });
    await expect(page).toHaveURL(of.sort);
    const ordered = await names(page, of);
    const cells = await listed(page, of.table).getByRole('row').evaluateAll((rows, place) => rows.slice(1).map((row) => row.querySelectorAll('td, th')[place]?.textContent ?? ''), await placeOf(page, of, of.same));
    // Within rows that are the same by the first column, the second one decides.
    const ties = ordered.slice(1).flatMap((name, row) => (cells[row] === cells[row + 1] ? [[ordered[row]!, name]] : []));
    expect(ties.length).toBeGreaterThan(1);
    for (const [one, next] of ties) expect(one!.localeCompare(next!, 'en', { sensitivity: 'base' }), `${one}, ${next}`).toBeGreaterThanOrEqual(0);
    const panel = await tool(page, 'Views');
    await panel.getByRole('textbox', { name: 'Name of this view' }).fill('mine');
    await panel.getByRole('button', { name: 'Save view' }).click();
    await panel.getByRole('button', { name: 'Default view' }).click();
    await expect(page).not.toHaveURL(/sort/);
    await page.reload();
    await expect(listed(page, of.table)).toBeVisible();
    await (await tool(page, 'Views')).getByRole('button', { name: 'mine', exact: true }).click();
    await expect(page).toHaveURL(of.sort);
    await expect.poll(() => names(page, of)).toEqual(ordered);
  });

  test(`${of.table}: columns that were moved, widened, pinned and hidden stay so over a reload and a new visit`, async ({ page, server }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, server, of.path);
    await expect(listed(page, of.table)).toBeVisible();
    const before = await headings(page, of);
    const panel = await tool(page, 'Columns');
    await panel.getByRole('spinbutton', { name: `Width of ${of.name}` }).fill('333');
    await page.keyboard.press('Tab');
    await panel.getByRole('button', { name: `Move ${of.time} forward` }).press('Enter');
    await panel.getByRole('button', { name: `Pin ${of.time}` }).press('Space');
    await panel.getByRole('checkbox', { name: of.same, exact: true }).uncheck();
    await page.keyboard.press('Escape');
    const check = async () => {
      await expect.poll(async () => (await headings(page, of)).slice(0, 2)).toEqual([of.name, of.time]);
      expect(await headings(page, of)).not.toContain(of.same);
      await expect.poll(async () => Math.round((await header(page, of, of.name).boundingBox())!.width)).toBe(333);
    };
    await check();
    await page.reload();
    await expect(listed(page, of.table)).toBeVisible();
    await check();
    const path = new URL(page.url()).pathname;
    await visit(page, path.replace(of.path, 'roles'));
    await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible();
    await visit(page, path);
    await check();
    await (await tool(page, 'Columns')).getByRole('button', { name: 'Reset columns' }).click();
    await expect.poll(() => headings(page, of)).toEqual(before);
  });

  test(`${of.table}: a time tells the moment itself when it has the focus`, async ({ page, server }) => {
    await open(page, server, of.path);
    const time = listed(page, of.table).getByRole('row').nth(1).locator('time').last();
    await expect(time).toHaveAccessibleDescription(BOTH_CLOCKS);
    await time.focus();
    await expect(page.getByText(BOTH_CLOCKS).filter({ visible: true })).toHaveCount(1);
  });

  test(`${of.table}: what is hidden is not read again, and is once it is seen`, async ({ page, server, seen }) => {
    await page.clock.install();
    await open(page, server, of.path);
    await expect(listed(page, of.table)).toBeVisible();
    const asked = () => seen.calls.filter(({ path }) => path.endsWith(`/${of.path}`)).length;
    await setHidden(page, true);
    const before = asked();
    await page.clock.runFor(5 * 60_000);
    expect(asked()).toBe(before);
    await setHidden(page, false);
    await page.clock.runFor(5_000);
    await expect.poll(asked).toBe(before + 1);
  });
}

async function placeOf(page: Page, { table }: Of, name: string): Promise<number> {
  const all = await listed(page, table).getByRole('columnheader').allInnerTexts();
  return all.findIndex((text) => text.trim().startsWith(name));
}
