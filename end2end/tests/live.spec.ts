// The live schedule: same bars as everywhere else, by keyboard as by mouse, as fast with four hundred rows as with ten.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { bars, liveBars, liveGroups, staticGroups, svgBars, waitForLive } from '../support/gantt';
import { needsSpecimen } from '../support/pages';

const LATINA = '/c_e472/cronoprogramma';

async function openLive(page: Page, address: string): Promise<Locator> {
  await page.goto(address);
  return waitForLive(page);
}

const rowsOf = (grid: Locator) => grid.locator('tr[id^="live-"]');
const headingsOf = (grid: Locator) => grid.locator('tr.tg-gantt__group');
const left = (page: Page) => page.locator('.tg-live').evaluate((e) => e.scrollLeft);
const pressed = (page: Page) => page.locator('.tg-gantt-live button[aria-pressed="true"]').innerText();

test('rows appear and the static table is put away', async ({ page, request }) => {
  const grid = await openLive(page, LATINA);
  const rows: unknown[] = await (await request.get('/c_e472/cronoprogramma.json')).json();
  await expect(rowsOf(grid)).toHaveCount(rows.length);
  const groups = await staticGroups(page);
  await expect(headingsOf(grid)).toHaveCount(groups.length);
  await expect(grid).toHaveAttribute('aria-rowcount', String(rows.length + groups.length + 1));
});

test('it is a treegrid whose rows and cells are named', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const heading = grid.getByRole('row').nth(1);
  await expect(heading).toHaveAttribute('aria-rowindex', '2');
  await expect(heading).toHaveAttribute('aria-level', '1');
  await expect(heading.getByRole('rowheader')).toHaveAttribute('aria-colspan', '3');
  await expect(heading.getByRole('gridcell')).toHaveCount(1);
  const row = grid.getByRole('row').nth(2);
  await expect(row).toHaveAttribute('aria-rowindex', '3');
  await expect(row).toHaveAttribute('aria-level', '2');
  await expect(row.getByRole('rowheader')).toHaveCount(1);
  await expect(row.getByRole('gridcell')).toHaveCount(3);
  await expect(row.locator('[role=img]')).toHaveAttribute('aria-label', /\d{4}|non not/);
  await expect(grid.getByRole('columnheader')).toHaveCount(4);
});

test('without its rows the static table stays, and says why', async ({ page }) => {
  await page.route('**/cronoprogramma.json*', (route) => route.fulfill({ status: 500, body: 'no' }));
  await page.goto(LATINA);
  await expect(page.getByText('Le righe non si sono caricate')).toBeVisible();
  await expect(page.locator('#gantt-static')).toBeVisible();
});

test('the search narrows, counts, and gives everything back', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const all = await rowsOf(grid).count();
  const groups = await headingsOf(grid).count();
  const count = page.locator('.tg-gantt-live .tg-count');
  await page.locator('#live-q').fill('send');
  await expect(rowsOf(grid)).toHaveCount(1);
  await expect(count).toContainText(`1 riga su ${all}`);
  await expect(headingsOf(grid)).toHaveCount(1);
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await page.locator('#live-q').fill('zzzz');
  await expect(rowsOf(grid)).toHaveCount(0);
  await expect(headingsOf(grid)).toHaveCount(0);
  await page.locator('#live-q').fill('');
  await expect(rowsOf(grid)).toHaveCount(all);
  await expect(headingsOf(grid)).toHaveCount(groups);
});

test('the chosen project stays chosen through a search that leaves it', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const chosen = grid.locator('tr[aria-selected="true"]');
  const send = grid.locator('[id="live-send-2022"]');
  await page.locator('#live-q').fill('send');
  await send.locator('td').first().click();
  await expect(send).toBeFocused();
  await page.locator('#live-q').fill('');
  await expect(rowsOf(grid)).not.toHaveCount(1);
  await expect(chosen).toHaveCount(1);
  await expect(chosen).toHaveAttribute('id', 'live-send-2022');
  await expect(page.locator('.tg-live__detail')).toContainText('SEND');
  // Another project stands for it while it is away, and only so long.
  await page.locator('#live-q').fill('cloud');
  await expect(chosen).toHaveAttribute('id', 'live-cloud');
  await page.locator('#live-q').fill('');
  await expect(chosen).toHaveAttribute('id', 'live-send-2022');
});

