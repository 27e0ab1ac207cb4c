// Run by `cargo xtask e2e`, which names the browser and the relay's binary through the environment.
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

const report = process.env.WHEELHOUSE_REPORT;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../target/e2e',
  fullyParallel: true,
  // Each worker runs a relay, a sandbox and a browser of its own.
  workers: Math.max(1, Math.min(2, availableParallelism())),
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
