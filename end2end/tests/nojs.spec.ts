// Everything that the pages do, without JavaScript.
import { expect, test } from '@playwright/test';
import { needsSpecimen, PAGES } from '../support/pages';

test('every section is reached by links from the list of enti', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Comune di Latina' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Comune di Latina in breve');
  const sections = page.getByRole('navigation', { name: 'Sezioni' });
  for (const name of ['Progetti', 'Cronoprogramma', 'Finanziamenti', 'Certificazioni', 'Indicatori', 'Misure', 'Dichiarazioni']) {
    await sections.getByRole('link', { name }).click();
    await expect(sections.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Latina');
  }
});

test('the skip link is first and leads to the content', async ({ page }) => {
  await page.goto('/c_e472');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Vai al contenuto' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
});

test('an ente is found by name, province and code', async ({ page }) => {
  for (const words of ['avezzano', 'AQ', 'c_a515']) {
    await page.goto('/');
    await page.getByRole('searchbox').fill(words);
    await page.getByRole('button', { name: 'Cerca' }).click();
    await expect(page.getByRole('link', { name: 'Comune di Avezzano' }), words).toBeVisible();
    await expect(page.getByRole('link', { name: 'Comune di Latina' }), words).toHaveCount(0);
  }
});

test('the list of projects is filtered by its form, the filter taken away by its chip', async ({ page }) => {
  await page.goto('/c_e472/progetti');
  const rows = page.locator('#progetti tbody tr');
  const all = await rows.count();
  await page.getByLabel('Misura').selectOption('1.4.3');
  await page.getByRole('button', { name: 'Applica' }).click();
  await expect(page).toHaveURL(/misura=1\.4\.3/);
  await expect(rows).toHaveCount(2);
  await expect(page.getByLabel('Misura')).toHaveValue('1.4.3');
  await page.getByRole('list', { name: 'Filtri attivi' }).getByRole('link').click();
  await expect(rows).toHaveCount(all);
  await page.getByRole('searchbox').fill('send');
  await page.getByRole('searchbox').press('Enter');
  await expect(rows).toHaveCount(1);
  await page.getByRole('link', { name: 'Togli i filtri' }).click();
  await expect(rows).toHaveCount(all);
});

test('nothing found leads back', async ({ page }) => {
  await page.goto('/c_e472/progetti?q=zzzz');
  await expect(page.locator('.tg-empty')).toBeVisible();
  await page.locator('.tg-empty').getByRole('link').click();
  await expect(page.locator('#progetti tbody tr')).not.toHaveCount(0);
});

