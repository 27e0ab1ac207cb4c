// Starts the console in a real Chromium, signs in at the services list, opens one service, and writes down what was
// fetched. Run by `cargo xtask bench`, which names the programs and judges the figures.
import { writeFileSync } from 'node:fs';
import { fill, organizationOf, withConsole } from './browser.mjs';

const [reportFile] = process.argv.slice(2);

/** The files and the API requests of a page from now on, each in its order. */
async function listen(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const seen = { files: new Map(), requests: [] };
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const url = new URL(request.url);
    if (url.protocol === 'data:') return;
    if (url.pathname.startsWith('/v1/')) seen.requests.push(`${request.method} ${url.pathname}${url.search}`);
    else seen.files.set(requestId, { path: url.pathname, bytes: 0, encoding: 'none' });
  });
  // The body as it travels; headers depend on the server.
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const file = seen.files.get(requestId);
    if (!file) return;
    const headers = new Map(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
    file.encoding = headers.get('content-encoding') ?? 'none';
    file.bytes = Number(headers.get('content-length'));
  });
  return seen;
}

/** Waits until nothing more is asked for. */
async function settle(page, seen) {
  const count = () => seen.requests.length + seen.files.size;
  let before;
  do {
    before = count();
    await page.waitForLoadState('networkidle');
    // Longer than the console waits before it fetches what the first view did not need.
    await page.waitForTimeout(1500);
  } while (before !== count());
}

const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0);

await withConsole(async (page, demo) => {
  const organization = await organizationOf(demo);
  const address = new URL(`organizations/${organization}/services`, demo.url).href;
  const firstService = (on) => on.getByRole('table', { name: 'Services' }).getByRole('link').first();
  const views = [];
  const seen = await listen(page);
  const view = async (name, act) => {
    const before = seen.requests.length;
    await act();
    await settle(page, seen);
    views.push({ name, requests: seen.requests.slice(before) });
  };

  await view('sign-in page', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
  await view('services list after sign-in', async () => {
    await fill(page, demo);
    await firstService(page).waitFor();
  });
  await view('service page', async () => {
    const link = firstService(page);
    const name = (await link.textContent()).trim();
    await link.click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor();
  });

  const session = await page.evaluate(() => ({ ...sessionStorage }));
  // With a session and nothing else: no file in the cache, nothing asked before.
  const context = await page.context().browser().newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript((kept) => Object.assign(sessionStorage, kept), session);
  const fresh = await context.newPage();
  const list = await listen(fresh);
  await fresh.goto(address);
  await firstService(fresh).waitFor();
  const loaded = [...list.files.values()];
  await settle(fresh, list);
  views.push({ name: 'services list by itself', requests: list.requests });
  const following = [...list.files.values()].slice(loaded.length);
  await context.close();

  const unsized = [...loaded, ...following].filter((file) => !(file.bytes > 0));
  if (unsized.length > 0) throw new Error(`no content-length for ${unsized.map((file) => file.path).join(', ')}`);
  const figures = {
    bytes: sum(loaded),
    files: loaded.length,
    followingBytes: sum(following),
    servicesRequests: list.requests.length,
    loaded,
    following,
    views,
  };
  writeFileSync(reportFile, JSON.stringify(figures, null, 2));
});
