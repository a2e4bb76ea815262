// The desk, as an administrator and a project manager meet it: from the one-time link to the history, with and without
// JavaScript. It changes Latina's data, so it runs after every other test, and its steps one after the other.
import { fileURLToPath } from 'node:url';
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';
import { newApp, PASSWORD, signIn } from '../support/people';
import { type App } from '../support/totp';

const INVITE = process.env.TRAGUARDI_INVITE;
const DESK = '/c_e472/scrivania/send-2022';
const SECOND = '/conto/secondo-fattore';

/** The administrator's telephone. */
let app: App | undefined;

test.describe.configure({ mode: 'serial' });

/** A picture for the README, where they are asked for. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.TRAGUARDI_SCREENSHOTS !== '1') return;
  const folder = process.env.TRAGUARDI_SCREENSHOTS_DIR ?? fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/${name}.png`, clip: { x: 0, y: 0, width: 1440, height: 1100 }, fullPage: true, animations: 'disabled', caret: 'hide' });
}

/** Gets a second factor, as whoever administers an ente must before anything else. Gives the recovery codes. */
async function getSecondFactor(page: Page): Promise<string[]> {
  await expect(page).toHaveURL(new RegExp(`${SECOND}$`));
  await page.goto('/c_e472/scrivania');
  await expect(page, 'nothing else opens').toHaveURL(new RegExp(`${SECOND}$`));
  await isClean(page, 'getting a second factor');
  await expect(page.getByRole('img', { name: /QR/ })).toBeVisible();
  app = newApp('capo', (await page.locator('#chiave').textContent()) ?? '');
  const field = page.locator('[name=code]');
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await field.fill(app.wrong());
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('.tg-field-error')).toBeVisible();
  await isClean(page, 'a code that does not fit the key');
  await field.fill(await app.next());
  await page.locator('main form button[type=submit]').click();
  const codes = await page.locator('#codici li').allTextContents();
  expect(codes).toHaveLength(10);
  await isClean(page, 'the recovery codes');
  return codes;
}

async function somebody(browser: Browser, login: string, javaScriptEnabled = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 }, baseURL: process.env.TRAGUARDI_URL });
  const page = await context.newPage();
  await signIn(page, login);
  return { context, page };
}

async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(new URL(link).pathname);
  await page.locator('[name=password]').fill('password1234');
  await page.locator('[name=repeat]').fill('password1234');
  await page.locator('main button[type=submit]').first().click();
  await expect(page.locator('.tg-field-error').first()).toBeVisible();
  await isClean(page, 'a weak password');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=repeat]').fill(PASSWORD);
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL('**/accedi**');
}

test('whoever gets the link chooses a password, gets a second factor, and invites a project manager', async ({ page }) => {
  await page.goto('/accedi');
  await isClean(page, 'signing in');
  await page.locator('[name=login]').fill('capo');
  await page.locator('[name=password]').fill('sbagliata-davvero');
  await page.locator('main form button[type=submit]').first().click();
  await isClean(page, 'a wrong password');
  await choosePassword(page, INVITE ?? '');
  await signIn(page, 'capo');
  const codes = await getSecondFactor(page);
  await page.locator('main a[href="/c_e472/scrivania"]').click();
  await expect(page).toHaveURL(/\/c_e472\/scrivania$/);
  await isClean(page, 'the desk');
  await page.goto(`${SECOND}?lang=en`);
  await expect(page.locator('main')).not.toContainText(codes[0] ?? 'no code');
  await isClean(page, 'a second factor that is set up');
  await page.goto('/conto?lang=it');

  for (const login of ['rup', 'collega']) {
    await page.goto('/c_e472/persone');
    const form = page.locator('form').filter({ has: page.locator('[name=login]') });
    await form.locator('[name=login]').fill(login);
    await form.locator('[name=name]').fill(`Ufficio ${login}`);
    await form.locator('[name=role][value=responsabile]').check();
    await form.locator('[name=project][value=send-2022]').check();
    await form.locator('[name=project][value=pdnd-2022]').check();
    await form.locator('button[type=submit]').click();
    const link = await page.locator('input[readonly]').inputValue();
    await isClean(page, 'a link to hand over');
    const context = await page.context().browser()?.newContext({ baseURL: process.env.TRAGUARDI_URL });
    const fresh = await context?.newPage();
    if (!fresh) throw new Error('no page');
    await choosePassword(fresh, link);
    await context?.close();
  }
});

