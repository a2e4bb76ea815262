// The tests in a browser. `cargo xtask test` starts a server with the demonstration towns and the invented ones, and names it
// in TRAGUARDI_URL; by hand: TRAGUARDI_URL=http://127.0.0.1:3000 npx playwright test
import { defineConfig } from '@playwright/test';

const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

// Pictures are taken only when asked for: they are for the README, and checked by eye.
const pictures = process.env.TRAGUARDI_SCREENSHOTS === '1' ? [] : ['**/screenshots.spec.ts'];

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes only the second time has found something.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.TRAGUARDI_URL ?? 'http://127.0.0.1:3000',
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    trace: 'off',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } }, testIgnore: ['**/nojs.spec.ts', '**/desk.spec.ts', '**/import.spec.ts', ...pictures] },
    { name: 'nojs', use: { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false }, testMatch: '**/nojs.spec.ts' },
    // It changes what the others look at, and begins with the one-time link that `traguardi user add` prints.
    ...(process.env.TRAGUARDI_INVITE
      ? [
          {
            name: 'desk',
            use: { viewport: { width: 1440, height: 900 } },
            testMatch: '**/desk.spec.ts',
            dependencies: process.env.TRAGUARDI_DESK_ALONE ? [] : ['desktop', 'nojs'],
          },
          // With the accounts that it has made.
          {
            name: 'import',
            use: { viewport: { width: 1440, height: 900 } },
            testMatch: '**/import.spec.ts',
            dependencies: ['desk'],
          },
        ]
      : []),
  ],
});
