// Importing in the browser, as a project manager meets it: a file, the difference, a choice, the history; with JavaScript and
// without. It comes after desk.spec.ts, which made the account of `rup`, and brings in payments that no other test looks at.
import { expect, test, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';
import { somebody } from '../support/people';

const IMPORT = '/c_e472/importa';
const HEADER = 'ente;progetto;riferimento;data;importo;fornitore;pubblicato\n';

test.describe.configure({ mode: 'serial' });

async function upload(page: Page, name: string, text: string): Promise<void> {
  await page.goto(IMPORT);
  await page.locator('main input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('main button[type=submit]').click();
}

const payment = (reference: string, euro: string): string => `c_e472;send-2022;${reference};15/01/2024;${euro};Fornitore di prova;no\n`;

for (const javaScript of [true, false]) {
  const how = javaScript ? 'con' : 'senza';

  test(`a file is looked at, chosen from and imported, ${javaScript ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    const { context, page } = await somebody(browser, 'rup', javaScript);
    await page.goto('/c_e472/scrivania');
    await page.locator(`main a[href="${IMPORT}"]`).click();
    await expect(page).toHaveURL(new RegExp(`${IMPORT}$`));
    if (javaScript) await isClean(page, 'the form of the import');

    // Without a file, and with one that is none of ours.
    await page.locator('main button[type=submit]').click();
    await expect(page.locator('.tg-field-error')).toContainText('Scegli un file');
    if (javaScript) await isClean(page, 'no file');
    await upload(page, 'lettera.csv', 'Gentile ufficio\nin allegato i dati\n');
    await expect(page.locator('.tg-field-error')).toContainText('Questo file non si può importare');

    // Three new rows, one of a project of somebody else, one that can't be read.
    const [one, two, three] = ['1', '2', '3'].map((n) => `I-${how}-${n}`);
    const rows = [payment(one, '1.234,56'), payment(two, '20,00'), payment(three, '30,00')];
    const others = `c_e472;cloud;I-altrui;15/01/2024;1,00;;no\n${payment('I-illeggibile', 'molti')}`;
    await upload(page, `mandati-${how}.csv`, HEADER + rows.join('') + others);
    const boxes = page.locator('main input[type=checkbox][name=riga]');
    await expect(boxes).toHaveCount(3);
    await expect(page.locator('main')).toContainText('1.234,56');
    await expect(page.locator('main')).toContainText('il progetto cloud non è affidato a te');
    await expect(page.locator('main')).toContainText('Righe rifiutate: 2');
    if (javaScript) await isClean(page, 'what would change');

    // One is left out.
    await page.getByLabel(two).uncheck();
    await page.locator('main form[action*="/importa/"] button[type=submit]').click();
    await expect(page).toHaveURL(/\/c_e472\/importa\?fatto=\d+$/);
    await expect(page.getByRole('status').filter({ hasText: `mandati-${how}.csv` })).toContainText('nuove 2');
    if (javaScript) await isClean(page, 'what was imported');
    await page.goto('/c_e472/scrivania/send-2022');
    await expect(page.locator('main')).toContainText(one);
    await expect(page.locator('main')).toContainText(three);
    await expect(page.locator('main')).not.toContainText(two);
    await page.goto('/c_e472/storia');
    await expect(page.locator('main')).toContainText(`Ufficio rup ha importato il file «mandati-${how}.csv»`);
    await page.goto('/fonti');
    await expect(page.locator('main')).toContainText(`mandati-${how}.csv`);
    await expect(page.locator('main')).not.toContainText('Fornitore di prova');

    // The same again: two say nothing new, one is still to be had, and one says otherwise now.
    await upload(page, `mandati-${how}.csv`, HEADER + rows.join('').replace('1.234,56', '1.300,00'));
    await expect(boxes).toHaveCount(2);
    await expect(page.locator('main')).toContainText(/da 1\.234,56\s€ a 1\.300,00\s€/);
    if (javaScript) {
      await page.goto(`${IMPORT}?lang=en`);
      await isClean(page, 'the form of the import, in English');
      await page.goto(`${IMPORT}?lang=it`);
    }
    await context.close();
  });
}
