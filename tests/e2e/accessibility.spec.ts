// Every page and dialog through axe, in both themes; and at 320 pixels. Other states: accessibility-states.spec.ts.
import { backupsOf, newestDone } from './fixtures/backups.ts';
import { expectAccessible, expectReflow, expectVisibleFocus } from './fixtures/barriers.ts';
import { KEYS, type Server, enterKey, expect, openMenu, signIn, table, test, visit } from './fixtures/console.ts';
import { oneKey } from './fixtures/keys.ts';
import { type Invitation, list, member, role } from './fixtures/people.ts';

interface Stop {
  path: string;
  /** A text that shows that the page is complete. */
  text: string;
}

/** Every page, and every dialog that has an address. */
async function stops(server: Server): Promise<{ pages: Stop[]; dialogs: Stop[] }> {
  const overview = `/organizations/${await server.organization()}`;
  const services = `${overview}/services`;
  const { id } = await server.service('customs archive');
  const secondary = await server.service('shipments reporting');
  const { id: primary } = await server.service('shipments prod');
  const { all } = await backupsOf(server, 'customs archive');
  const backup = newestDone(all).id;
  const service = `${services}/${id}`;
  const keys = `${overview}/keys`;
  const { id: key } = await oneKey(server, 'terraform');
  const [{ id: activity }] = await server.api<[{ id: string }]>('GET', `${overview}/activities`);
  const { userId } = await member(server, 'Jonas Weber');
  const [invited] = await list<Invitation>(server, 'invitations');
  const { id: roleId } = await role(server, 'Shipments operators');
  return {
    pages: [
      { path: overview, text: 'Needs attention' },
      { path: `${overview}/hygiene`, text: 'Service open to the world' },
      { path: `${overview}/clock`, text: 'How to set' },
      { path: `${overview}/settings`, text: 'Services per organization' },
      { path: services, text: 'tracking events' },
      { path: `${services}?filter=state%3Aidle+colour%3Ared`, text: 'No column is called colour' },
      { path: `${services}?filter=nothing+like+this`, text: 'No service matches the filter' },
      { path: `${services}/new`, text: 'Idle scaling' },
      { path: `${service}/overview`, text: 'customs archive' },
      { path: `${service}/connect`, text: 'clickhouse' },
      { path: `${service}/scaling`, text: 'In effect now' },
      { path: `${service}/access`, text: '203.0.113.0/24' },
      { path: `${service}/settings`, text: 'Danger zone' },
      { path: keys, text: 'nightly export' },
      { path: `${keys}?filter=mark:nobody`, text: 'staging ci' },
      { path: `${keys}/new`, text: 'Shipments operators' },
      { path: `${keys}/${key}`, text: 'by this key' },
      { path: `${keys}/${key}/rotate`, text: 'Name of the new key' },
      { path: `${service}/activity?range=90d`, text: 'In all activities' },
      { path: `${overview}/activities?range=90d`, text: 'Narrow by' },
      { path: `${overview}/activities?from=2020-01-01&to=2020-01-02`, text: 'Nothing happened in this range' },
      { path: `${overview}/activities/${activity}`, text: 'Change of key' },
      { path: `${service}/backups`, text: 'days have a good backup' },
      { path: `${services}/${secondary.id}/backups`, text: 'Backups of shipments prod' },
      { path: `${overview}/backups`, text: '5 of 5 services checked' },
      { path: `${service}/backups/${backup}/restore`, text: 'A backup is restored where it was made.' },
      { path: `${services}/${secondary.id}/restored/${id}`, text: 'Query endpoints' },
      { path: `${overview}/usage?range=90d`, text: 'total of 90 days' },
      { path: `${overview}/usage?split=tag`, text: 'Totals by metric' },
      { path: `${overview}/usage?from=2020-01-01&to=2020-01-02`, text: 'Nothing was charged' },
      { path: `${overview}/members`, text: 'Priya Raman' },
      { path: `${overview}/members/${userId}`, text: 'rights are not granted' },
      { path: `${overview}/invitations`, text: 'tomas.novak@example.com' },
      { path: `${overview}/invitations/new`, text: 'Custom roles' },
      { path: `${overview}/invitations/${invited?.id}`, text: 'rights are not granted' },
      { path: `${overview}/roles`, text: 'Shipments operators' },
      { path: `${overview}/roles/${roleId}`, text: 'Who has Shipments operators' },
      { path: '/go/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11', text: 'Nothing that this key may see has this id' },
      { path: `${overview}/nowhere`, text: 'not' },
    ],
    dialogs: [
      { path: `${overview}?dialog=rename`, text: 'Rename organization' },
      { path: `${overview}/hygiene?dialog=export`, text: 'Export report' },
      { path: `${overview}/settings?dialog=core-dumps`, text: 'Disable core dumps in the organization?' },
      { path: `${overview}/settings?dialog=remove-endpoint&on=vpce-0a1b2c3d4e5f60718`, text: 'Remove private endpoint vpce-0a1b2c3d4e5f60718?' },
      { path: `${overview}/usage?dialog=budget`, text: 'Budget for a month' },
      { path: `${services}?dialog=rename&on=${id}`, text: 'Rename customs archive' },
      { path: `${services}?dialog=stop&on=${id}`, text: 'Stop customs archive?' },
      { path: `${services}?dialog=start&on=${id}`, text: 'Start customs archive?' },
      { path: `${services}?dialog=commands&on=${id}`, text: 'Commands for customs archive' },
      { path: `${services}?dialog=delete&on=${id}`, text: 'Delete customs archive?' },
      { path: `${services}?dialog=delete&on=${primary}`, text: 'Delete shipments prod?' },
      { path: `${overview}/members?dialog=roles&on=${userId}`, text: 'Change roles of Jonas Weber' },
      { path: `${overview}/members?dialog=remove&on=${userId}`, text: 'Remove Jonas Weber?' },
      { path: `${overview}/invitations?dialog=again&on=${invited?.id}`, text: `Invite ${invited?.email} again?` },
      { path: `${overview}/invitations?dialog=delete&on=${invited?.id}`, text: `Delete the invitation of ${invited?.email}?` },
      { path: `${service}/settings?dialog=channel`, text: 'Release channel of customs archive' },
      { path: `${service}/scaling?dialog=scale`, text: 'Scale customs archive' },
      { path: `${service}/settings?dialog=private-endpoints`, text: 'Private endpoints of customs archive' },
      { path: `${service}/settings?dialog=tags`, text: 'Tags of customs archive' },
      { path: `${service}/settings?dialog=mysql`, text: 'Enable MySQL of customs archive?' },
      { path: `${service}/settings?dialog=core-dumps`, text: 'Disable core dumps of customs archive?' },
      { path: `${service}/settings?dialog=password`, text: 'Reset the password of customs archive?' },
      { path: `${service}/backups?dialog=configure`, text: 'Configure backups' },
      { path: `${service}/backups?dialog=backup&on=${backup}`, text: 'Backup of customs archive' },
      { path: `${service}/access?dialog=access`, text: 'IP access list of customs archive' },
      { path: `${keys}?dialog=edit&on=${key}`, text: 'Edit terraform' },
      { path: `${keys}/${key}?dialog=enable&on=${key}`, text: 'Enable terraform?' },
      { path: `${keys}/${key}?dialog=disable&on=${key}`, text: 'Disable terraform?' },
      { path: `${keys}/${key}?dialog=delete&on=${key}`, text: 'Delete terraform?' },
    ],
  };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('sign-in has no barriers', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await expectAccessible(page, 'sign-in');
      await enterKey(page, KEYS.disabled);
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'sign-in refused');
    });

    // Two of half the length each: they are the longest there are.
    for (const half of [0, 1]) {
      test(`no page has barriers, half ${half + 1}`, async ({ page, server }) => {
        test.slow();
        await signIn(page);
        const { pages } = await stops(server);
        for (const { path, text } of pages.filter((_, place) => place % 2 === half)) {
          await visit(page, path);
          await expect(page.getByRole('main')).toContainText(text);
          await expectAccessible(page, path);
        }
      });
    }

    test('no dialog has barriers', async ({ page, server }) => {
      test.slow();
      await signIn(page);
      const { dialogs } = await stops(server);
      for (const { path, text } of dialogs) {
        await visit(page, path);
        await expect(page.getByRole('dialog', { name: text })).toBeVisible();
        await expectAccessible(page, path);
      }
      await visit(page, dialogs.find(({ path }) => path.endsWith('dialog=mysql'))!.path);
      for (const tool of ['curl', 'Terraform']) {
        if (tool === 'curl') await page.getByText('Equivalent command').click();
        await page.getByRole('tab', { name: tool }).click();
        await expect(page.getByRole('region', { name: `equivalent ${tool}` })).toBeVisible();
        await expectAccessible(page, `equivalent ${tool}`);
      }
      await visit(page, `/organizations/${await server.organization()}/services`);
      const search = page.getByRole('search');
      for (const name of ['Views', 'Columns', 'Export']) {
        await search.getByRole('button', { name, exact: true }).click();
        await expect(page.getByRole('dialog', { name, exact: true }).getByRole('button').first()).toBeVisible();
        await expectAccessible(page, `${name} of a list`);
        await page.keyboard.press('Escape');
      }
      await search.getByRole('combobox').fill('state:idle memory:>=much tag:');
      await expect(page.getByRole('option').first()).toBeVisible();
      await expectAccessible(page, 'the completion of a filter');
      await search.getByRole('button', { name: 'Clear filter' }).click();
      await table(page).getByRole('checkbox', { name: 'Select all rows shown' }).check();
      await page.getByRole('button', { name: /^Add tag/ }).click();
      await expect(page.getByRole('dialog', { name: /^Add tag/ })).toBeVisible();
      await expectAccessible(page, 'a bulk action');
      await page.keyboard.press('Escape');
      await openMenu(page, 'customs archive');
      await expectAccessible(page, 'a menu');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^API calls/ }).click();
      await expect(page.getByRole('dialog', { name: 'API calls' })).toBeVisible();
      await expectAccessible(page, 'API calls');
    });

    test('what the shell opens has no barriers', async ({ page, server }) => {
      test.slow();
      await signIn(page);
      await visit(page, `/organizations/${await server.organization()}/services`);
      await expect(table(page)).toBeVisible();
      const palette = page.getByRole('dialog', { name: 'Search or jump to' });
      const field = palette.getByRole('combobox');
      const open = async (words: string, name: string) => {
        await page.keyboard.press('Control+k');
        await field.fill(words);
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog', { name })).toBeVisible();
        await expectAccessible(page, name);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog', { name })).toBeHidden();
      };
      await page.keyboard.press('Control+k');
      await expect(field).toBeFocused();
      await expectAccessible(page, 'palette');
      await field.fill('zzzz');
      await expect(palette.getByRole('option')).toHaveCount(0);
      await expectAccessible(page, 'palette without results');
      await page.keyboard.press('Escape');
      await open('keyboard shortcuts', 'Keyboard shortcuts');
      await open('show session', 'Session');
      await open('past messages', 'Messages');
      await page.getByRole('link', { name: 'customs archive', exact: true }).click();
      await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'JSON' }).click();
      await expect(page.getByRole('listbox', { name: 'Lines of the JSON' })).toBeVisible();
      await expectAccessible(page, 'JSON');
      await page.keyboard.press('Escape');
      await visit(page, '/go/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11');
      await expect(page.getByRole('main')).toContainText('Nothing that this key may see');
      await expectAccessible(page, 'an id that nothing has');
    });

    test('problems have no barriers', async ({ page, server, seen }) => {
      await signIn(page);
      const services = `/organizations/${await server.organization()}/services`;
      await visit(page, `${services}/new`);
      await page.getByRole('button', { name: 'Create service' }).click();
      await expect(page.getByText('Enter a name')).toBeVisible();
      await expectAccessible(page, 'a form with problems');
      await server.faults({ error: 1 });
      await visit(page, services);
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'a list that failed');
      seen.mayLoseServer = true;
      await page.route('**/v1/**', (route) => route.abort());
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(page.getByText('The console\'s relay does not answer')).toBeVisible();
      await page.getByText('What to check').click();
      await expectAccessible(page, 'a relay that is down');
    });
  });
}

