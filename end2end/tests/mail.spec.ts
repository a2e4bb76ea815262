// Links by mail, through a real mail server: an administrator invites an address, a lost password is replaced, an address that the
// mail server does not take is said to be one. It runs after the desk's tests, which give the administrator a password.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';
import { somebody } from '../support/people';

const POSTBOX = process.env.TRAGUARDI_POSTBOX;
const FIRST = 'Tramonto-Fagiolo-2208';
const SECOND = 'Cicogna-Ombrello-9130';
const ADDRESS = 'nuova.arrivata@comune.example';

type Message = { to: string[]; from: string; type: string; text: string };

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  if (!POSTBOX) throw new Error('No mail server: start `node support/postbox.mjs`, give `serve` its --smtp, and name its HTTP address in TRAGUARDI_POSTBOX');
});

async function messages(to: string): Promise<Message[]> {
  const answer = await fetch(`${POSTBOX}/?to=${encodeURIComponent(to)}`);
  return (await answer.json()) as Message[];
}

/** The newest message to an address, once there are so many. */
async function message(to: string, count: number): Promise<Message> {
  await expect.poll(async () => (await messages(to)).length, { timeout: 15_000 }).toBe(count);
  return (await messages(to))[count - 1];
}

function path(message: Message): string {
  const links = message.text.match(/^https?:\/\/\S+\/invito\/[0-9a-f]{64}$/gm) ?? [];
  expect(links, message.text).toHaveLength(1);
  return new URL(links[0]).pathname;
}

async function fresh(browser: Browser, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 }, baseURL: process.env.TRAGUARDI_URL });
  return context.newPage();
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/accedi');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button[type=submit]').first().click();
}

async function choose(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.locator('[name=password]').fill(password);
  await page.locator('[name=repeat]').fill(password);
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(/\/accedi\?fatto=password$/);
}

async function invite(page: Page, login: string): Promise<void> {
  await page.goto('/c_e472/persone?lang=it');
  const form = page.locator('#invita form');
  await form.locator('[name=login]').fill(login);
  await form.locator('[name=name]').fill('Ufficio di prova');
  await form.locator('[name=role][value=lettore]').check();
  await form.locator('button[type=submit]').click();
}

test('whoever is invited gets the link by mail, and signs in', async ({ browser }) => {
  const { page: admin } = await somebody(browser, 'capo');
  await admin.goto('/c_e472/scrivania');
  await invite(admin, ADDRESS);
  await expect(admin.getByRole('status').filter({ hasText: ADDRESS })).toBeVisible();
  await expect(admin.locator('input[readonly]')).toHaveCount(0);
  await isClean(admin, 'a message that was sent');
  const letter = await message(ADDRESS, 1);
  expect(letter.from).toContain('<no-reply@comune.example>');
  expect(letter.type).toContain('text/plain; charset=utf-8');
  for (const said of ['Ufficio transizione digitale', 'Latina', '72 ore', 'Non te lo aspettavi?', 'works once', ADDRESS]) expect(letter.text).toContain(said);
  const page = await fresh(browser);
  await choose(page, path(letter), FIRST);
  await signIn(page, ADDRESS, FIRST);
  await page.waitForURL('**/c_e472/scrivania');
  await page.context().close();
  await admin.context().close();
});

test('a lost password is replaced by mail, without JavaScript', async ({ browser }) => {
  const page = await fresh(browser, false);
  await page.goto('/accedi?lang=it');
  await page.locator('a[href="/accedi/recupero"]').click();
  await page.locator('[name=login]').fill('capo');
  await page.locator('main form button[type=submit]').first().click();
  await expect(page.locator('[name=login]')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[name=login]')).toHaveValue('capo');
  const answers: string[] = [];
  for (const login of ['nessuno@comune.example', ADDRESS]) {
    await page.goto('/accedi/recupero');
    await page.locator('[name=login]').fill(login);
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL(/\/accedi\/recupero\?fatto=inviato$/);
    answers.push(await page.locator('main').innerText());
  }
  expect(answers[1]).toBe(answers[0]);
  const letter = await message(ADDRESS, 2);
  expect(await messages('nessuno@comune.example')).toEqual([]);
  await choose(page, path(letter), SECOND);
  await signIn(page, ADDRESS, FIRST);
  await expect(page.getByRole('alert')).toBeVisible();
  await signIn(page, ADDRESS, SECOND);
  await page.waitForURL('**/c_e472/scrivania');
  await page.context().close();
});

test('the pages about mail are clean, in both languages', async ({ browser }) => {
  const page = await fresh(browser);
  for (const address of ['/accedi', '/accedi/recupero', '/accedi/recupero?fatto=inviato']) {
    for (const lang of ['it', 'en']) {
      await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
      await isClean(page, `${address} (${lang})`);
    }
  }
  await page.goto('/accedi/recupero?lang=it');
  await page.locator('[name=login]').fill('capo');
  await page.locator('main form button[type=submit]').first().click();
  await isClean(page, 'a login that is no address');
  await page.context().close();
});

test('an address that the mail server does not take is said to be one, and the link is handed over', async ({ browser }) => {
  const { page: admin } = await somebody(browser, 'capo');
  await admin.goto('/c_e472/scrivania');
  await invite(admin, 'respinto@comune.example');
  await expect(admin.getByRole('alert').filter({ hasText: 'respinto@comune.example' })).toContainText('non accetta questo indirizzo');
  await isClean(admin, 'a message that was not sent');
  const link = await admin.locator('input[readonly]').inputValue();
  expect(await messages('respinto@comune.example')).toEqual([]);
  const page = await fresh(browser);
  await choose(page, new URL(link).pathname, FIRST);
  await page.context().close();
  await admin.context().close();
});