test('after the password comes the code of the app, or a recovery code, without JavaScript too', async ({ browser }) => {
  // A code is good once: the second round waits for the next one.
  test.setTimeout(120_000);
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 }, baseURL: process.env.TRAGUARDI_URL });
    const page = await context.newPage();
    const password = async (): Promise<void> => {
      await page.goto('/accedi?next=/c_e472/persone');
      await page.locator('[name=login]').fill('capo');
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('main form button[type=submit]').first().click();
      await expect(page).toHaveURL(/\/accedi\/codice/);
    };
    const send = async (code: string, numeric: boolean): Promise<void> => {
      const form = page.locator('main form').nth(numeric ? 0 : 1);
      await form.locator('[name=code]').fill(code);
      await form.locator('button[type=submit]').click();
    };
    await password();
    if (javaScriptEnabled) await isClean(page, 'the code');
    await send(app?.wrong() ?? '', true);
    await expect(page.locator('.tg-field-error')).toBeVisible();
    await expect(page.locator('[name=code]').first()).toHaveValue('');
    if (javaScriptEnabled) await isClean(page, 'a wrong code');
    await send((await app?.next()) ?? '', true);
    await expect(page).toHaveURL(/\/c_e472\/persone$/);

    await page.goto(`${SECOND}?lang=it`);
    const renew = page.locator('form').filter({ has: page.locator('[name=action][value=renew]') });
    await renew.locator('[name=current]').fill(PASSWORD);
    await renew.locator('button[type=submit]').click();
    const [recovery = ''] = await page.locator('#codici li').allTextContents();
    await password();
    await send(recovery, false);
    await expect(page).toHaveURL(/\/c_e472\/persone$/);
    await password();
    await send(recovery.toLowerCase(), false);
    await expect(page.locator('.tg-field-error')).toBeVisible();
    if (javaScriptEnabled) await isClean(page, 'a recovery code that was used');
    await context.close();
  }
});

test('a contract signed is one screen and one save, and the page shows it', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'rup');
  await expect(page).toHaveURL(/\/c_e472\/scrivania$/);
  await page.goto(`${DESK}/passo?fase=contrattualizzazione`);
  await isClean(page, 'the one-minute update');
  await page.locator('[name=quando]').fill('12/03/2027');
  await page.locator('main button[type=submit]').first().click();
  await expect(page.locator('[name=quando]')).toHaveValue('12/03/2027');
  await expect(page.locator('[name=quando]')).toHaveAttribute('aria-invalid', 'true');
  await isClean(page, 'a date after today');
  await picture(page, 'scrivania-passo');
  await page.locator('[name=quando]').fill('12/03/2023');
  await page.locator('[name=atto_tipo]').selectOption('determina');
  await page.locator('[name=atto_numero]').fill('214');
  await page.locator('main button[type=submit]').first().click();
  await expect(page).toHaveURL(new RegExp(`${DESK}$`));
  await expect(page.getByRole('status').filter({ hasText: '12/03/2023' })).toBeVisible();
  await isClean(page, 'the project at the desk');
  await page.goto('/c_e472/progetti/send-2022');
  await expect(page.locator('main')).toContainText('12/03/2023');
  await context.close();
});

/** Enters something new about a project. */
async function add(page: Page, kind: string, fields: Record<string, string>, project = 'send-2022'): Promise<void> {
  await page.goto(`/c_e472/scrivania/${project}/${kind}/nuova`);
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    if ((await field.evaluate((e) => e.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await page.locator('main button[name=action][value=save]').click();
  // What is refused is told where it is: a test that stops here says why.
  expect(await page.locator('.tg-field-error, .tg-errors').allTextContents(), kind).toEqual([]);
  await expect(page).toHaveURL(new RegExp(`/c_e472/scrivania/${project}$`));
}

test('an extension, a certification run, a payment and an indicator, without JavaScript', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'rup', false);
  await add(page, 'scadenze', { phase: 'completamento', number: '1', kind: 'proroga', due: '31/12/2023', act: 'Decreto 12/2023' });
  await add(page, 'traguardi', { phase: 'completamento', actual: '20/10/2023' });
  await add(page, 'asseverazioni', { number: '1', requested: '01/11/2023', outcome: 'positivo', outcome_on: '02/12/2023' });
  await add(page, 'pagamenti', { reference: 'M-2024/17', paid_on: '10/01/2024', amount: '1.234,56', supplier: 'Fornitore di prova', published: 'no' });
  await add(page, 'letture', { indicator: 'api-pdnd', value: '3', al: '30/06/2026' }, 'pdnd-2022');

  await page.goto('/c_e472/storia');
  for (const text of ['Decreto 12/2023', '1.234,56', '02/12/2023', 'determina']) await expect(page.locator('main')).toContainText(text);
  await page.goto('/c_e472/storia?progetto=pdnd-2022');
  await expect(page.locator('main'), 'the reading is in the history of its project').toContainText('api-pdnd');
  await page.goto('/c_e472/progetti/send-2022');
  await expect(page.locator('main')).not.toContainText('Fornitore di prova');
  await context.close();
});

test('the same forms with JavaScript, all of it in the history', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'rup');
  await add(page, 'scadenze', { phase: 'completamento', number: '2', kind: 'proroga', due: '31/01/2024', act: 'Decreto 1/2024' });
  await add(page, 'pagamenti', { reference: 'M-2024/18', paid_on: '11/01/2024', amount: '10,00', published: 'no' });
  await add(page, 'letture', { indicator: 'api-pdnd', value: '4', al: '31/07/2026' }, 'pdnd-2022');
  await page.goto('/c_e472/storia');
  for (const text of ['Decreto 1/2024', 'M-2024/18', 'api-pdnd']) await expect(page.locator('main')).toContainText(text);
  await context.close();
});

