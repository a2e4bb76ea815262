// A crawl that follows the link of every figure, and finds rows that add up to it, to the cent.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { parse } from '../support/csv';
import { money, plain, sums, total, type Money } from '../support/italian';
import { needsSpecimen, unfold } from '../support/pages';

const ENTI = ['c_e472', 'c_a515', 'prova_1', 'prova_30', 'prova_400'];

type Table = { id: string; heads: string[]; rows: string[][]; foot: string[] };

/** Tables with the text of their cells, footers apart. */
async function tables(page: Page, within = 'main'): Promise<Table[]> {
  return page.locator(within).evaluate((root) => {
    const own = root.matches('table') ? [root] : [];
    const text = (e: Element) => (e.textContent ?? '').replace(/\s+/g, ' ').trim();
    // A note such as "2 importi non noti" is no part of a sum.
    const cells = (row: Element) => [...row.children].map(text);
    return [...own, ...root.querySelectorAll('table')].map((table) => ({
      id: table.id,
      heads: [...table.querySelectorAll('thead th')].map(text),
      rows: [...table.querySelectorAll('tbody tr')].map(cells),
      foot: [...table.querySelectorAll('tfoot tr > *')].map(text),
    }));
  });
}

const column = (table: Table, at: number): Money => total(table.rows.map((r) => sums(r[at] ?? '')[0]));

/** Every sum that rows can come to: of each column, and of each column within rows that share a cell. */
function addUp(list: Table[]): Money[] {
  const out: Money[] = [];
  for (const table of list) {
    for (let at = 0; at < table.heads.length; at++) {
      if (!table.rows.some((r) => sums(r[at] ?? '').length > 0)) continue;
      out.push(column(table, at));
      for (let by = 1; by < table.heads.length; by++) {
        if (by === at) continue;
        for (const value of new Set(table.rows.map((r) => r[by]))) {
          out.push(column({ ...table, rows: table.rows.filter((r) => r[by] === value) }, at));
        }
      }
    }
  }
  return out;
}

async function go(page: Page, request: APIRequestContext, ente: string, section = ''): Promise<void> {
  if (ente.startsWith('prova')) await needsSpecimen(request);
  const answer = await page.goto(`/${ente}${section}`);
  expect(answer?.status()).toBe(200);
}

/** Follows a link and gives every sum and every count of rows that its target has. */
async function target(page: Page, href: string): Promise<{ sums: Money[]; counts: number[] }> {
  const [path, fragment] = href.split('#');
  if (path) await page.goto(path);
  await unfold(page);
  // A link into a page leads to its element; what belongs to a heading stands in the section around it.
  const within = fragment ? `[id="${fragment}"]` : 'main';
  const place = page.locator(within);
  await expect(place, `${href} points at nothing`).toHaveCount(1);
  const heading = fragment ? await place.evaluate((e) => /^H\d$/.test(e.tagName)) : false;
  const scope = heading ? `section:has(> ${within})` : within;
  const found = await tables(page, scope);
  const listed = await page.locator(`${scope} li`).allInnerTexts();
  const quotes = await page.locator(`${scope} blockquote`).count();
  const lists = await page.locator(`${scope} ul, ${scope} ol`).evaluateAll((list) => list.map((l) => l.children.length));
  return {
    sums: [...addUp(found), total(listed.map((t) => sums(t)[0]))],
    counts: [...(fragment ? lists : []), ...found.slice(0, 1).map((t) => t.rows.length), quotes],
  };
}

