// Opens the audit log of the sandbox's large organization, 90 days and about 100 000 records, in a real Chromium, and
// writes down how long each key in the filter takes until the next frame is painted, how scrolling goes, and what the
// page holds in memory. Run like list.mjs, on a release build:
//   WHEELHOUSE_BIN=… WHEELHOUSE_DIST=… CHROMIUM=… node bench/activities.mjs report.json
import { above, memory, organizationOf, press, report, round, rounded, scroll, signIn, spread, watchMemory, withConsole, withImpatience } from './browser.mjs';

const [reportFile] = process.argv.slice(2);
const TYPED = ['n', 'ni', 'nig', 'nigh', 'nightly', 'nightly b', 'nightly backup', 'nightly', '', 'z', '', '203', '2', 'service woken', 'group:users', 'group:users -actor-type:api', 'new:ip', ''];

await withImpatience(async (patience) => {
  const flags = ['--seed', 'large', ...patience];
  const figures = await withConsole(async (page, demo) => {
    const devtools = await watchMemory(page);
    const organization = await organizationOf(demo);
    await signIn(page, demo);
    const go = (query) => page.goto(new URL(`organizations/${organization}/activities?${query}`, demo.url).href);

    // The same page without a record.
    await go('from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');
    await page.getByText('Nothing happened in this range').waitFor();
    const empty = await memory(page, devtools);

    await go('range=90d');
    const list = page.getByRole('table', { name: 'Activities', exact: true });
    const opened = Date.now();
    await list.getByRole('link').first().waitFor({ timeout: 120_000 });
    const firstRowMs = Date.now() - opened;
    const progress = page.getByRole('progressbar', { name: 'Days read' });
    await progress.waitFor({ state: 'detached', timeout: 300_000 });
    const allRowsMs = Date.now() - opened;
    const rows = Number(await page.getByRole('search').getByRole('status').first().textContent());
    const filter = page.getByRole('combobox', { name: 'Filter' });
    await filter.focus();
    // Rows are read for the filter, and facets are counted, behind the first view.
    await page.waitForTimeout(5_000);
    const read = await memory(page, devtools);
    console.error(`${rows} rows read in ${allRowsMs} ms`);

    const keys = [];
    let mostRows = 0;
    for (const text of TYPED) {
      keys.push({ text, ms: round(await press(filter, text)) });
      // Timeline and facets follow when the typing rests.
      await page.waitForTimeout(500);
      mostRows = Math.max(mostRows, await list.getByRole('row').count().catch(() => 0));
    }
    // Without a rest between, as one types.
    const typing = [];
    for (const end of [...'nightly backup'].keys()) {
      typing.push(await press(filter, 'nightly backup'.slice(0, end + 1)));
      await page.waitForTimeout(60);
    }
    console.error('typed');
    await press(filter, '');
    await page.waitForTimeout(1_000);

    const slow = await scroll(list, { pixels: 90 });
    const fast = await scroll(list, { pixels: 5_000 });
    const after = await memory(page, devtools);
    return {
      rows,
      firstRowMs,
      allRowsMs,
      mostRows,
      keyToPaintMs: spread(keys.map(({ ms }) => ms)),
      typingToPaintMs: spread(typing),
      keys,
      scrollingSlowly: slow,
      scrollingFast: fast,
      emptyMb: rounded(empty),
      memoryAboveEmpty: { read: above(empty, read), afterTyping: above(empty, after) },
    };
  }, { flags });
  report(figures, reportFile);
});