test('the theme can be chosen and is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await signIn(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Theme: System. Switch to Light' }).click();
  await page.getByRole('button', { name: 'Theme: Light. Switch to Dark' }).click();
  await expect(page.getByRole('button', { name: 'Theme: Dark. Switch to System' })).toBeVisible();
  expect(await background()).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: Dark. Switch to System' })).toBeVisible();
  expect(await background()).not.toBe(light);
});

// As wide as 1280 pixels at 400 % (WCAG 1.4.10).
test.describe('320 px wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test('no page or dialog scrolls sideways or cuts words off', async ({ page, server }) => {
    test.slow();
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectReflow(page, 'sign-in');
    await signIn(page);
    const { pages, dialogs } = await stops(server);
    for (const { path, text } of [...pages, ...dialogs]) {
      await visit(page, path);
      const place = path.includes('dialog=') ? page.getByRole('dialog') : page.getByRole('main');
      await expect(place.filter({ hasText: text }).first()).toBeVisible();
      await expectReflow(page, path);
    }
  });

  test('the areas are reached through the menu', async ({ page }) => {
    await signIn(page);
    await page.getByRole('banner').getByText('Menu').or(page.locator('summary[aria-label=Menu]')).first().click();
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Services' }).click();
    await expect(table(page)).toBeVisible();
    await expectVisibleFocus(page, 'services');
  });
});
