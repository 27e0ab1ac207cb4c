// Shows the first view in the ways it comes up most and writes down which regions of functions ran. Run by
// `cargo xtask profile`, with a build in which every region tells its number.
import { writeFileSync } from 'node:fs';
import { fill, organizationOf, withConsole } from './browser.mjs';

const [reportFile] = process.argv.slice(2);
const ran = { firstView: new Set(), signIn: new Set() };

const note = async (page, into) => {
  const numbers = await page.evaluate(() => [...globalThis.ran.keys()].filter((number) => globalThis.ran[number]));
  for (const number of numbers) into.add(number);
};

const showServices = (flags, width) =>
  withConsole(
    async (page, demo) => {
      const organization = await organizationOf(demo);
      const list = page.getByRole('table', { name: 'Services' });
      const stands = () => list.getByRole('row').or(page.getByText('No services yet')).first().waitFor();
      await page.goto(new URL(`organizations/${organization}/services`, demo.url).href);
      await fill(page, demo);
      await stands();
      // What a first view does by the clock runs in it, too.
      await page.waitForTimeout(4000);
      await note(page, ran.signIn);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.reload();
      await stands();
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(4000);
      await note(page, ran.firstView);
    },
    { flags, viewport: { width, height: 800 } },
  );

// Other pages: what the main module does until their chunk is there.
const showHome = (width) =>
  withConsole(
    async (page, demo) => {
      await page.route('**/split_*.wasm', () => {});
      await page.goto(demo.url);
      await fill(page, demo);
      const shell = page.getByRole('button', { name: 'Sign out' });
      await shell.waitFor();
      await page.waitForTimeout(2000);
      await note(page, ran.signIn);
      await page.reload();
      await shell.waitFor();
      await page.waitForTimeout(2000);
      await note(page, ran.firstView);
    },
    { viewport: { width, height: 800 } },
  );

// What goes wrong at sign-in is told without anything that is still on its way.
const showFailures = () =>
  withConsole(async (page, demo) => {
    const problem = page.getByRole('alert');
    const failing = async (way) => {
      await page.goto(demo.url);
      if (way) await page.route('**/v1/**', way);
      await fill(page, way ? demo : { ...demo, secret: 'wrong' });
      await problem.first().waitFor();
      await page.waitForTimeout(1000);
      await note(page, ran.signIn);
      if (way) await page.unroute('**/v1/**');
    };
    await failing();
    await failing((route) => route.abort());
    await failing((route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  });

await showFailures();
for (const width of [1280, 390]) await showHome(width);
for (const seed of ['small', 'large', 'empty']) {
  for (const width of [1280, 390]) await showServices(['--seed', seed], width);
}
const report = Object.entries(ran).map(([name, numbers]) => [name, [...numbers]]);
writeFileSync(reportFile, JSON.stringify(Object.fromEntries(report)));
