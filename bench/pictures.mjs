// Takes the pictures of the README: the main pages of a demo, in both themes. Run by `cargo xtask pictures`, which names
// the programs; the pictures go to docs/pictures.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signIn, withConsole } from './browser.mjs';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

/** Pages in the order of the README: the picture's name, and how to come there from the services list. */
const PAGES = [
  ['overview', (page) => open(page, 'Overview')],
  ['services', (page) => open(page, 'Services')],
  ['scaling', scaling],
  ['keys', (page) => open(page, 'API keys')],
  ['backups', (page) => open(page, 'Backups')],
  ['activities', (page) => open(page, 'Activities')],
  ['usage', (page) => open(page, 'Usage')],
  ['hygiene', (page) => open(page, 'Hygiene')],
];

async function open(page, area) {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: area, exact: true })
    .click();
  await page.getByRole('heading', { level: 1, name: area }).waitFor();
}

async function scaling(page) {
  await open(page, 'Services');
  await page.getByRole('table', { name: 'Services' }).getByRole('link').first().click();
  await page.getByRole('link', { name: 'Scale', exact: true }).first().click();
}

mkdirSync(folder, { recursive: true });
await withConsole(
  async (page, demo) => {
    await signIn(page, demo);
    for (const [name, show] of PAGES) {
      await show(page);
      await page.waitForLoadState('networkidle');
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
        console.log(`docs/pictures/${name}-${colorScheme}.png`);
      }
    }
  },
  { flags: ['--rate-limit', 'off'] },
);
