// Feeds the services list 100 000 services, types into its filter in a real Chromium, and writes down how long each
// key takes until the next frame is painted. Run like start.mjs, on a release build:
//   WHEELHOUSE_BIN=… WHEELHOUSE_DIST=… CHROMIUM=… node bench/list.mjs report.json
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { chromium } = createRequire(new URL('../tests/e2e/package.json', import.meta.url))('playwright-core');
const [reportFile] = process.argv.slice(2);
const { WHEELHOUSE_BIN, WHEELHOUSE_DIST, CHROMIUM } = process.env;
const ROWS = Number(process.env.ROWS ?? 100_000);

async function startDemo() {
  const child = spawn(WHEELHOUSE_BIN, ['demo', '--listen', '127.0.0.1:0', '--dist', WHEELHOUSE_DIST], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, RUST_LOG: 'error' },
  });
  const said = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^(Wheelhouse demo|Key ID|Key secret): (\S+)$/.exec(line) ?? [];
    if (name) said[name] = value;
    if (Object.keys(said).length === 3) break;
  }
  return { child, url: said['Wheelhouse demo'], id: said['Key ID'], secret: said['Key secret'] };
}

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

const demo = await startDemo();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const body = services();
  await page.route(/\/v1\/organizations\/[^/]+\/services$/, (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body }),
  );
  await page.goto(demo.url);
  await page.getByRole('textbox', { name: 'Key ID' }).fill(demo.id);
  await page.getByRole('textbox', { name: 'Key secret' }).fill(demo.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  const table = page.getByRole('table', { name: 'Services' });
  const opened = Date.now();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services', exact: true }).click();
  await table.getByRole('link').first().waitFor({ timeout: 120_000 });
  const shownMs = Date.now() - opened;
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.focus();
  // Completion is fetched on the first focus, and the rows are read for the filter behind the first view.
  await page.waitForTimeout(3_000);

  /** Milliseconds from the change of the box to the frame after the one that shows it. */
  const press = (text) =>
    filter.evaluate(
      (box, value) =>
        new Promise((done) => {
          const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
          setter.call(box, value);
          const start = performance.now();
          box.dispatchEvent(new InputEvent('input', { bubbles: true }));
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now() - start);
            channel.port2.postMessage(0);
          });
        }),
      text,
    );
  const typed = ['t', 'tr', 'tra', 'tracking', 'tracking 9', 'tracking 99', 'tracking 9', '', 'z', '', '99', '9', 'state:idle', 'memory:>=24', 'created:<1y', '-tag:env=prod', ''];
  const keys = [];
  let mostRows = 0;
  for (const text of typed) {
    keys.push({ text, ms: Math.round((await press(text)) * 10) / 10 });
    await page.waitForTimeout(300);
    mostRows = Math.max(mostRows, await table.getByRole('row').count().catch(() => 0));
  }
  const slowestKeyMs = Math.max(...keys.map(({ ms }) => ms));
  const report = { rows: ROWS, shownMs, slowestKeyMs, mostRows, keys };
  console.log(JSON.stringify(report, null, 2));
  if (reportFile) writeFileSync(reportFile, JSON.stringify(report, null, 2));
} finally {
  await browser.close();
  demo.child.kill();
}
