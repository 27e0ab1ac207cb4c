// Counts what a view asks of the API in a minute while nobody does anything: at rest, while a service changes its state,
// and in a hidden tab. Run by `cargo xtask bench polling`, on a release build.
import { report, signIn, withConsole } from './browser.mjs';

const [reportFile] = process.argv.slice(2);
const MINUTE = 60_000;

const figures = await withConsole(
  async (page, demo) => {
    let requests = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/v1/')) requests += 1;
    });
    // What is asked at once belongs to the view and not to its polling.
    const minute = async () => {
      await page.waitForLoadState('networkidle');
      requests = 0;
      await page.waitForTimeout(MINUTE);
      return requests;
    };
    // A tab that Chromium drives is never hidden by itself.
    await page.addInitScript(() => {
      window.hideTab = () => {
        for (const [name, value] of [['hidden', true], ['visibilityState', 'hidden']]) {
          Object.defineProperty(document, name, { configurable: true, get: () => value });
        }
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      };
    });
    await signIn(page, demo);
    const rail = page.getByRole('navigation', { name: 'Main' });
    await rail.getByRole('link', { name: 'Services', exact: true }).click();
    const table = page.getByRole('table', { name: 'Services' });
    await table.getByRole('link').first().waitFor();
    const atRest = await minute();

    const stopped = table.getByRole('row').filter({ hasText: /stopped/i }).first();
    await stopped.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Start', exact: true }).first().click();
    await rail.getByRole('link', { name: 'Services', exact: true }).click();
    await table.getByText(/starting/i).first().waitFor();
    const whileStarting = await minute();

    await page.evaluate(() => window.hideTab());
    const hidden = await minute();
    return { atRest, whileStarting, hidden };
  },
  // Slow enough that the service is still on its way at the end.
  { flags: ['--speed', '0.2'] },
);
report(figures, reportFile);
