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

// These change what the others look at, so they come after them. The first begins with the one-time link that `traguardi user add`
// prints; the next ones find the accounts that it has made; then the one that changes how everybody's entries are taken; the last is
// about time and wants the machine for itself. `plan` comes after `mail`, because both are the administrator: were both to sign in at
// once, they would wait for the same code, which is good for one of them.
const AFTER: Record<string, string[]> = {
  desk: process.env.TRAGUARDI_DESK_ALONE ? [] : ['desktop', 'nojs'],
  import: ['desk'],
  mail: ['desk'],
  oidc: ['desk'],
  plan: ['mail'],
  second_person: ['import', 'oidc', 'plan'],
  stage_notes: ['second_person'],
  stage_speed: ['stage_notes'],
};

// This one begins where there is no database yet: it starts the program in TRAGUARDI_PROGRAM, once for each of its two rounds.
const WALK = '**/walk.spec.ts';

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
    { name: 'desktop', use: { viewport: DESKTOP }, testIgnore: ['**/nojs.spec.ts', WALK, ...Object.keys(AFTER).map(spec), ...pictures] },
    { name: 'nojs', use: { viewport: DESKTOP, javaScriptEnabled: false }, testMatch: '**/nojs.spec.ts' },
    ...(process.env.TRAGUARDI_PROGRAM ? [{ name: 'walk', use: { viewport: DESKTOP }, testMatch: WALK }] : []),
    ...(process.env.TRAGUARDI_INVITE
      ? Object.entries(AFTER).map(([name, dependencies]) => ({ name, use: { viewport: DESKTOP }, testMatch: spec(name), dependencies }))
      : []),
  ],
});
