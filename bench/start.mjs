// Starts the console in a real Chromium, signs in at the services list, opens one service, and writes down what was
// fetched. Run by `cargo xtask bench`, which names the programs and judges the figures.
import { writeFileSync } from 'node:fs';
import { organizationOf, withConsole } from './browser.mjs';

const [reportFile] = process.argv.slice(2);

await withConsole(async (page, demo) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');

  const files = new Map();
  const views = [];
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const url = new URL(request.url);
    if (url.protocol === 'data:') return;
    if (url.pathname.startsWith('/v1/')) views.at(-1).requests.push(`${request.method} ${url.pathname}${url.search}`);
    else files.set(requestId, { path: url.pathname, bytes: 0, encoding: 'none' });
  });
  // The body as it travels; headers depend on the server.
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const file = files.get(requestId);
    if (!file) return;
    const headers = new Map(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
    file.encoding = headers.get('content-encoding') ?? 'none';
    file.bytes = Number(headers.get('content-length'));
  });

  /** Does something that shows a view, and waits until nothing more is asked for. */
  const view = async (name, act) => {
    const seen = { name, requests: [] };
    views.push(seen);
    await act();
    let before;
    do {
      before = seen.requests.length + files.size;
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(700);
    } while (before !== seen.requests.length + files.size);
    return seen;
  };

  const rail = page.getByRole('navigation', { name: 'Main' });
  const openServices = () => rail.getByRole('link', { name: 'Services', exact: true }).click();

  const organization = await organizationOf(demo);
  await view('sign-in page', async () => {
    await page.goto(new URL(`organizations/${organization}/services`, demo.url).href);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
  await view('services list after sign-in', async () => {
    await page.getByRole('textbox', { name: 'Key ID' }).fill(demo.id);
    await page.getByRole('textbox', { name: 'Key secret' }).fill(demo.secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('table', { name: 'Services' }).getByRole('link').first().waitFor();
  });
  const loaded = [...files.values()];
  await view('service page', async () => {
    const heading = page.getByRole('heading', { level: 1 });
    const link = page.getByRole('table', { name: 'Services' }).getByRole('link').first();
    const name = (await link.textContent()).trim();
    await link.click();
    await heading.filter({ hasText: name }).waitFor();
  });
  // From nothing but a session, so that no earlier view has asked already.
  await openServices();
  const services = await view('services list by itself', async () => {
    await page.reload();
    await page.getByRole('table', { name: 'Services' }).getByRole('link').first().waitFor();
  });

  const unsized = loaded.filter((file) => !(file.bytes > 0));
  if (unsized.length > 0) throw new Error(`no content-length for ${unsized.map((file) => file.path).join(', ')}`);
  const figures = {
    bytes: loaded.reduce((sum, file) => sum + file.bytes, 0),
    files: loaded.length,
    servicesRequests: services.requests.length,
    loaded,
    views,
  };
  writeFileSync(reportFile, JSON.stringify(figures, null, 2));
});
