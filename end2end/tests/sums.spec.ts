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
  if (path) expect((await page.goto(path))?.status(), href).toBe(200);
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

/** A link that tells a figure, or stands beside one and leads to its rows. */
type Told = { href: string; text: string };

/** What leads to a project, a measure, an act, a calendar or elsewhere is a name, whatever digits are in it. */
const NAME = /^(https?:|mailto:)|\/(progetti|misure)\/[^/?#]+|#atto-|\/calendario\.ics/;

/** A count. Days, codes and years are none: four digits have a dot. */
const COUNT = /(?<![\w.,/-])\d{1,3}(?:\.\d{3})*(?![\w/-]|[.,]\d|\s*%)/;

/** Links whose own words are a sum or a count, and links such as "vedi le righe" with the sum before them. */
async function told(page: Page): Promise<Told[]> {
  const links = await page.locator('main a[href]').evaluateAll((list) => {
    const text = (e: Element) => (e.textContent ?? '').replace(/\s+/g, ' ').trim();
    return list
      .filter((a) => !a.closest('nav, thead, .tg-downloads, .tg-chips, .tg-toolbar'))
      .map((a) => {
        const href = a.getAttribute('href') ?? '';
        const block = href.startsWith('#') ? a.closest('dd, p') : null;
        return { href, text: text(a), beside: block ? text(block.querySelector('strong') ?? block) : '' };
      });
  });
  return links
    .filter(({ href }) => !NAME.test(href))
    .map(({ href, text, beside }) => ({ href, text: COUNT.test(text) || sums(text).length ? text : sums(beside).length ? beside : '' }))
    .filter(({ text }) => text);
}

/** Follows every such link of a page; how many there were. */
async function follow(page: Page, address: string): Promise<number> {
  const open = async () => {
    expect((await page.goto(address))?.status(), address).toBe(200);
    await unfold(page);
  };
  await open();
  const links = await told(page);
  for (const { href, text } of links) {
    const [sum] = sums(text);
    const found = await target(page, href);
    if (sum) expect(found.sums, `${address}: «${text}» → ${href}`).toContainEqual(sum);
    else expect(found.counts, `${address}: «${text}» → ${href}`).toContain(Number((COUNT.exec(text)?.[0] ?? '').replaceAll('.', '')));
    if (!href.startsWith('#')) await open();
  }
  return links.length;
}

/** Where links of a page lead to. */
async function addresses(page: Page, links: string): Promise<string[]> {
  return page.locator(links).evaluateAll((list) => list.map((a) => a.getAttribute('href') ?? ''));
}

/** The text of a place, on one line. */
async function line(page: Page, place: string): Promise<string> {
  return (await page.locator(place).first().innerText()).replace(/\s+/g, ' ');
}

/** The figures that an expression finds in a text; none where it does not fit. */
function figures(text: string, form: RegExp): number[] {
  return (form.exec(text) ?? []).slice(1).map((n) => Number(n.replaceAll('.', '')));
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

  const isTown = !ente.startsWith('prova');

  test(`other pages of ${ente}: whatever link tells a figure leads to it`, async ({ page, request }) => {
    test.setTimeout(240_000);
    await go(page, request, ente, '/progetti');
    // Of thirty projects made alike a few.
    const projects = (await addresses(page, '#progetti tbody th a')).slice(0, 12);
    await go(page, request, ente, '/misure');
    const measures = await addresses(page, '#tabella-misure tbody th a');
    for (const section of ['certificazioni', 'indicatori', 'cronoprogramma', 'rischi', 'dichiarazioni']) await follow(page, `/${ente}/${section}`);
    let beside = 0;
    for (const address of projects) beside += await follow(page, address);
    if (isTown) expect(beside, 'sums of projects that lead to their rows').toBeGreaterThan(projects.length / 2);
    for (const address of measures) {
      await follow(page, address);
      // The list of projects has as many rows as the measure's own, and the same totals.
      const own = (await tables(page)).find((t) => t.id === 'tabella-progetti');
      const [list] = await addresses(page, '#progetti a[href*="/progetti?misura="]');
      expect(own && list, `${address} leads to its projects`).toBeTruthy();
      const found = await target(page, list);
      expect(found.counts, `${address} → ${list}`).toContain(own!.rows.length);
      for (const name of ['Finanziato', 'Erogato']) {
        const [shown] = sums(own!.foot[own!.heads.indexOf(name)] ?? '');
        if (shown) expect(found.sums, `${address}, ${name} → ${list}`).toContainEqual(shown);
      }
    }
  });

  test(`certification of ${ente}: each count is that of its rows`, async ({ page, request }) => {
    await go(page, request, ente, '/certificazioni');
    const text = await line(page, 'main');
    const path = (await tables(page)).find((t) => t.id === 'percorso');
    const states = (path?.rows ?? []).map((r) => r[1]);
    // A word that goes on, such as "Rinunciato, secondo l'ufficio", is another state.
    const count = (word: string) => states.filter((s) => s.startsWith(word) && s[word.length] !== ',').length;
    const [paid, elsewhere, certified, renounced] = ['Liquidato', 'Pagato secondo ReGiS', 'Asseverato', 'Rinunciato'].map(count);
    const said = figures(text, /Su (\d+) progetti non rinunciati: liquidati (\d+), pagati secondo ReGiS (\d+), asseverati e non ancora liquidati (\d+); per (\d+) non è noto/);
    const alive = states.length - renounced;
    if (alive > 1) expect(said, text.slice(0, 400)).toEqual([alive, paid, elsewhere, certified, alive - paid - elsewhere - certified]);
    const [timed] = figures(text, /per i (\d+) progetti con entrambe le date/);
    if (timed !== undefined) await expect(page.locator('#tempi tbody td:nth-child(4) .tg-num')).toHaveCount(timed);
    if (isTown) expect(said, 'the counts are said').toHaveLength(5);
  });

  test(`indicators of ${ente}: each count is that of its rows`, async ({ page, request }) => {
    await go(page, request, ente, '/indicatori');
    const rows = (await tables(page)).flatMap((t) => t.rows);
    if (rows.length === 0) {
      await expect(page.locator('.tg-empty')).toBeVisible();
      return;
    }
    const outcome = (word: string) => rows.filter((r) => r.at(-1)?.startsWith(word)).length;
    const [reached, short, open] = ['Raggiunto', 'Non raggiunto', 'Non si può dire'].map(outcome);
    const text = await line(page, 'main');
    const [all = 1] = figures(text, /(\d+) indicatori, di cui/);
    expect(all).toBe(rows.length);
    const said = figures(text, /di cui (\d+) con un obiettivo registrato\. Obiettivi raggiunti secondo l'ultima lettura: (\d+), di cui \d+ confermati da un registro; non raggiunti: (\d+); non si può dire: (\d+)\./);
    expect(said, text.slice(0, 400)).toEqual([reached + short + open, reached, short, open]);
  });

  test(`schedule of ${ente}: its finding counts its rows`, async ({ page, request }) => {
    await go(page, request, ente, '/cronoprogramma');
    const finding = await line(page, '#gantt > h2');
    const [, of, each] = /^(\d+) progett[oi]: (.+)$/.exec(finding) ?? [];
    expect(of, finding).toBeDefined();
    const looks = await page.locator('#gantt-static tr[id^="r-"] .tg-status').evaluateAll((list) => list.map((e) => /tg-status--(\w+)/.exec(e.className)?.[1] ?? ''));
    expect(looks, finding).toHaveLength(Number(of));
    const LOOKS: [RegExp, string[]][] = [
      [/^conclus[oi]$/, ['done', 'paid']],
      [/^in corso$/, ['running']],
      [/^oltre il termine/, ['late']],
      [/^rinunciat[oi]$/, ['waived']],
      [/^di stato non noto$/, ['unknown']],
    ];
    for (const part of each.split(', ')) {
      const [, n, word] = /^(\d+) (.+)$/.exec(part) ?? [];
      const [, kinds] = LOOKS.find(([form]) => form.test(word ?? '')) ?? [];
      expect(kinds, `«${part}» is a state`).toBeDefined();
      expect(looks.filter((look) => kinds!.includes(look)), finding).toHaveLength(Number(n));
    }
  });

  test(`risks of ${ente}: the sums of each heading are those of its rows`, async ({ page, request }) => {
    await go(page, request, ente, '/rischi');
    await unfold(page);
    const all = await tables(page);
    // What is open and what is not known: one column each.
    for (const id of ['somme', 'non-nota']) {
      if ((await page.locator(`#${id}`).count()) === 0) continue;
      const heading = await line(page, `#${id} > h2`);
      const found = await target(page, `#${id}`);
      for (const sum of sums(heading)) expect(found.sums, `#${id}: ${heading}`).toContainEqual(sum);
    }
    // What may be used, and what not yet: of one column the rows that say so.
    const surplus = all.find((t) => t.id === 'economie-progetti');
    if (surplus) {
      const heading = await line(page, '#economie > h2');
      const parts = heading.split('; non ancora: ');
      expect(parts, heading).toHaveLength(2);
      const [left, usable] = ['Economie', surplus.heads.at(-1)!].map((name) => surplus.heads.indexOf(name));
      for (const [at, word] of ['sì', 'non ancora'].entries()) {
        const [shown] = sums(parts[at]);
        const rows = surplus.rows.filter((r) => r[usable].startsWith(word));
        expect(column({ ...surplus, rows }, left), `${word}: ${heading}`).toEqual(shown ?? { cents: 0, bound: '' });
      }
    }
    // Paid less received, whichever is more; the most that it ever was stands in a row.
    const flows = all.find((t) => t.id === 'anticipi-movimenti');
    if (flows) {
      const heading = await line(page, '#anticipi h2');
      const [amount, soFar] = ['Importo', 'Anticipato fin lì'].map((name) => flows.heads.indexOf(name));
      expect(Math.min(amount, soFar), flows.heads.join(' | ')).toBeGreaterThan(0);
      const of = (word: string) => column({ ...flows, rows: flows.rows.filter((r) => r[1] === word) }, amount).cents;
      const [said, most] = heading.split('; il massimo è stato ');
      const [balance] = sums(said);
      if (balance) expect(Math.abs(of('pagato') - of('ricevuto')), heading).toBe(balance.cents);
      if (most) expect(flows.rows.map((r) => sums(r[soFar])[0]), heading).toContainEqual(sums(most)[0]);
    }
    if (ente === 'c_e472') expect(all.filter((t) => t.foot.length).length, 'tables with totals').toBeGreaterThan(0);
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