test('a head sorts, and sorts the other way', async ({ page }) => {
  await page.goto('/c_e472/progetti');
  const titles = page.locator('#progetti tbody th');
  await page.getByRole('columnheader', { name: 'Progetto' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Progetto' })).toHaveAttribute('aria-sort', 'ascending');
  const upwards = await titles.allTextContents();
  expect(upwards).toEqual([...upwards].sort((a, b) => a.localeCompare(b, 'it')));
  await page.getByRole('columnheader', { name: 'Progetto' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Progetto' })).toHaveAttribute('aria-sort', 'descending');
  expect(await titles.allTextContents()).toEqual([...upwards].reverse());
});

test('the language is switched, kept on the way, and switched back', async ({ page }) => {
  await page.goto('/c_e472/progetti?misura=1.4.3');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveURL(/misura=1\.4\.3/);
  await page.goto('/c_a515');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
  await page.getByRole('link', { name: 'Italiano' }).click();
  await page.goto('/c_e472');
  await expect(page.locator('html')).toHaveAttribute('lang', 'it');
});

test('the schedule zooms by link and takes a range by form, each keeping the other and the filter', async ({ page }) => {
  await page.goto('/c_e472/cronoprogramma?stato=conclusi');
  const zoom = page.getByRole('group', { name: 'Scala' });
  const width = () => page.locator('.tg-gantt__cell > svg').first().getAttribute('width');
  const narrow = Number(await width());
  await zoom.getByRole('link', { name: 'Mesi' }).click();
  await expect(zoom.getByRole('link', { name: 'Mesi' })).toHaveAttribute('aria-current', 'true');
  expect(Number(await width())).toBeGreaterThan(narrow);
  await page.getByRole('textbox', { name: 'Dal' }).fill('01/01/2024');
  await page.getByRole('textbox', { name: 'al', exact: true }).fill('31/12/2024');
  await page.getByRole('button', { name: 'Mostra' }).click();
  await expect(page).toHaveURL(/scala=mesi/);
  await expect(page).toHaveURL(/stato=conclusi/);
  expect(Number(await width())).toBe(366 * 4);
  await expect(page.getByRole('textbox', { name: 'Dal' })).toHaveValue('01/01/2024');
  await zoom.getByRole('link', { name: 'Anni' }).click();
  await expect(page.getByRole('textbox', { name: 'Dal' })).toHaveValue('01/01/2024');
});

test('downloads of the schedule draw what the page shows', async ({ page }) => {
  await page.goto('/c_e472/cronoprogramma?scala=mesi&da=2024&a=2025&stato=conclusi');
  const svg = await page.locator('.tg-downloads a[href*=".svg"]').getAttribute('href');
  for (const part of ['scala=mesi', 'da=2024', 'a=2025', 'stato=conclusi']) expect(svg).toContain(part);
});

test('four hundred projects come in pages of two hundred', async ({ page, request }) => {
  await needsSpecimen(request);
  await page.goto('/prova_400/cronoprogramma');
  const rows = page.locator('tr[id^="r-"]');
  await expect(rows).toHaveCount(200);
  const first = await rows.first().getAttribute('id');
  await page.getByRole('navigation', { name: 'Pagine' }).getByRole('link', { name: 'Successiva' }).click();
  await expect(page).toHaveURL(/pagina=2/);
  await expect(rows).toHaveCount(200);
  expect(await rows.first().getAttribute('id')).not.toBe(first);
  await page.getByRole('navigation', { name: 'Pagine' }).getByRole('link', { name: 'Precedente' }).click();
  expect(await rows.first().getAttribute('id')).toBe(first);
});

test('projects without dates have a lane of their own, counted', async ({ page, request }) => {
  await needsSpecimen(request);
  await page.goto('/prova_30/cronoprogramma');
  const lane = page.locator('tr.tg-gantt__undated');
  await expect(lane).toHaveCount(2);
  const heading = page.locator('tr.tg-gantt__group', { has: page.locator('th', { hasText: /senza date/i }) });
  await expect(heading).toContainText('2');
  await expect(lane.locator('.g-bar')).toHaveCount(0);
});

test('an unknown end is an open, hatched bar, and says so', async ({ page, request }) => {
  await needsSpecimen(request);
  await page.goto('/prova_30/cronoprogramma');
  const open = page.locator('tr[id^="r-"]', { has: page.locator('.g-bar--open') }).first();
  await expect(open.locator('.g-bar--open').first()).toHaveAttribute('fill', 'url(#hatch-open)');
  await expect(page.locator('tr[id^="r-"]', { hasText: 'fine non nota' })).not.toHaveCount(0);
  await expect(page.locator('pattern#hatch-open')).toHaveCount(1);
});

test('the stepper and the tables of a project are there', async ({ page }) => {
  await page.goto('/c_e472/progetti/send-2022');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SEND');
  await expect(page.locator('.tg-stepper .tg-step')).not.toHaveCount(0);
  await expect(page.getByText('69.000,00 €').first()).toBeVisible();
});

test('every internal link of every page leads somewhere', async ({ page, request }) => {
  test.setTimeout(240_000);
  const known = new Map<string, number>();
  const broken: string[] = [];
  for (const address of PAGES.filter((a) => !a.specimen)) {
    await page.goto(address.path);
    const links = await page.locator('a[href]').evaluateAll((list) => list.map((a) => a.getAttribute('href') ?? ''));
    const ids = new Set(await page.locator('[id]').evaluateAll((list) => list.map((e) => e.id)));
    for (const link of new Set(links)) {
      if (/^(https?:|mailto:)/.test(link)) continue;
      const [path, fragment] = link.split('#');
      if (path === '') {
        if (!ids.has(fragment)) broken.push(`${address.path}: ${link} points at nothing`);
        continue;
      }
      if (!known.has(path)) known.set(path, (await request.get(path, { maxRedirects: 0 })).status());
      if (known.get(path) !== 200) broken.push(`${address.path}: ${link} answers ${known.get(path)}`);
    }
  }
  expect([...new Set(broken)]).toEqual([]);
});
