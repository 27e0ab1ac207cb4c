// Feeds the services list 100 000 services, types into its filter in a real Chromium, and writes down how long each
// key takes until the next frame is painted. Run like start.mjs, on a release build:
//   WHEELHOUSE_BIN=… WHEELHOUSE_DIST=… CHROMIUM=… node bench/list.mjs report.json
import { press, report, round, signIn, withConsole } from './browser.mjs';

const [reportFile] = process.argv.slice(2);
const ROWS = Number(process.env.ROWS ?? 100_000);

/** Services as the API answers them, all different. */
function services() {
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
  return JSON.stringify({ status: 200, requestId: 'bench', result: Array.from({ length: ROWS }, one) });
}

const figures = await withConsole(async (page, demo) => {
  const body = services();
  await page.route(/\/v1\/organizations\/[^/]+\/services$/, (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body }),
  );
  await signIn(page, demo);
  const table = page.getByRole('table', { name: 'Services' });
  const opened = Date.now();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services', exact: true }).click();
  await table.getByRole('link').first().waitFor({ timeout: 120_000 });
  const shownMs = Date.now() - opened;
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.focus();
  // Completion is fetched on the first focus, and the rows are read for the filter behind the first view.
  await page.waitForTimeout(3_000);

  const typed = ['t', 'tr', 'tra', 'tracking', 'tracking 9', 'tracking 99', 'tracking 9', '', 'z', '', '99', '9', 'state:idle', 'memory:>=24', 'created:<1y', '-tag:env=prod', ''];
  const keys = [];
  let mostRows = 0;
  for (const text of typed) {
    keys.push({ text, ms: round(await press(filter, text)) });
    await page.waitForTimeout(300);
    mostRows = Math.max(mostRows, await table.getByRole('row').count().catch(() => 0));
  }
  const slowestKeyMs = Math.max(...keys.map(({ ms }) => ms));
  return { rows: ROWS, shownMs, slowestKeyMs, mostRows, keys };
});
report(figures, reportFile);
