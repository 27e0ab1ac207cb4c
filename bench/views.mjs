// Goes from list to list by the rail, as one works, and writes down how long each takes from the click to the frame
// with its rows (the sandbox answers after 20 ms), how many requests it costs, and what the page holds in memory after
// 100 such changes beside after the 10th. Run by `cargo xtask bench views`, on a release build.
import { memory, report, round, signIn, spread, watchMemory, withConsole, withImpatience } from './browser.mjs';

const [reportFile] = process.argv.slice(2);
const VIEWS = ['Services', 'API keys', 'Members', 'Invitations'];
/** Older than an answer may be to serve without being asked for again. */
const OLD = 16_000;
const CHANGES = 100;

/** Milliseconds from the click on a link of the rail to the frame after the one with the rows of its list. */
const open = (page, name) =>
  page.evaluate(
    (title) =>
      new Promise((done) => {
        const links = [...document.querySelectorAll('nav[aria-label="Main"] a')];
        const link = links.find((one) => one.textContent.trim() === title);
        const isShown = () =>
          document.querySelector('main h1')?.textContent === title && document.querySelector('main tbody [role=row]');
        const painted = () =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now() - start);
            channel.port2.postMessage(0);
          });
        const observer = new MutationObserver(() => {
          if (!isShown()) return;
          observer.disconnect();
          painted();
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        const start = performance.now();
        link.click();
      }),
    name,
  );

await withImpatience(async (patience) => {
  const figures = await withConsole(
    async (page, demo) => {
      const devtools = await watchMemory(page);
      let requests = [];
      page.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith('/v1/')) requests.push(pathname);
      });
      await signIn(page, demo);
      await page.waitForLoadState('networkidle');

      const visits = async () => {
        const all = [];
        for (const name of VIEWS) {
          requests = [];
          const ms = round(await open(page, name));
          await page.waitForTimeout(300);
          all.push({ name, ms, requests });
        }
        return all;
      };
      const first = await visits();
      await page.waitForTimeout(OLD);
      const again = await visits();
      const held = await visits();
      const times = (all) => spread(all.map(({ ms }) => ms));
      const most = Math.max(...[...first, ...again, ...held].map((visit) => visit.requests.length));
      const twice = first.flatMap((visit) => visit.requests.filter((path, at) => visit.requests.indexOf(path) !== at));
      console.error('visited');

      const sums = {};
      for (let change = 1; change <= CHANGES; change += 1) {
        await open(page, VIEWS[change % VIEWS.length]);
        if (change === 10 || change === CHANGES) {
          await page.waitForLoadState('networkidle');
          const { heapMb, wasmMb } = await memory(page, devtools);
          sums[change] = { heapMb: round(heapMb), wasmMb: round(wasmMb), sumMb: round(heapMb + wasmMb) };
        }
      }
      return {
        firstMs: times(first),
        oldMs: times(again),
        heldMs: times(held),
        mostRequests: most,
        requestsTwice: twice.length,
        memoryAfter: sums,
        growthPercent: round(100 * (sums[CHANGES].sumMb / sums[10].sumMb - 1)),
        first,
        again,
        held,
      };
    },
    { flags: ['--faults', 'latency=20', ...patience] },
  );
  report(figures, reportFile);
});