test('the arrows move one tab stop; pages, ends and the detail follow', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const rows = rowsOf(grid);
  const stop = grid.locator('[tabindex="0"]');
  await expect(stop).toHaveCount(1);
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toHaveAttribute('tabindex', '0');
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(stop).toHaveCount(1);
  await expect(page.locator('.tg-live__detail')).toContainText(await rows.nth(1).getByRole('link').innerText());
  await page.keyboard.press('ArrowUp');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rows.first()).toBeFocused();
  // A heading is no stop on the way.
  await expect(grid.locator('.tg-gantt__group[tabindex], .tg-gantt__group [tabindex], .tg-gantt__group a')).toHaveCount(0);
  // One press leaves it: the rows are one stop, and no link inside them is another.
  await page.keyboard.press('Tab');
  await expect(grid.locator(':focus')).toHaveCount(0);
});

test('plus and minus zoom and keep the row', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const rows = rowsOf(grid);
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  for (const [key, name] of [['+', 'Trimestri'], ['+', 'Mesi'], ['+', 'Mesi'], ['-', 'Trimestri'], ['-', 'Anni']]) {
    await page.keyboard.press(key);
    await expect.poll(() => pressed(page), `after ${key}`).toBe(name);
    await expect(rows.nth(1), `after ${key}`).toBeFocused();
  }
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(2)).toBeFocused();
});

test('the arrows pan and T goes to today', async ({ page }) => {
  const grid = await openLive(page, `${LATINA}?scala=mesi`);
  await rowsOf(grid).first().focus();
  expect(await left(page)).toBe(0);
  await page.keyboard.press('ArrowRight');
  const panned = await left(page);
  expect(panned).toBeGreaterThan(0);
  await page.keyboard.press('ArrowLeft');
  expect(await left(page)).toBeLessThan(panned);
  await page.keyboard.press('t');
  const today = grid.locator('.g-today__flag').first();
  await expect(today).toBeInViewport();
  // In sight, and not under the column of names.
  const flag = await today.boundingBox();
  const name = await grid.getByRole('columnheader').first().evaluate((e) => ({ edge: e.getBoundingClientRect().right, sticks: getComputedStyle(e).position === 'sticky' && getComputedStyle(e).left === '0px' }));
  if (name.sticks) expect(flag!.x).toBeGreaterThan(name.edge);
});

