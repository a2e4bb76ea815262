// The plan of a project: forecasts by mouse, by keyboard, by buttons and without JavaScript; and forms that are checked while one
// types. It writes into a project of Latina that the tests of the desk leave alone, with the account that they have made.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';
import { somebody } from '../support/people';

const DESK = '/c_e472/scrivania/anncsu-2025';

test.describe.configure({ mode: 'serial' });

const lever = (page: Page, step: string): Locator => page.getByRole('slider', { name: step });
const contract = (page: Page): Locator => lever(page, 'Contrattualizzazione');
const field = (page: Page): Locator => page.locator('[name="previsione.contrattualizzazione"]');
const day = async (handle: Locator): Promise<number> => Number(await handle.getAttribute('aria-valuenow'));

async function open(page: Page): Promise<Locator> {
  await page.goto(`${DESK}?lang=it`);
  const handle = contract(page);
  await expect(handle).toBeVisible({ timeout: 30_000 });
  return handle;
}

test('forecasts are entered in the table, without JavaScript', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo', false);
  await page.goto(`${DESK}/traguardi/nuova?lang=it`);
  await page.locator('[name=phase]').selectOption('contrattualizzazione');
  await page.locator('[name=baseline]').fill('30/03/2027');
  await page.locator('main button[name=action][value=save]').click();
  await expect(page).toHaveURL(new RegExp(`${DESK}$`));
  await expect(page.getByRole('slider')).toHaveCount(0);
  await field(page).fill('31/02/2027');
  await page.locator('#piano button[type=submit]').click();
  await expect(field(page)).toHaveValue('31/02/2027');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await field(page).fill('12/03/2027');
  await page.locator('main form.tg-plan button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`${DESK}$`));
  await expect(page.locator('#piano')).toContainText(/18\sgiorni prima del termine/);
  await context.close();
  // axe needs a browser that runs scripts: the same answer there.
  const live = await somebody(browser, 'capo');
  await live.page.goto(`${DESK}?lang=it`);
  await field(live.page).fill('31/02/2027');
  await live.page.locator('main form.tg-plan button[type=submit]').click();
  await expect(field(live.page)).toHaveAttribute('aria-invalid', 'true');
  await isClean(live.page, 'a forecast that is no date');
  await live.context.close();
});

test('a handle moves by day and by month, says what that does, and goes back', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  const handle = await open(page);
  await isClean(page, 'the desk with its plan');
  const said = page.locator('.tg-plan__said');
  const changes = page.locator('.tg-plan__effects');
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await expect(handle).toBeFocused();
  await expect(handle).toHaveAttribute('aria-valuetext', /^previsto 13\/03\/2027, 17\sgiorni prima del termine$/);
  await expect(field(page)).toHaveValue('13/03/2027');
  await expect(said).toContainText('13/03/2027');
  await expect(changes).toContainText('da 12/03/2027 a 13/03/2027');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuetext', /^previsto 13\/04\/2027, 14\sgiorni dopo il termine$/);
  await expect(changes).toContainText('non rispetterebbe il termine');
  await isClean(page, 'a deadline that would be missed');
  await page.keyboard.press('PageDown');
  await expect(field(page)).toHaveValue('13/03/2027');
  await page.keyboard.press('Control+z');
  await expect(field(page)).toHaveValue('13/04/2027');
  await page.keyboard.press('Control+Shift+z');
  await expect(field(page)).toHaveValue('13/03/2027');
  await page.keyboard.press('Home');
  await expect(field(page)).toHaveValue('12/03/2027');
  await expect(changes).toContainText('Niente ancora');
  await context.close();
});

test('buttons of a day, a typed date, and undo step by step', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  const handle = await open(page);
  const less = page.getByRole('button', { name: /Contrattualizzazione: un giorno prima/ });
  const box = await less.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
  await less.click();
  await less.click();
  await expect(field(page)).toHaveValue('10/03/2027');
  const before = await day(handle);
  await field(page).fill('20/03/2027');
  await field(page).press('Tab');
  expect((await day(handle)) - before).toBe(10);
  const undo = page.getByRole('button', { name: 'Annulla', exact: true });
  for (const value of ['10/03/2027', '11/03/2027', '12/03/2027']) {
    await undo.click();
    await expect(field(page)).toHaveValue(value);
  }
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Ripeti', exact: true }).click();
  await expect(field(page)).toHaveValue('11/03/2027');
  // What nobody expects yet gets a handle by its button.
  await page.getByRole('button', { name: /Prevedi: Completamento/ }).click();
  await expect(lever(page, 'Completamento attività')).toBeVisible();
  await context.close();
});

test('a drag snaps to whole days, Escape gives it up, and what is saved stands in the history', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  const handle = await open(page);
  await handle.scrollIntoViewIfNeeded();
  const first = await day(handle);
  const wide = Number(await page.locator('.tg-plan__over').first().getAttribute('width'));
  const days = Number(await handle.getAttribute('aria-valuemax')) - Number(await handle.getAttribute('aria-valuemin')) + 1;
  const drag = async (by: number): Promise<void> => {
    const box = await handle.locator('rect').boundingBox();
    if (!box) throw new Error('the handle is not drawn');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by / 2, y, { steps: 4 });
    await page.mouse.move(x + by, y, { steps: 4 });
  };
  await drag(40);
  expect(await day(handle)).not.toBe(first);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await day(handle)).toBe(first);
  await expect(field(page)).toHaveValue('12/03/2027');
  await drag(-20);
  await page.mouse.up();
  const moved = await day(handle);
  expect(moved - first).toBe(Math.round((-20 * days) / wide));
  const typed = await field(page).inputValue();
  expect(typed).toMatch(/^\d\d\/\d\d\/2027$/);
  await page.locator('#piano [name=reason]').fill('Gara anticipata');
  await page.locator('#piano button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`${DESK}$`));
  await expect(field(page)).toHaveValue(typed);
  await page.goto('/c_e472/storia?q=Gara+anticipata');
  await expect(page.locator('main')).toContainText(`da 12/03/2027 a ${typed}`);
  await context.close();
});

test('a form says what is wrong while one types, takes it away when it is mended, and keeps nobody from sending', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  await page.goto(`${DESK}/contratti/nuova?lang=it`);
  const signed = page.locator('[name=signed_on]');
  const flaw = page.locator('#campo-signed-on-errore');
  // The island is there once the page has its status.
  await expect(async () => {
    await signed.fill('31/02/2025');
    await signed.press('Tab');
    await expect(flaw).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(signed).toHaveAttribute('aria-invalid', 'true');
  expect(await signed.getAttribute('aria-describedby')).toContain(await flaw.getAttribute('id'));
  await isClean(page, 'a field that was left wrong');
  await signed.fill('12/03/2027');
  await expect(flaw).toContainText('futuro');
  await signed.fill('28/02/2026');
  await expect(flaw).toHaveCount(0);
  await expect(signed).not.toHaveAttribute('aria-invalid', 'true');
  // What depends on the project's other amounts is said too: more committed than was granted is only shown.
  const amount = page.locator('[name=amount]');
  const over = page.locator('#campo-amount-errore');
  await amount.fill('9.999.999,00');
  await amount.press('Tab');
  await expect(over).toContainText('più del finanziamento');
  await expect(amount).not.toHaveAttribute('aria-invalid', 'true');
  await amount.fill('1,00');
  await expect(over).toHaveCount(0);
  await signed.fill('31/02/2026');
  await page.locator('button[name=action][value=save]').click();
  await expect(page.locator('.tg-errors')).toBeVisible();
  await expect(signed).toHaveValue('31/02/2026');
  await context.close();
});
