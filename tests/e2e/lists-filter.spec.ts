// The filter's one grammar on lists other than services, by keyboard: completed tokens, operators, negation, text, the address.
import type { Page } from '@playwright/test';
import { backupsOf } from './fixtures/backups.ts';
import { type Server, expect, tabTo, test } from './fixtures/console.ts';
import { type Invitation, type Member, list, listed, open } from './fixtures/people.ts';
import { type ApiKey, keys } from './fixtures/keys.ts';

interface Backup {
  status: string;
  startedAt: string;
  sizeInBytes: number;
}

interface Activity {
  type: string;
  actorType: string;
  actorDetails: string;
  createdAt: string;
}

/** A token by what is typed of it, and which rows it wants. */
interface Token<Row> {
  /** The beginning of the column's key, the key itself. */
  column: [typed: string, key: string];
  /** The beginning of the value or operator, what is taken from the list, what is typed after that. */
  value: [typed: string, taken: string, rest?: string];
  wants: (row: Row) => boolean;
}

interface Of<Row> {
  table: string;
  one: string;
  path: string | ((server: Server) => Promise<string>);
  rows: (server: Server) => Promise<Row[]>;
  /** What a row is called in the list; without it rows are counted. */
  name?: (row: Row) => string;
  word: Token<Row>;
  compared: Token<Row>;
  text: [typed: string, (row: Row) => boolean];
  /** A value that its column cannot use, and what is said of it. */
  nonsense: [token: string, said: string];
}

const GIB = 2 ** 30;
const within = (at: string | null | undefined, days: number) => Math.abs(Date.parse(at ?? '') - Date.now()) < days * 86_400_000;
const roles = (row: { assignedRoles: { roleName: string }[] }) => row.assignedRoles.map(({ roleName }) => roleName);
const WANTS_TIME = 'a length of time or a date, such as <7d or >=2026-05-01';

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
// The second one says that something is on its way.
const count = (page: Page) => page.getByRole('search').getByRole('status').first();
const chip = (page: Page, token: string) => page.getByRole('button', { name: `Remove filter ${token}`, exact: true });
const address = (page: Page) => new URL(page.url()).searchParams.get('filter') ?? '';

/** Goes down the suggestions as far as one, and takes it. */
async function take(page: Page, suggestion: string) {
  const option = page.getByRole('option', { name: suggestion });
  await expect(option).toBeVisible();
  for (let step = 0; step < 8 && (await option.getAttribute('aria-selected')) !== 'true'; step += 1) await page.keyboard.press('ArrowDown');
  await expect(filter(page)).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id'))!);
  await page.keyboard.press('Enter');
}

/** Types a token with the help of the suggestions; gives it back as it stands in the chip. */
async function complete<Row>(page: Page, { column: [start, key], value: [typed, taken, rest] }: Token<Row>, minus = ''): Promise<string> {
  await page.keyboard.type(minus + start);
  await take(page, `${minus}${key}:`);
  await expect(filter(page)).toHaveValue(`${minus}${key}:`);
  await page.keyboard.type(typed);
  await take(page, `${minus}${key}:${taken}`);
  if (rest) await page.keyboard.type(`${rest} `);
  const token = `${minus}${key}:${taken}${rest ?? ''}`;
  await expect(chip(page, token)).toBeVisible();
  await expect(filter(page)).toHaveValue('');
  await expect(filter(page)).toBeFocused();
  return token;
}

function speaks<Row>(of: Of<Row>) {
  test(`${of.table}: words, comparisons, their opposite and text, by keyboard and in the address`, async ({ page, server }) => {
    const path = typeof of.path === 'string' ? of.path : await of.path(server);
    await open(page, server, path);
    await expect(listed(page, of.table)).toBeVisible();
    const all = await of.rows(server);
    await expect(count(page)).toHaveText(String(all.length));
    const expectShown = async (wants: (row: Row) => boolean) => {
      const wanted = all.filter(wants);
      // Whatever the seed: a filter that leaves out nothing, or everything, would show nothing here.
      expect(wanted.length, 'some rows, and not all').toBeGreaterThan(0);
      expect(wanted.length, 'some rows, and not all').toBeLessThan(all.length);
      await expect(count(page)).toHaveText(`${wanted.length} of ${all.length}`);
      const { name } = of;
      if (name) {
        const shown = listed(page, of.table).getByRole('rowheader').getByRole('link');
        await expect.poll(async () => (await shown.allTextContents()).sort()).toEqual(wanted.map(name).sort());
      }
    };
    await tabTo(page, filter(page));

    const word = await complete(page, of.word);
    await expectShown(of.word.wants);
    await expect.poll(() => address(page)).toBe(word);
    await page.keyboard.press('Escape');
    await expect.poll(() => address(page)).toBe('');

    const compared = await complete(page, of.compared);
    await expectShown(of.compared.wants);
    await expect.poll(() => address(page)).toBe(compared);
    await page.keyboard.press('Escape');

    const opposite = await complete(page, of.word, '-');
    await expectShown((row) => !of.word.wants(row));
    await page.reload();
    await expect(chip(page, opposite)).toBeVisible();
    await expectShown((row) => !of.word.wants(row));
    await tabTo(page, filter(page));
    await page.keyboard.press('Escape');

    const [text, holds] = of.text;
    await page.keyboard.type(text);
    await expectShown(holds);
    await page.keyboard.press('Enter');
    await expect.poll(() => address(page)).toBe(text);
    await page.reload();
    await expect(filter(page)).toHaveValue(text);
    await expectShown(holds);
    await tabTo(page, filter(page));
    await page.keyboard.press('Escape');

    const [nonsense, said] = of.nonsense;
    await page.keyboard.type(`${nonsense} `);
    const told = page.getByRole('search').locator('..').getByText(said);
    await expect(told).toBeVisible();
    await expect(told).toHaveRole('status');
    await expect(count(page)).toHaveText(String(all.length));
    await page.keyboard.press('Escape');
    await expect(told).toBeHidden();
    await page.keyboard.type('colour:blue ');
    await expect(page.getByText('No column is called colour: colour:blue is searched as text.')).toBeVisible();
    await expect(page.getByText(`No ${of.one} matches the filter`)).toBeVisible();
    // The first one closes what is suggested for the next word.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(count(page)).toHaveText(String(all.length));
  });
}

