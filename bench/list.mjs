// Feeds the services list 10 000 and 100 000 services in a real Chromium, types into its filter and scrolls, and writes
// down how long each key takes until the next frame is painted (also with a processor of a quarter of the speed), how
// many frames are dropped, what the page holds in memory, and how all that grows with the rows. Run like start.mjs, on
// a release build:
//   WHEELHOUSE_BIN=… WHEELHOUSE_DIST=… CHROMIUM=… node bench/list.mjs report.json
import { above, memory, organizationOf, press, report, round, rounded, scroll, signIn, spread, watchMemory, withConsole } from './browser.mjs';

const [reportFile] = process.argv.slice(2);
const ROWS = Number(process.env.ROWS ?? 100_000);

/** Services as the API answers them, all different. */
function services(rows) {
  const states = ['running', 'idle', 'stopped', 'degraded'];
  const regions = ['us-east-1', 'eu-central-1', 'eu-west-2', 'ap-south-1'];
  const names = ['analytics', 'events', 'tracking', 'pricing', 'archive', 'telemetry', 'reporting'];
  const one = (_, number) => ({
    id: `6f0f2c4e-2a47-4a0b-9b3d-${number.toString(16).padStart(12, '0')}`,
    name: `${names[number % 7]} ${number}`,
    provider: 'aws',
    region: regions[number % 4],
    state: states[number % 4],
    clickhouseVersion: '26.8',
    numReplicas: 1 + (number % 3),
    minReplicaMemoryGb: 8,
    maxReplicaMemoryGb: 8 * (1 + (number % 6)),
    idleScaling: number % 2 === 0,
    idleTimeoutMinutes: 15,
    ipAccessList: [],
    createdAt: new Date(Date.UTC(2024, 0, 1) + number * 600_000).toISOString(),
    tags: [{ key: 'env', value: number % 3 ? 'dev' : 'prod' }],
  });
  return JSON.stringify({ status: 200, requestId: 'bench', result: Array.from({ length: rows }, one) });
}

const TYPED = ['t', 'tr', 'tra', 'tracking', 'tracking 9', 'tracking 99', 'tracking 9', '', 'z', '', '99', '9', 'state:idle', 'memory:>=24', 'created:<1y', '-tag:env=prod', ''];
const SLOWER = 4;

/** Types into the filter several times; a pause after each key, as a slow typist makes. Of each key the middle one counts. */
async function type(page, filter, table, { rounds, pause }) {
  const times = TYPED.map(() => []);
  let mostRows = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, text] of TYPED.entries()) {
      times[place].push(await press(filter, text));
      await page.waitForTimeout(pause);
      mostRows = Math.max(mostRows, await table.getByRole('row').count().catch(() => 0));
    }
  }
  const keys = TYPED.map((text, place) => ({ text, ms: spread(times[place]).median }));
  return { slowestKeyMs: Math.max(...keys.map(({ ms }) => ms)), mostRows, keys };
}

/** A browser and a console of its own for so many rows. */
const measure = (rows) =>
  withConsole(async (page, demo) => {
    const devtools = await watchMemory(page);
    const organization = await organizationOf(demo);
    await signIn(page, demo);
    const address = new URL(`organizations/${organization}/services`, demo.url).href;
    const table = page.getByRole('table', { name: 'Services' });

    // The demo's own few services, as one opens the list.
    await page.goto(address);
    await table.getByRole('link').first().waitFor();
    // Until what follows by itself is there, and what the page before held has gone.
    await page.waitForTimeout(2_000);
    const firstView = await memory(page, devtools);

    const body = services(rows);
    await page.route(/\/v1\/organizations\/[^/]+\/services$/, (route) =>
      route.fulfill({ status: 200, contentType: 'application/json', body }),
    );
    const opened = Date.now();
    await page.goto(address);
    await table.getByRole('link', { name: / 0$/ }).waitFor({ timeout: 120_000 });
    const shownMs = Date.now() - opened;
    const filter = page.getByRole('combobox', { name: 'Filter' });
    await filter.focus();
    // Completion is fetched on the first focus, and the rows are read for the filter behind the first view.
    await page.waitForTimeout(3_000);
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    const read = await memory(page, devtools);
    console.error(`${rows} services in ${shownMs} ms`);

    const typed = await type(page, filter, table, { rounds: 1, pause: 300 });
    const scrollingSlowly = await scroll(table, { pixels: 90 });
    const scrollingFast = await scroll(table, { pixels: 5_000 });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const slower = await type(page, filter, table, { rounds: 3, pause: 600 });
    return {
      rows,
      firstView: rounded(firstView),
      shownMs,
      elements,
      memory: rounded(read),
      aboveFirstView: above(firstView, read),
      ...typed,
      scrollingSlowly,
      scrollingFast,
      slower,
    };
  });

const few = await measure(ROWS / 10);
const many = await measure(ROWS);
/** How much ten times the rows cost. */
const growth = {
  elements: round(many.elements / few.elements),
  shown: round(many.shownMs / few.shownMs),
  memory: round(many.memory.sumMb / few.memory.sumMb),
  key: round(many.slowestKeyMs / few.slowestKeyMs),
};
report({ ...many, growth, few }, reportFile);
