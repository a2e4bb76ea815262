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

const DESKTOP = { width: 1440, height: 900 };

// These change what the others look at, so they come after them and one after the other; the first begins with the one-time
// link that `traguardi user add` prints, and each finds the accounts that the ones before it have made.
const AT_THE_DESK = ['desk', 'import', 'mail', 'oidc', 'plan', 'second_person'];

function spec(name: string): string {
  return `**/${name}.spec.ts`;
}

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
    { name: 'desktop', use: { viewport: DESKTOP }, testIgnore: ['**/nojs.spec.ts', ...AT_THE_DESK.map(spec), ...pictures] },
    { name: 'nojs', use: { viewport: DESKTOP, javaScriptEnabled: false }, testMatch: '**/nojs.spec.ts' },
    ...(process.env.TRAGUARDI_INVITE
      ? AT_THE_DESK.map((name, at) => ({
          name,
          use: { viewport: DESKTOP },
          testMatch: spec(name),
          dependencies: at > 0 ? [AT_THE_DESK[at - 1]] : process.env.TRAGUARDI_DESK_ALONE ? [] : ['desktop', 'nojs'],
        }))
      : []),
  ],
});