for (const ente of ENTI) {
  test(`projects of ${ente}: rows, total and download agree`, async ({ page, request }) => {
    test.setTimeout(240_000);
    const queries = ente === 'prova_400' ? ['', '?stato=conclusi'] : ['', '?stato=conclusi', '?fondo=pnrr', '?misura=1.4.3', '?anno=2023', '?q=progetto&ordina=-importo', '?fase=decreto'];
    for (const query of queries) {
      await go(page, request, ente, `/progetti${query}`);
      const list = (await tables(page)).find((t) => t.id === 'progetti');
      const csv = parse(await (await request.get(`/${ente}/progetti.csv${query}`)).text());
      expect(csv.length, query).toBe(list?.rows.length ?? 0);
      if (!list) continue;
      const count = await page.locator('.tg-count').innerText();
      expect(parseInt(count, 10), count).toBe(list.rows.length);
      for (const [name, field] of [['Finanziato', 'finanziato'], ['Erogato', 'erogato']]) {
        const at = list.heads.indexOf(name);
        expect(at, `${name} is a column`).toBeGreaterThan(0);
        const rows = column(list, at);
        const shown = sums(list.foot[at])[0] ?? { cents: 0, bound: '' };
        expect(shown, `${query}: total of ${name}`).toEqual(rows);
        expect(total(csv.map((r) => plain(r[field]))), `${query}: download of ${name}`).toEqual(rows);
      }
      const unknown = csv.reduce((sum, r) => sum + Number(r.importi_non_noti), 0);
      const told = Number(/(\d+) import[oi] non not/.exec(list.foot[list.heads.indexOf('Finanziato')])?.[1] ?? 0);
      expect(told, `${query}: unknown amounts`).toBe(unknown);
    }
  });

  // Four hundred projects lead to the same links as thirty.
  if (ente === 'prova_400') continue;
  test(`home of ${ente}: every figure with a link has rows that add up to it`, async ({ page, request }) => {
    test.setTimeout(240_000);
    await go(page, request, ente);
    const links = await page.locator('main a').evaluateAll((list) =>
      list
        .filter((a) => !a.closest('nav') && !/\/progetti\/[^?]+$/.test(a.getAttribute('href') ?? ''))
        .map((a) => ({ href: a.getAttribute('href') ?? '', text: (a.textContent ?? '').replace(/\s+/g, ' ').trim() }))
        .filter((a) => /\d/.test(a.text)),
    );
    expect(links.length).toBeGreaterThan(0);
    for (const { href, text } of links) {
      const figures = sums(text);
      const found = await target(page, href);
      if (figures.length) expect(found.sums, `«${text}» → ${href}`).toContainEqual(figures[0]);
      else if (!text.includes('non not') || /^\d+ (di stato|conclus|oltre|in corso|rinunc)/.test(text)) expect(found.counts, `«${text}» → ${href}`).toContain(parseInt(text, 10));
      if (!href.startsWith('#')) await go(page, request, ente);
    }
  });

  test(`funding of ${ente}: every table adds up to its total, and each total's link leads to it`, async ({ page, request }) => {
    test.setTimeout(240_000);
    await go(page, request, ente, '/finanziamenti');
    await unfold(page);
    const all = await tables(page);
    for (const table of all.filter((t) => t.foot.length)) {
      for (let at = 0; at < table.heads.length; at++) {
        const [shown] = sums(table.foot[at] ?? '');
        if (shown) expect(column(table, at), `#${table.id}, ${table.heads[at]}`).toEqual(shown);
      }
    }
    // The same money by measure, by line and over time.
    const measures = all.find((t) => t.id === 'fondi-misure')!;
    const lines = all.find((t) => t.id === 'fondi-voci')!;
    expect(column(measures, measures.heads.indexOf('Totale'))).toEqual(column(lines, lines.heads.indexOf('Importo')));

    const accounts = await page.locator('dl.tg-dl > div').evaluateAll((list) =>
      list.map((d) => ({ text: (d.querySelector('strong')?.textContent ?? '').replace(/\s+/g, ' '), href: d.querySelector('a')?.getAttribute('href') ?? '' })),
    );
    for (const { text, href } of accounts.filter((a) => a.href && money(a.text))) {
      expect((await target(page, href)).sums, `${text} → ${href}`).toContainEqual(money(text));
      if (!href.startsWith('#')) {
        await go(page, request, ente, '/finanziamenti');
        await unfold(page);
      }
    }
    const byMeasure = await page.locator('#fondi-misure tbody tr').evaluateAll((list) =>
      list.map((r) => ({ href: r.querySelector('th a')?.getAttribute('href') ?? '', text: (r.lastElementChild?.textContent ?? '').replace(/\s+/g, ' ') })),
    );
    for (const { href, text } of byMeasure.filter((r) => sums(r.text).length)) {
      if (href.startsWith('#')) continue;
      expect((await target(page, href)).sums, `${text} → ${href}`).toContainEqual(sums(text)[0]);
    }
  });

  test(`measures of ${ente}: counts and sums lead to as many projects and as much money`, async ({ page, request }) => {
    test.setTimeout(240_000);
    await go(page, request, ente, '/misure');
    const rows = await page.locator('#tabella-misure tr').evaluateAll((list) =>
      list.map((r) => ({
        links: [...r.querySelectorAll('a[href*="/progetti"]')].map((a) => ({ href: a.getAttribute('href') ?? '', text: a.textContent ?? '' })),
        sum: (r.querySelector('td.num')?.textContent ?? '').replace(/\s+/g, ' '),
      })),
    );
    for (const { links, sum } of rows.filter((r) => r.links.length)) {
      for (const [at, { href, text }] of links.entries()) {
        // A project named by itself is no count.
        if (!/^\s*\d/.test(text)) continue;
        const found = await target(page, href);
        expect(found.counts, `«${text}» → ${href}`).toContain(Number(/\d+/.exec(text)?.[0]));
        // The first link of a row leads to all of its projects.
        if (at === 0 && sums(sum).length) expect(found.sums, `${sum} → ${href}`).toContainEqual(sums(sum)[0]);
      }
    }
  });
}

