// Every claim of the two public statements stands on a page, word by word, with the outcome that the rules give it.
import { expect, test } from '@playwright/test';
import { data } from '../support/csv';
import { TOWNS } from '../support/pages';

const RECORDED = 'Riscontrata';
const DECLARED = 'Solo dichiarata';
const CONTRADICTED = 'Smentita dai dati';
const UNVERIFIABLE = 'Non verificabile';

// A new claim needs a line here: the outcome is what we answer for.
const OUTCOMES: Record<string, Record<string, string>> = {
  c_e472: {
    'in-linea': UNVERIFIABLE,
    'liquidato-pagopa': RECORDED,
    'liquidato-app-io': RECORDED,
    'liquidato-send': RECORDED,
    'liquidato-portale': RECORDED,
    'restanti-in-attuazione': DECLARED,
    'oltre-3-milioni': DECLARED,
    'cofinanziamenti-fesr': DECLARED,
    // ReGiS dates the target to January 2024, after the year that was said.
    'pagopa-concluso-2023': CONTRADICTED,
    'pagopa-servizi': DECLARED,
    'pagopa-incassi': DECLARED,
    'pagopa-semplificazione': DECLARED,
    'pagopa-riconciliazioni': DECLARED,
    'app-io-attiva': RECORDED,
    'app-io-servizi': DECLARED,
    'send-conclusa': RECORDED,
    'portale-evoluto': DECLARED,
    'cloud-importo': DECLARED,
    'cloud-avanzato': DECLARED,
    'ansc-in-corso': DECLARED,
    'facilitazione-in-corso': DECLARED,
    'facilitazione-record': DECLARED,
    'facilitazione-centri': DECLARED,
    'facilitazione-servizi': DECLARED,
    'facilitazione-cittadini': DECLARED,
    'cybersecurity-in-corso': DECLARED,
    'cybersecurity-attivita': DECLARED,
    'servizi-misurabili': DECLARED,
    'monitoraggio-promesso': DECLARED,
    'fra-le-piu-avanzate': DECLARED,
  },
  c_a515: {
    'accesso-spid-io': DECLARED,
    'servizi-140': DECLARED,
    'processi-95': DECLARED,
    'piano-approvato': DECLARED,
    'anagrafe-online': DECLARED,
    'marca-da-bollo': DECLARED,
    'best-practice': DECLARED,
    'politecnico-partner': DECLARED,
    'politecnico-5-maggio': DECLARED,
    'sfide-pnrr': DECLARED,
    'spid-anticipato': DECLARED,
    'cloud-previsto': DECLARED,
    'pagopa-50': DECLARED,
    'pagamenti-2021': DECLARED,
  },
};

// What was said as "more than" is shown as "more than", with its unit.
const FIGURES: Record<string, RegExp> = {
  'oltre-3-milioni': /oltre\s3\.000\.000,00\s€/,
  'cloud-importo': /oltre\s920\.000,00\s€/,
  'pagopa-servizi': /oltre\s100\s/,
  'pagopa-incassi': /oltre\s10\.000\.000\s/,
  'app-io-servizi': /oltre\s12\s/,
  'facilitazione-centri': /\b10\s/,
  'facilitazione-servizi': /oltre\s13\.500\s/,
  'facilitazione-cittadini': /\b9\.000\s/,
  'pagopa-concluso-2023': /2023/,
  'servizi-140': /\b140\s/,
  'processi-95': /\b95\s/,
  'pagopa-50': /\b50\s/,
  'pagamenti-2021': /oltre\s18\.000\s/,
};

for (const [ipa, folder] of Object.entries(TOWNS)) {
  const claims = data(`${folder}/dichiarazioni.csv`);

  test(`every claim about ${ipa} has an expected outcome`, () => {
    expect(claims.map((c) => c.codice).sort()).toEqual(Object.keys(OUTCOMES[ipa]).sort());
  });

  for (const claim of claims) {
    test(`${ipa}: «${claim.parole.slice(0, 60)}» (${claim.codice})`, async ({ page }) => {
      await page.goto(`/${ipa}/dichiarazioni`);
      const quote = page.locator(`blockquote[id="${claim.codice}"]`);
      await expect(quote).toBeVisible();
      await expect(quote.locator('> p').first()).toHaveText(`«${claim.parole}»`);
      await expect(quote.locator('.tg-verdict')).toHaveText(new RegExp(`^\\s*${OUTCOMES[ipa][claim.codice]}\\s*$`));
      await expect(quote).toContainText(claim.chi);
      await expect(quote.locator('.tg-source').first()).not.toBeEmpty();
      const figure = FIGURES[claim.codice];
      if (figure) await expect(quote).toContainText(figure);
      if (claim.valore || claim.importo) expect(figure, 'a figure said needs a figure shown').toBeDefined();
      if (claim.progetto) await expect(quote.locator(`a[href="/${ipa}/progetti/${claim.progetto}"]`).first()).toBeVisible();
    });
  }

  test(`the counts by outcome about ${ipa} are those of the claims shown`, async ({ page }) => {
    await page.goto(`/${ipa}/dichiarazioni`);
    const links = await page.locator('#esiti tbody a').evaluateAll((list) => list.map((a) => ({ href: a.getAttribute('href') ?? '', count: parseInt(a.textContent ?? '', 10) })));
    expect(links.reduce((sum, l) => sum + l.count, 0)).toBe(claims.length);
    for (const { href, count } of links) {
      await page.goto(href);
      await expect(page.locator('blockquote.tg-quote')).toHaveCount(count);
    }
  });

  test(`in English the words of ${ipa} stay Italian, with a translation beside them`, async ({ page }) => {
    await page.goto(`/${ipa}/dichiarazioni?lang=en`);
    for (const claim of claims) {
      const quote = page.locator(`blockquote[id="${claim.codice}"]`);
      await expect(quote.locator('[lang=it]').first()).toHaveText(`«${claim.parole}»`);
      await expect(quote).toContainText(claim.parole_en);
    }
  });
}

test('"more than 3 million" rests on the declared cloud figure and on one from the press', async ({ page }) => {
  await page.goto('/c_e472/dichiarazioni');
  const quote = page.locator('blockquote[id="oltre-3-milioni"]');
  await expect(quote).toContainText(/oltre\s920\.000,00\s€/);
  await expect(quote).toContainText(/1\.500\.000,00\s€/);
  await expect(quote).toContainText('Stampa');
});

test('what was declared is on the pages of its projects too, "oltre" included', async ({ page }) => {
  await page.goto('/c_e472/indicatori');
  for (const figure of [/oltre\s100(?![\d.])/, /oltre\s10\.000\.000(?![\d.])/, /oltre\s12(?![\d.])/, /oltre\s13\.500(?![\d.])/, /9\.000(?![\d.])/]) await expect(page.locator('main')).toContainText(figure);
  await page.goto('/c_e472/progetti');
  await expect(page.locator('#cloud')).toContainText(/oltre\s920\.000,00\s€/);
  // Vague parts make a vague total.
  await expect(page.locator('#progetti tfoot')).toContainText(/oltre\s[\d.]+,\d\d\s€/);
  await page.goto('/c_a515/indicatori');
  for (const figure of [/140(?!\d)/, /95(?!\d)/, /50(?!\d)/, /oltre\s18\.000(?![\d.])/]) await expect(page.locator('main')).toContainText(figure);
});
