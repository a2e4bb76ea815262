// Order and notes of the presentation, as whoever presents meets them, with JavaScript and without. It comes after desk.spec.ts, which
// made the account of `capo`. What is arranged is put back as it was; at the end a further situation is frozen, which nobody can undo.
import { expect, test } from '@playwright/test';
import { isClean, isCleanAndNarrow } from '../support/axe';
import { somebody } from '../support/people';

const STAGE = '/c_e472/presentazione';
const NOTE = 'Ricordare che il FESR è a parte';

test.describe.configure({ mode: 'serial' });

test('order and notes are written without JavaScript', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo', false);
  await page.goto(`${STAGE}/ordine`);
  await page.locator('[name="position.finanziamenti"]').fill('prima');
  await page.locator('[name="notes.finanziamenti"]').fill(NOTE);
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('.tg-errors')).toBeVisible();
  await expect(page.locator('[name="notes.finanziamenti"]')).toHaveValue(NOTE);
  await page.locator('[name="position.finanziamenti"]').fill('2');
  await page.locator('[name="shown.uffici"]').uncheck();
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`${STAGE}/ordine$`));
  await expect(page.locator('.tg-errors')).toHaveCount(0);
  await page.goto(STAGE);
  await expect(page.locator('#d2')).toHaveAttribute('data-slide', 'finanziamenti');
  await expect(page.locator('[data-slide=uffici]')).toHaveCount(0);
  await expect(page.getByText(NOTE)).toHaveCount(0);
  await context.close();
});

test('the form is clean, and where something is to be mended', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  await page.goto(`${STAGE}/ordine`);
  await isCleanAndNarrow(page, 'the form');
  await page.locator('[name="position.finanziamenti"]').fill('prima');
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('.tg-errors')).toBeVisible();
  await isCleanAndNarrow(page, 'something to mend');
  await context.close();
});

test('the notes open in a second window and go on with the slides', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  await page.goto(STAGE);
  await expect(page.locator('html.tg-stage-live')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  const [notes] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('n')]);
  await expect(notes.getByText(NOTE)).toBeVisible();
  await expect(notes.locator('[data-slide]:visible')).toHaveCount(1);
  await isClean(notes, 'the notes');
  await notes.keyboard.press('ArrowRight');
  await expect(page.locator('#d3')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(notes.locator('#d1')).toBeVisible();
  await context.close();
});

test('what was written is taken back', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo', false);
  await page.goto(`${STAGE}/ordine`);
  await page.locator('[name="position.finanziamenti"]').fill('');
  await page.locator('[name="notes.finanziamenti"]').fill('');
  await page.locator('[name="shown.uffici"]').check();
  await page.locator('main form button[type=submit]').click();
  await page.goto(STAGE);
  await expect(page.locator('#d2')).toHaveAttribute('data-slide', 'punto');
  await expect(page.locator('[data-slide=uffici]')).toHaveCount(1);
  await context.close();
});

test('a situation is frozen without JavaScript, and says what it corrects', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo', false);
  await page.goto('/c_e472/sedute');
  const form = page.locator('#congela form');
  await form.locator('[name=seduta]').selectOption('1');
  await form.locator('[name=al]').fill('oggi');
  await form.locator('button[type=submit]').click();
  await expect(page.locator('.tg-errors')).toContainText('corregge');
  await expect(form.locator('[name=al]')).toHaveValue('oggi');
  await form.locator('[name=motivo]').fill('Mancavano i contratti');
  await form.locator('button[type=submit]').click();
  await expect(page).toHaveURL(/\/c_e472\/sedute\/2$/);
  await expect(page.getByText('Motivo: Mancavano i contratti')).toBeVisible();
  await page.goto('/c_e472/sedute/1');
  await expect(page.getByText('È stata corretta dalla situazione n. 2')).toBeVisible();
  await context.close();
});

test('the form of freezing is clean, what it refuses, and what was internal', async ({ browser }) => {
  const { context, page } = await somebody(browser, 'capo');
  await page.goto('/c_e472/sedute');
  await isCleanAndNarrow(page, 'the form');
  await page.locator('#congela [name=al]').fill('31/02/2025');
  await page.locator('#congela button[type=submit]').click();
  await expect(page.locator('.tg-errors')).toBeVisible();
  await isCleanAndNarrow(page, 'something to mend');
  await page.goto('/c_e472/sedute/2');
  await page.getByRole('link', { name: 'Allegato interno' }).click();
  await expect(page).toHaveURL(/interno$/);
  await isCleanAndNarrow(page, 'the annex');
  await context.close();
});