test('every total at the foot of every table is the sum of its rows', async ({ page, request }) => {
  test.setTimeout(240_000);
  for (const ente of ENTI.filter((e) => !e.startsWith('prova'))) {
    const csv = parse(await (await request.get(`/${ente}/progetti.csv`)).text());
    const measures = [...new Set(csv.map((r) => r.linea.split('-')[0]).filter(Boolean))];
    const addresses = ['', '/finanziamenti', '/certificazioni', '/indicatori', '/misure', ...csv.map((r) => `/progetti/${r.progetto}`), ...measures.map((m) => `/misure/${m}`)];
    for (const address of addresses) {
      await go(page, request, ente, address);
      await unfold(page);
      for (const table of (await tables(page)).filter((t) => t.foot.length)) {
        for (let at = 0; at < table.heads.length; at++) {
          const [shown] = sums(table.foot[at] ?? '');
          if (shown) expect.soft(column(table, at), `${ente}${address} #${table.id}, ${table.heads[at]}`).toEqual(shown);
        }
      }
    }
  }
});

test('downloads of the funding charts add up to the totals shown', async ({ page, request }) => {
  for (const ente of ['c_e472', 'c_a515']) {
    await go(page, request, ente, '/finanziamenti');
    await unfold(page);
    const lines = (await tables(page)).find((t) => t.id === 'fondi-voci')!;
    const href = await page.locator('a[href*="finanziamenti.csv"]').first().getAttribute('href');
    const csv = parse(await (await request.get(href!)).text());
    const sum = total(csv.map((r) => plain(`${r.precisione ? `${r.precisione} ` : ''}${r.importo}`)));
    expect(sum).toEqual(column(lines, lines.heads.indexOf('Importo')));
  }
});

test('nothing internal is shown to everybody', async ({ request, page }) => {
  await needsSpecimen(request);
  for (const path of ['/prova_30', '/prova_30/finanziamenti', '/prova_30/progetti/prova-2', '/prova_30/finanziamenti.csv?grafico=tempo']) {
    const text = await (await request.get(path)).text();
    expect(text, path).not.toContain('Fornitore riservato');
    expect(text, path).not.toContain('mandato-2');
  }
  await page.goto('/prova_30/progetti/prova-2');
  await expect(page.locator('main')).toContainText('mandato-1');
});
