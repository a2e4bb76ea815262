// Signing in with a real provider of OpenID Connect: from the invitation that links an identity, with JavaScript and without, to
// whoever is turned away. The server has to run with `--oidc-claim email`.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';

const ISSUER = process.env.TRAGUARDI_OIDC_ISSUER ?? '';
const INVITE = process.env.TRAGUARDI_OIDC_INVITE ?? '';
// What the provider calls somebody: a word that stands nowhere else.
const SUBJECT = 'soggetto-4711';
const BUTTON = /^Accedi con /;

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  if (!ISSUER || !INVITE) {
    throw new Error('TRAGUARDI_OIDC_ISSUER and TRAGUARDI_OIDC_INVITE name no provider and no invitation: see `xtask/src/browser.rs`');
  }
});

async function somebody(browser: Browser, javaScriptEnabled = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled, locale: 'it-IT', baseURL: process.env.TRAGUARDI_URL });
  return { context, page: await context.newPage() };
}

/** Presses the button, and says at the provider who it is; nobody goes back without having said it. */
async function goThere(page: Page, who: string | null): Promise<void> {
  await page.getByRole('button', { name: BUTTON }).click();
  await page.waitForURL((url) => url.origin === ISSUER);
  if (who === null) {
    await page.getByRole('button', { name: 'Annulla' }).click();
  } else {
    await page.locator('[name=login]').fill(who);
    await page.getByRole('button', { name: 'Entra' }).click();
  }
  await page.waitForURL((url) => url.origin !== ISSUER);
}

test('an invitation links the identity of whoever opens it', async ({ browser }) => {
  const { context, page } = await somebody(browser);
  await page.goto(new URL(INVITE).pathname);
  await isClean(page, 'an invitation with two ways');
  await goThere(page, SUBJECT);
  await expect(page).toHaveURL(/\/c_e472\/scrivania$/);
  await page.goto('/conto');
  await expect(page.locator('main')).toContainText('identita');
  await page.goto('/c_e472/storia');
  await expect(page.locator('main')).toContainText('identità');
  await expect(page.locator('main')).not.toContainText(SUBJECT);
  await context.close();
});

test('from then on one signs in with it, without JavaScript too, and comes where one wanted to', async ({ browser }) => {
  for (const javaScript of [true, false]) {
    const { context, page } = await somebody(browser, javaScript);
    await page.goto('/conto');
    await expect(page).toHaveURL(/\/accedi\?next=%2Fconto$/);
    if (javaScript) await isClean(page, 'signing in, with two ways');
    await goThere(page, SUBJECT);
    await expect(page).toHaveURL(/\/conto$/);
    const cookies = await context.cookies(process.env.TRAGUARDI_URL ?? '');
    expect(cookies.map((cookie) => cookie.name)).toContain('session');
    expect(cookies.map((cookie) => cookie.name)).not.toContain('oidc');
    await context.close();
  }
});

test('an address that the provider has verified opens the account of that name', async ({ browser }) => {
  const { context, page } = await somebody(browser);
  await page.goto('/accedi');
  await goThere(page, 'mario');
  await expect(page).toHaveURL(/\/c_e472\/scrivania$/);
  await page.goto('/conto');
  await expect(page.locator('main')).toContainText('mario@comune.example');
  await context.close();
});

test('whoever opens no account, or thinks better of it, is told what to do', async ({ browser }) => {
  for (const [who, sentence] of [['estraneo', 'non è collegato a nessun account'], [null, 'annullato o negato']] as const) {
    const { context, page } = await somebody(browser);
    await page.goto('/accedi');
    await goThere(page, who);
    await expect(page.locator('[role=alert]')).toContainText(sentence);
    await isClean(page, sentence);
    // What came back is not in the page, so that no link carries it on.
    expect(await page.content()).not.toMatch(/[?&]code=/);
    await page.goto('/conto');
    await expect(page).toHaveURL(/\/accedi\?next=/);
    await context.close();
  }
});

test('the page on the way is a page, and leads on by its link too', async ({ browser }) => {
  const { context, page } = await somebody(browser);
  // An answer without content leaves the browser where it is.
  await page.route(`${ISSUER}/**`, (route) => route.fulfill({ status: 204 }));
  await page.goto('/accedi');
  await page.getByRole('button', { name: BUTTON }).click();
  const link = page.getByRole('link', { name: /^Vai a / });
  await expect(link).toHaveAttribute('href', new RegExp(`^${ISSUER}/`));
  await isClean(page, 'on the way');
  await page.unroute(`${ISSUER}/**`);
  await link.click();
  await page.waitForURL((url) => url.origin === ISSUER);
  await context.close();
});
