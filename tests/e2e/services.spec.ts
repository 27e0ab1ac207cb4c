import type { Page } from '@playwright/test';
import { expect, expectProblem, goToServices, openServices, row, signIn, table, test } from './fixtures/console.ts';

const names = (page: Page) => table(page).getByRole('row').getByRole('link').allTextContents();
const heading = (page: Page, name: string) => table(page).getByRole('columnheader', { name });

test('the list shows every service with its state', async ({ page, server }) => {
  await openServices(page);
  const services = await server.services();
  await expect(table(page).getByRole('row')).toHaveCount(services.length + 1);
  for (const { name, state } of services) await expect(row(page, name)).toContainText(state);
});

test('sorting follows the headings and stays in the address', async ({ page }) => {
  await openServices(page);
  await expect(heading(page, 'Name')).toHaveAttribute('aria-sort', 'ascending');
  await heading(page, 'Name').getByRole('button').click();
  await expect(heading(page, 'Name')).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/[?&]sort=-name/);
  const descending = await names(page);
  expect(descending).toEqual([...descending].sort().reverse());
  await page.reload();
  await expect(heading(page, 'Name')).toHaveAttribute('aria-sort', 'descending');
  expect(await names(page)).toEqual(descending);
  await heading(page, 'State').getByRole('button').click();
  await expect(heading(page, 'State')).toHaveAttribute('aria-sort', 'ascending');
  await expect(heading(page, 'Name')).not.toHaveAttribute('aria-sort');
});

test('the filter finds services by any column and stays in the address', async ({ page }) => {
  await openServices(page);
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.fill('azure');
  await expect(table(page).getByRole('row')).toHaveCount(2);
  await expect(row(page, 'customs archive')).toBeVisible();
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 6');
  await expect(page).toHaveURL(/[?&]filter=azure/);
  await filter.fill('no such service');
  await expect(page.getByText('No service matches the filter')).toBeVisible();
  await page.getByRole('search').getByRole('button', { name: 'Clear filter' }).click();
  await expect(table(page).getByRole('row')).toHaveCount(7);
  await expect(page).not.toHaveURL(/filter/);
});

test.describe('an organization without services', () => {
  test.use({ flags: '--rate-limit off --seed empty' });
  test('is told so and offers to create one', async ({ page }) => {
    await openServices(page);
    await expect(page.getByText('No services yet')).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'Create service' }).last()).toBeVisible();
  });
});

test.describe('a long list', () => {
  test.use({ flags: '--rate-limit off --seed large' });
  test('counts all rows, keeps few in the document and finds one at once', async ({ page, server }) => {
    await openServices(page);
    await expect(table(page)).toHaveAttribute('aria-rowcount', '301');
    expect(await table(page).getByRole('row').count()).toBeLessThanOrEqual(61);
    const last = (await server.services()).at(-1)!;
    await page.getByRole('combobox', { name: 'Filter' }).fill(last.id);
    await expect(table(page).getByRole('row')).toHaveCount(2);
    await expect(row(page, last.name)).toBeVisible();
  });
});

test.describe('a state that changes by itself', () => {
  test.use({ flags: '--rate-limit off --speed 1' });
  test('is followed', async ({ page, server }) => {
    const service = await server.service('customs archive');
    await server.setState(service, 'starting');
    await openServices(page);
    await expect(row(page, service.name)).toContainText('starting');
    await server.advance(60);
    await expect(row(page, service.name)).toContainText('running');
  });
});

test('a list that fails says why, with the request id, and tries again', async ({ page, server }) => {
  await signIn(page, { at: '/sign-in?next=%2Forganizations%2Fnone' });
  await server.faults({ error: 1 });
  await goToServices(page);
  await expectProblem(page, 'failed', /status 50\d/);
  await server.faults({});
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, 'customs archive')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a refresh that fails leaves the list in place', async ({ page, server }) => {
  await openServices(page);
  await expect(row(page, 'customs archive')).toBeVisible();
  await server.faults({ error: 1 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expectProblem(page, 'failed');
  await expect(row(page, 'customs archive')).toBeVisible();
});

for (const fault of ['garbage', 'truncate', 'cut']) {
  test(`a list that comes as ${fault} is a problem with a way on`, async ({ page, server, seen }) => {
    seen.mayLoseServer = fault === 'cut';
    await signIn(page, { at: '/sign-in?next=%2Forganizations%2Fnone' });
    await server.faults({ [fault]: 1 });
    await goToServices(page);
    const problem = page.getByRole('alert');
    await expect(problem).toContainText(/not one of the ClickHouse Cloud API|connection broke|does not answer/);
    await server.faults({});
    await problem.getByRole('button', { name: 'Try again' }).click();
    await expect(row(page, 'customs archive')).toBeVisible();
  });
}

test('a state that the console does not know is shown as the API says it', async ({ page, server }) => {
  await server.setState(await server.service('pricing dev'), 'hibernating');
  await openServices(page);
  await expect(row(page, 'pricing dev')).toContainText('hibernating');
});

test('fields that the API leaves out are shown as unknown', async ({ page, server }) => {
  const { id } = await server.create('missing fields');
  await signIn(page, { at: `/organizations/${await server.organization()}/services/${id}/settings` });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(id);
  await expect(page.getByRole('main')).toContainText('—');
  const channel = page.getByRole('button', { name: /^Enable MySQL/ });
  await expect(channel).toHaveAccessibleDescription('The API did not tell whether it is on.');
});

for (const sentinel of ['error 500', 'garbage', 'cut']) {
  test(`a service whose details fail (${sentinel}) shows a problem`, async ({ page, server, seen }) => {
    seen.mayLoseServer = sentinel === 'cut';
    const { id } = await server.create(`it is ${sentinel}`);
    await signIn(page, { at: `/organizations/${await server.organization()}/services/${id}/overview` });
    const problem = page.getByRole('alert');
    await expect(problem).toContainText('failed');
    await expect(problem.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
}

test('a service that does not exist is said to be unknown', async ({ page, server }) => {
  const unknown = '6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11';
  await signIn(page, { at: `/organizations/${await server.organization()}/services/${unknown}/overview` });
  await expect(page.getByRole('heading', { name: 'Service not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the services' }).click();
  await expect(table(page)).toBeVisible();
});
