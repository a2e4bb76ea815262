// The second-person check, as an administrator, a project manager and a validator meet it, with JavaScript and without. It comes
// after desk.spec.ts, which made the accounts of `capo` and `rup`, and leaves the check off.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';
import { PASSWORD, somebody } from '../support/people';

const DESK = '/c_e472/scrivania/send-2022';
const LIST = '/c_e472/conferme';

test.describe.configure({ mode: 'serial' });

async function fresh(browser: Browser, javaScriptEnabled = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 }, baseURL: process.env.TRAGUARDI_URL });
  return { context, page: await context.newPage() };
}

/** A payment, saved with the form of a new one. */
async function pay(page: Page, reference: string): Promise<void> {
  await page.goto(`${DESK}/pagamenti/nuova`);
  await page.locator('main [name=reference]').fill(reference);
  await page.locator('main [name=paid_on]').fill('10/02/2024');
  await page.locator('main [name=amount]').fill('10,00');
  await page.locator('main [name=published]').selectOption('no');
  await page.locator('main button[name=action][value=save]').click();
  expect(await page.locator('.tg-field-error, .tg-errors').allTextContents()).toEqual([]);
}

test('an administrator turns the check on and invites a validator', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  await page.goto(LIST);
  await isClean(page, 'the check is off');
  await page.locator('button', { hasText: 'Attiva la conferma' }).click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  await expect(page.locator('main')).toContainText('È attiva');
  await page.goto('/c_e472/persone');
  const form = page.locator('form').filter({ has: page.locator('[name=login]') });
  await form.locator('[name=login]').fill('verifica');
  await form.locator('[name=name]').fill('Ufficio verifica');
  await form.locator('[name=role][value=validatore]').check();
  await form.locator('button[type=submit]').click();
  const link = await page.locator('input[readonly]').inputValue();
  const newcomer = await fresh(browser);
  await newcomer.page.goto(new URL(link).pathname);
  await newcomer.page.locator('[name=password]').fill(PASSWORD);
  await newcomer.page.locator('[name=repeat]').fill(PASSWORD);
  await newcomer.page.locator('main button[type=submit]').first().click();
  await newcomer.page.waitForURL('**/accedi**');
  await newcomer.context.close();
  await context.close();
});

test('what is saved waits, and its author can take it back, without JavaScript', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'rup', false);
  await pay(page, 'M-CONFERMA');
  await expect(page).toHaveURL(new RegExp(`${DESK}$`));
  await expect(page.locator('#proposte')).toContainText('In attesa di conferma');
  await pay(page, 'M-RIFIUTO');
  await pay(page, 'M-RIPENSATO');
  await page.locator('#proposte li').last().locator('button').click();
  await expect(page).toHaveURL(/\/c_e472\/scrivania$/);
  await expect(page.locator('#proposte')).toContainText('Ritirata da te');
  await context.close();
});

test('a validator confirms one and refuses the other, and both find out', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'verifica');
  await expect(page.locator('main')).toContainText('In attesa di conferma: 2 proposte');
  await isClean(page, 'the desk of a validator');
  await page.goto(DESK);
  await isClean(page, 'a project on which something waits');
  await page.goto(LIST);
  await isClean(page, 'what waits');
  const one = page.locator('section', { hasText: 'M-CONFERMA' });
  await one.locator('button[value=refuse]').click();
  await expect(page.locator('.tg-field-error')).toBeVisible();
  await isClean(page, 'a refusal without a reason');
  await page.locator('section', { hasText: 'M-CONFERMA' }).locator('button[value=confirm]').click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  const other = page.locator('section', { hasText: 'M-RIFIUTO' });
  await other.locator('[name=reason]').fill('Manca il mandato');
  await other.locator('button[value=refuse]').click();
  await expect(page.locator('main')).toContainText('Niente aspetta una conferma');
  await context.close();

  const author = await somebody(browser, 'rup');
  await expect(author.page.locator('#proposte')).toContainText('Manca il mandato');
  await isClean(author.page, 'a desk with proposals of one’s own');
  await author.page.goto(DESK);
  await expect(author.page.locator('#pagamenti')).toContainText('M-CONFERMA');
  await expect(author.page.locator('#pagamenti')).not.toContainText('M-RIFIUTO');
  await author.page.goto('/c_e472/storia?q=M-CONFERMA');
  await expect(author.page.locator('main')).toContainText('Confermato da Ufficio verifica');
  await author.context.close();
});

test('an administrator turns it off again', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  await page.goto(`${LIST}?lang=en`);
  await isClean(page, 'the check is on, in English');
  await page.locator('button', { hasText: 'Turn confirmation off' }).click();
  await expect(page.locator('main')).toContainText('It is off');
  await context.close();
});