test('Enter opens the row, and so does its link', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const link = rowsOf(grid).nth(1).getByRole('link');
  const href = await link.getAttribute('href');
  await rowsOf(grid).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${href}$`));
  await page.goBack();
  await waitForLive(page);
  await rowsOf(grid).nth(2).getByRole('link').click();
  await expect(page).toHaveURL(/\/progetti\//);
});

test('a click chooses a row and the keyboard goes on from there', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  await rowsOf(grid).nth(3).locator('td').first().click();
  await expect(rowsOf(grid).nth(3)).toHaveAttribute('aria-selected', 'true');
  // It is focused with the next drawing, a frame later.
  await expect(rowsOf(grid).nth(3)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rowsOf(grid).nth(4)).toBeFocused();
});

test('letters typed in the search box are not commands', async ({ page }) => {
  await openLive(page, LATINA);
  const before = await pressed(page);
  await page.locator('#live-q').pressSequentially('t+-');
  await expect(page.locator('#live-q')).toHaveValue('t+-');
  expect(await pressed(page)).toBe(before);
});

test('the arrows go through all projects in the order of the screen, over the headings', async ({ page }) => {
  const grid = await openLive(page, LATINA);
  const groups = await staticGroups(page);
  expect(groups.length).toBeGreaterThan(1);
  const order = groups.flatMap((group) => group.rows);
  await rowsOf(grid).first().focus();
  for (const id of order.slice(1)) {
    await page.keyboard.press('ArrowDown');
    await expect(grid.locator(`[id="live-${id}"]`)).toBeFocused();
  }
  for (const id of order.slice(0, -1).reverse()) {
    await page.keyboard.press('ArrowUp');
    await expect(grid.locator(`[id="live-${id}"]`)).toBeFocused();
  }
  // The first heading is in sight again with its first project.
  await expect(headingsOf(grid).first()).toBeInViewport();
});

for (const address of [LATINA, '/prova_30/cronoprogramma']) {
  test(`its groups are those of the static table: ${address}`, async ({ page, request }) => {
    if (address.startsWith('/prova')) await needsSpecimen(request);
    await openLive(page, address);
    const live = await liveGroups(page);
    expect(live.length).toBeGreaterThan(1);
    expect(live).toEqual(await staticGroups(page));
    const rows: { id: string; spans: unknown[] }[] = await (await request.get(`${address}.json`)).json();
    expect(live.flatMap((group) => group.rows).sort()).toEqual(rows.map((r) => r.id).sort());
    // What has no date stands last, counted.
    const undated = rows.filter((r) => r.spans.length === 0).map((r) => r.id);
    const lane = undated.length > 0 ? [{ heading: `Senza date (${undated.length})`, rows: undated }] : [];
    expect(live.filter((group) => group.heading.startsWith('Senza date'))).toEqual(lane);
    expect(live.slice(live.length - lane.length)).toEqual(lane);
  });
}

test('of four hundred rows only those in sight exist, and the last is reached', async ({ page, request }, info) => {
  await needsSpecimen(request);
  const rows: { id: string }[] = await (await request.get('/prova_400/cronoprogramma.json')).json();
  expect(rows).toHaveLength(400);
  const grid = await openLive(page, '/prova_400/cronoprogramma');
  expect(await rowsOf(grid).count()).toBeLessThan(60);
  // Every row and heading as high as the island believes, or scrolling would drift.
  await expect(headingsOf(grid)).not.toHaveCount(0);
  const heights = await grid.locator('tbody tr[role="row"]').evaluateAll((list) => [...new Set(list.map((e) => Math.round(e.getBoundingClientRect().height)))]);
  expect(heights).toEqual([56]);
  // The head is the first row and a heading the second.
  const first = grid.locator('tr[id^="live-"][aria-rowindex="3"]');
  const last = grid.locator(`tr[id^="live-"][aria-rowindex="${await grid.getAttribute('aria-rowcount')}"]`);
  await page.locator('.tg-live').evaluate((e) => {
    e.scrollIntoView({ block: 'end' });
    e.scrollTo(0, e.scrollHeight);
  });
  await expect(last).toBeInViewport();
  expect(await rowsOf(grid).count()).toBeLessThan(60);
  await page.locator('.tg-live').evaluate((e) => {
    e.scrollIntoView({ block: 'start' });
    e.scrollTo(0, 0);
  });
  await expect(first).toBeInViewport();
  await rowsOf(grid).first().focus();
  await page.keyboard.press('End');
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
  if (info.project.name === 'desktop') expect(Object.keys(await liveBars(page))).toHaveLength(400);
});

const DRAWINGS = [
  { ente: 'c_e472', query: '' },
  { ente: 'c_e472', query: '?scala=mesi' },
  { ente: 'c_a515', query: '?scala=trimestri&da=2023&a=2026' },
  { ente: 'prova_30', query: '' },
  { ente: 'prova_30', query: '?scala=mesi&da=2023-03&a=2024-06&stato=conclusi' },
];

for (const { ente, query } of DRAWINGS) {
  test(`live, static, printed and downloaded bars are the same: ${ente}${query}`, async ({ page, request, browser }) => {
    if (ente.startsWith('prova')) await needsSpecimen(request);
    const address = `/${ente}/cronoprogramma`;
    await openLive(page, address + query);
    const live = await liveBars(page);

    const plain = await browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(address + query);
    await expect(still.locator('#gantt-static')).toBeVisible();
    const fixed = await bars(still, '#gantt-static tr[id^="r-"]', 'r-');
    expect(Object.values(fixed).flat().length).toBeGreaterThan(0);
    expect(live).toEqual(fixed);
    const width = await still.locator('.tg-gantt__cell > svg').first().getAttribute('width');
    await expect(page.locator('.tg-live .tg-gantt__cell > svg').first()).toHaveAttribute('width', width!);
    await plain.close();

    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('#gantt-static')).toBeVisible();
    await expect(page.getByRole('treegrid')).toBeHidden();
    expect(await bars(page, '#gantt-static tr[id^="r-"]', 'r-')).toEqual(fixed);

    const svg = await (await request.get(`${address}.svg${query}`)).text();
    const rows: { id: string; spans: unknown[] }[] = await (await request.get(`${address}.json${query}`)).json();
    // Dated rows first, then those without dates, as on the page.
    const ids = [...rows.filter((r) => r.spans.length > 0), ...rows.filter((r) => r.spans.length === 0)].map((r) => r.id);
    expect(await svgBars(page, svg, ids)).toEqual(fixed);
  });
}

test('an address with a range draws it live, and the same range static', async ({ page }) => {
  await openLive(page, `${LATINA}?da=2024&a=2024&scala=mesi`);
  await expect(page.locator('.tg-live .tg-gantt__cell > svg').first()).toHaveAttribute('width', String(366 * 4));
});