test('two people at once: both values side by side, and nothing overwritten', async ({ browser }) => {
  const one = await somebody(browser, 'rup');
  const two = await somebody(browser, 'collega');
  await one.page.goto(DESK);
  const href = await one.page.locator('a[href*="/pagamenti/"]:not([href$="/nuova"])').first().getAttribute('href');
  await one.page.goto(href ?? '');
  await two.page.goto(href ?? '');
  await isClean(one.page, 'a payment');
  await one.page.locator('[name=amount]').fill('2.000,00');
  await one.page.locator('button[name=action][value=save]').click();
  await expect(one.page).toHaveURL(new RegExp(`${DESK}$`));
  await two.page.locator('[name=amount]').fill('3.000,00');
  await two.page.locator('[name=supplier]').fill('Altro fornitore');
  await two.page.locator('button[name=action][value=save]').click();
  await expect(two.page.locator('main')).toContainText('2.000,00');
  await expect(two.page.locator('main')).toContainText('3.000,00');
  await isClean(two.page, 'two values side by side');
  await picture(two.page, 'scrivania-due-persone');
  await two.page.locator('[name="choose.amount"][value=theirs]').check();
  await two.page.locator('[name="choose.supplier"][value=mine]').check();
  await two.page.locator('main form button[type=submit]').first().click();
  await expect(two.page).toHaveURL(new RegExp(`${DESK}$`));
  await expect(two.page.locator('main')).toContainText('2.000,00');
  await expect(two.page.locator('main')).toContainText('Altro fornitore');
  await two.page.goto('/c_e472/storia?q=Altro+fornitore');
  await isClean(two.page, 'the history');
  await expect(two.page.locator('main')).toContainText('Ufficio collega');
  await one.context.close();
  await two.context.close();
});

test('every form of the desk is clean, in both languages', async ({ browser }) => {
  test.setTimeout(240_000);
  const { context, page } = await somebody(browser, 'capo');
  const kinds = ['progetti', 'finanziamenti', 'traguardi', 'scadenze', 'contratti', 'asseverazioni', 'pagamenti', 'incassi', 'indicatori', 'letture', 'atti', 'rischi', 'rilievi', 'stati_dichiarati', 'conferme', 'differenze_decise'];
  const paths = [...kinds.map((kind) => `${DESK}/${kind}/nuova`), '/c_e472/scrivania', '/c_e472/dati', '/c_e472/dati/uffici/nuova', '/c_e472/dati/cadenze/nuova', '/c_e472/dati/progetti/nuova', '/c_e472/persone', '/c_e472/importa', '/c_e472/storia', '/c_e472/conferme', '/conto', SECOND, '/accedi/codice'];
  for (const [n, path] of paths.entries()) {
    await page.goto(`${path}?lang=${n % 2 ? 'en' : 'it'}`);
    await expect(page.locator('h1')).toBeVisible();
    await isClean(page, path);
  }
  await context.close();
});

test('whoever has ended all sessions is asked to sign in, and stays on this site', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'collega');
  await page.goto('/conto?lang=it');
  await page.locator('form[action="/conto/sessioni"] button').click();
  await page.goto('/c_e472/scrivania');
  await expect(page).toHaveURL(/\/accedi\?next=/);
  await page.goto('/accedi?next=//evil.example/');
  await page.locator('[name=login]').fill('collega');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  await expect(page).toHaveURL(/\/c_e472\/scrivania$/);
  await context.close();
});
