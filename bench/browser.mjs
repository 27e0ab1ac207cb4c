// What the measurements in a browser share: the demo, a real Chromium, signing in, and the clocks.
// The programs are named by WHEELHOUSE_BIN, WHEELHOUSE_DIST and CHROMIUM.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const { chromium } = createRequire(new URL('../tests/e2e/package.json', import.meta.url))('playwright-core');
const { WHEELHOUSE_BIN, WHEELHOUSE_DIST, CHROMIUM } = process.env;

/** Starts the demo and reads its address and key from what it prints. */
async function startDemo(flags) {
  const fixed = ['demo', '--listen', '127.0.0.1:0', '--dist', WHEELHOUSE_DIST];
  const child = spawn(WHEELHOUSE_BIN, [...fixed, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, RUST_LOG: 'error' },
  });
  const said = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^(Wheelhouse demo|Key ID|Key secret): (\S+)$/.exec(line) ?? [];
    if (name) said[name] = value;
    if (Object.keys(said).length === 3) break;
  }
  if (Object.keys(said).length < 3) throw new Error('the demo ended before it printed its address and key');
  return { child, url: said['Wheelhouse demo'], id: said['Key ID'], secret: said['Key secret'] };
}

/** Runs `measure` with a demo and a browser of its own, and ends both whatever comes of it. */
export async function withConsole(measure, { flags = [], viewport = { width: 1280, height: 800 } } = {}) {
  const demo = await startDemo(flags);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await (await browser.newContext({ viewport })).newPage();
    return await measure(page, demo);
  } finally {
    await browser.close();
    demo.child.kill();
  }
}

/** Flags for a demo without a limit, and for a console that waits for none: what is measured is the page. */
export async function withImpatience(run) {
  const folder = mkdtempSync(join(tmpdir(), 'wheelhouse-bench-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ budgetRequests: 1_000, budgetSeconds: 1 }));
  try {
    await run(['--rate-limit', 'off', '--config', config]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Call before the first page is opened; what comes back is for `memory`. */
export async function watchMemory(page) {
  // The browser counts wasm's memory nowhere: it is kept here when it is made.
  await page.addInitScript(() => {
    window.wasmMemories = new Set();
    const note = (instance) => {
      for (const one of Object.values(instance.exports)) {
        if (one instanceof WebAssembly.Memory) window.wasmMemories.add(one);
      }
    };
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const original = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const made = await original.apply(WebAssembly, args);
        note(made.instance ?? made);
        return made;
      };
    }
  });
  return page.context().newCDPSession(page);
}

/** Megabytes of JavaScript objects and of wasm, after what is not needed has gone. */
export async function memory(page, devtools) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() =>
    [...window.wasmMemories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  );
  return { heapMb: usedSize / 1e6, wasmMb: wasm / 1e6 };
}

/** What the page holds beyond what it held before. */
export const above = (before, now) => ({
  heapMb: round(now.heapMb - before.heapMb),
  wasmMb: round(now.wasmMb - before.wasmMb),
  sumMb: round(now.heapMb + now.wasmMb - before.heapMb - before.wasmMb),
});

const NOTHING = { heapMb: 0, wasmMb: 0 };
export const rounded = (memory) => above(NOTHING, memory);

/** Signs in on the page that is open. */
export async function fill(page, demo) {
  await page.getByRole('textbox', { name: 'Key ID' }).fill(demo.id);
  await page.getByRole('textbox', { name: 'Key secret' }).fill(demo.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function signIn(page, demo) {
  await page.goto(demo.url);
  await fill(page, demo);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** The organization of the demo's key. */
export async function organizationOf({ url, id, secret }) {
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const answer = await fetch(new URL('v1/whoami', url), { headers: { authorization } });
  return (await answer.json()).result.organizationId;
}

/** Milliseconds from a change of a box to the frame after the one that shows it. */
export function press(box, text) {
  return box.evaluate(
    (input, value) =>
      new Promise((done) => {
        const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
        setter.call(input, value);
        const start = performance.now();
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - start);
          channel.port2.postMessage(0);
        });
      }),
    text,
  );
}

const FRAME = 1_000 / 60;

/** Scrolls a table by so many pixels a frame, and tells of the time between frames. */
export async function scroll(table, { pixels, frames = 120 }) {
  const between = await table.evaluate(
    (element, { pixels, frames }) =>
      new Promise((done) => {
        const frame = element.closest('.table__scroll');
        const between = [];
        let last;
        const step = (now) => {
          if (last !== undefined) between.push(now - last);
          last = now;
          frame.scrollTop += pixels;
          if (between.length < frames) requestAnimationFrame(step);
          else done(between);
        };
        requestAnimationFrame(step);
      }),
    { pixels, frames },
  );
  // A frame that came a little late was not dropped.
  return { ...spread(between), frames, over: between.filter((ms) => ms > FRAME * 1.5).length };
}

/** One decimal is as much as these clocks tell. */
export const round = (number) => Math.round(number * 10) / 10;

/** The middle and the worst of some figures. */
export function spread(figures) {
  const sorted = [...figures].sort((one, other) => one - other);
  return { median: round(sorted[Math.floor(sorted.length / 2)]), worst: round(sorted.at(-1)) };
}

export function report(figures, file) {
  const text = JSON.stringify(figures, null, 2);
  console.log(text);
  if (file) writeFileSync(file, text);
}
