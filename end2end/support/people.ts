// Signing in, once for all specs: the desk's tests give the administrator a password and a second factor, and later specs go on as
// the same people. A session is kept, because no code of an app is good twice and the next one takes half a minute to come.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page } from '@playwright/test';
import { App } from './totp';

export const PASSWORD = 'Girasole-Lampione-4711';

/** What is kept of somebody as long as this server runs. */
function kept(login: string, what: string): string {
  const port = new URL(process.env.TRAGUARDI_URL ?? 'http://127.0.0.1:3000').port;
  return join(tmpdir(), `traguardi-${port}-${login}-${what}.json`);
}

/** Somebody's app, as the spec before has left it. */
export function appOf(login: string): App | undefined {
  const file = kept(login, 'app');
  if (!existsSync(file)) return undefined;
  const { key, used } = JSON.parse(readFileSync(file, 'utf8')) as { key: string; used: number };
  return new App(key, used, (now) => writeFileSync(file, JSON.stringify({ key, used: now })));
}

/** A new app with this key. */
export function newApp(login: string, key: string): App {
  writeFileSync(kept(login, 'app'), JSON.stringify({ key, used: 0 }));
  const app = appOf(login);
  if (!app) throw new Error('the app was not kept');
  return app;
}

/** Signs in with the password, and with a code where one is asked for. */
export async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.goto('/accedi');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((url) => url.pathname !== '/accedi');
  if (new URL(page.url()).pathname !== '/accedi/codice') return;
  const app = appOf(login);
  if (!app) throw new Error(`${login} is asked for a code, and has no app: run desk.spec.ts first`);
  // The one of figures; the other is for a recovery code.
  await page.locator('[name=code][inputmode=numeric]').fill(await app.next());
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/accedi'));
}

/** Somebody who has signed in, in this test or in one before, at their desk. */
export async function somebody(browser: Browser, login: string, javaScriptEnabled = true): Promise<{ context: BrowserContext; page: Page }> {
  const file = kept(login, 'session');
  const storageState = existsSync(file) ? file : undefined;
  const context = await browser.newContext({ javaScriptEnabled, storageState, viewport: { width: 1440, height: 900 }, baseURL: process.env.TRAGUARDI_URL });
  const page = await context.newPage();
  await page.goto('/conto');
  if (new URL(page.url()).pathname !== '/conto') {
    await signIn(page, login);
    const { cookies } = await context.storageState();
    writeFileSync(file, JSON.stringify({ cookies: cookies.filter((c) => c.name !== 'lang'), origins: [] }));
  }
  await page.goto('/c_e472/scrivania');
  return { context, page };
}