speaks<ApiKey>({
  table: 'API keys', one: 'API key', path: 'keys', rows: keys, name: ({ name }) => name,
  word: { column: ['sta', 'state'], value: ['dis', 'disabled'], wants: ({ state }) => state === 'disabled' },
  compared: { column: ['exp', 'expires'], value: ['<7', '<7d'], wants: ({ expireAt }) => within(expireAt, 7) },
  text: ['demo', ({ name }) => name.startsWith('demo')],
  nonsense: ['expires:soon', `expires:soon is not used: expires wants ${WANTS_TIME}.`],
});

speaks<Member & { joinedAt: string }>({
  table: 'Members', one: 'member', path: 'members', rows: (server) => list(server, 'members'), name: ({ name }) => name,
  // Two words in one: it is quoted.
  word: { column: ['rol', 'role'], value: ['"serv', '"Service reader"'], wants: (row) => roles(row).includes('Service reader') },
  compared: { column: ['joi', 'joined'], value: ['>', '>90d'], wants: ({ joinedAt }) => !within(joinedAt, 90) },
  text: ['TANAKA', ({ name }) => name === 'Mei Tanaka'],
  nonsense: ['role:>admin', 'role:>admin is not used: role wants a word: <, <=, > and >= compare numbers and times.'],
});

speaks<Invitation & { expireAt: string }>({
  table: 'Invitations', one: 'invitation', path: 'invitations', rows: (server) => list(server, 'invitations'), name: ({ email }) => email,
  word: { column: ['sta', 'state'], value: ['exp', '"expires soon"'], wants: ({ expireAt }) => within(expireAt, 1) },
  compared: { column: ['exp', 'expires'], value: ['<24', '<24h'], wants: ({ expireAt }) => within(expireAt, 1) },
  text: ['admin lena', ({ email }) => email.startsWith('lena')],
  nonsense: ['created:<7', `created:<7 is not used: created wants ${WANTS_TIME}.`],
});

speaks<Backup>({
  table: 'Backups', one: 'backup', rows: async (server) => (await backupsOf(server, 'fleet telemetry')).all as unknown as Backup[],
  path: async (server) => `services/${(await server.service('fleet telemetry')).id}/backups`,
  word: { column: ['stat', 'status'], value: ['err', 'error'], wants: ({ status }) => status === 'error' },
  compared: { column: ['si', 'size'], value: ['>', '>=', '40gib'], wants: ({ sizeInBytes }) => sizeInBytes >= 40 * GIB },
  text: ['done', ({ status }) => status === 'done'],
  nonsense: ['size:>=5min', 'size:>=5min is not used: size wants a number, such as >=16gib.'],
});

speaks<Activity>({
  table: 'Activities', one: 'activity', path: 'activities?range=90d',
  rows: async (server) => list(server, `activities?from_date=${new Date(Date.now() - 90 * 86_400_000).toISOString()}`),
  word: { column: ['actor-t', 'actor-type'], value: ['us', 'user'], wants: ({ actorType }) => actorType === 'user' },
  compared: { column: ['ti', 'time'], value: ['<7', '<7d'], wants: ({ createdAt }) => within(createdAt, 7) },
  text: ['sofia', ({ actorDetails }) => actorDetails.startsWith('sofia')],
  nonsense: ['time:yesterday', `time:yesterday is not used: time wants ${WANTS_TIME}.`],
});

test('of a number a unit is offered, and the board of backups takes it', async ({ page, server }) => {
  await open(page, server, 'backups');
  await expect(page.getByText('5 of 5 services checked').first()).toBeVisible();
  await tabTo(page, filter(page));
  await page.keyboard.type('size:>=1');
  await take(page, 'size:>=1gib');
  await expect(chip(page, 'size:>=1gib')).toBeVisible();
  const sizes = await listed(page, 'Backups by service').getByRole('cell').filter({ hasText: /^[\d.]+ [KMGT]?i?B$/ }).allTextContents();
  expect(sizes.length).toBeGreaterThan(0);
  for (const size of sizes) expect(size).toMatch(/ [GT]iB$/);
  await expect(count(page)).toHaveText(`${sizes.length} of 5`);
});
