// Takes the pictures of the README: the main pages of a demo, in both themes. Run by `cargo xtask pictures`, which names
// the programs; the pictures go to docs/pictures.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signIn, withConsole } from './browser.mjs';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

/** Pages in the order of the README: the picture's name, and how to come there from the services list. */
const PAGES = [
  ['overview', overview],
  ['services', (page) => open(page, 'Services')],
  ['scaling', scaling],
  ['keys', (page) => open(page, 'API keys')],
  ['backups', backups],
  ['activities', (page) => open(page, 'Activities')],
  ['usage', (page) => open(page, 'Usage')],
  ['hygiene', (page) => open(page, 'Hygiene')],
];

async function open(page, area) {
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: area, exact: true });
  await link.click();
  await page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]').filter({ hasText: area }).waitFor();
}

async function overview(page) {
  await open(page, 'Overview');
  // The cost is asked for behind everything else.
  await page.getByText(/CHC/).first().waitFor();
}

async function backups(page) {
  await open(page, 'Backups');
  await page.getByText('not checked').first().waitFor({ state: 'detached' });
}

async function scaling(page) {
  await open(page, 'Services');
  await page.getByRole('table', { name: 'Services' }).getByRole('link', { name: 'shipments prod', exact: true }).click();
  await page.getByRole('navigation', { name: 'Service', exact: true }).getByRole('link', { name: 'Scaling' }).click();
  await page.getByRole('button', { name: 'Scale', exact: true }).click();
}

mkdirSync(folder, { recursive: true });
await withConsole(
  async (page, demo) => {
    await signIn(page, demo);
    for (const [name, show] of PAGES) {
      await show(page);
      await page.waitForLoadState('networkidle');
      // Answers are drawn after they came.
      await page.waitForTimeout(1_500);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
        console.log(`docs/pictures/${name}-${colorScheme}.png`);
      }
      await page.keyboard.press('Escape');
    }
  },
  { flags: ['--rate-limit', 'off'] },
);
