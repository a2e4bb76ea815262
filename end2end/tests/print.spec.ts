// Paper: A4 and A3 alike, the schedule on as many sheets as it takes, and nothing cut at the right.
import { expect, test, type Page } from '@playwright/test';
import { waitForLive } from '../support/gantt';
import { needsSpecimen, SECTIONS } from '../support/pages';

/** Landscape, in millimetres; the margin is that of style/parts/_print.scss. */
const SHEETS = { A4: { width: 297, height: 210 }, A3: { width: 420, height: 297 } };
const MARGIN = 12;

type Format = keyof typeof SHEETS;

const points = (mm: number) => (mm / 25.4) * 72;
const pixels = (mm: number) => Math.floor((mm / 25.4) * 96);

/** Prints to a file: how many sheets, and how large each is in points. */
async function print(page: Page, format: Format): Promise<{ sheets: number; sizes: number[][] }> {
  const margin = `${MARGIN}mm`;
  const options = { format, landscape: true, preferCSSPageSize: false, margin: { top: margin, right: margin, bottom: margin, left: margin } };
  const pdf = (await page.pdf(options)).toString('latin1');
  // Chromium leaves the objects of the pages uncompressed. Did it not, the tree above them would still say how many there are.
  const leaves = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const counted = [...pdf.matchAll(/<<[^<>]*\/Type\s*\/Pages\b[^<>]*>>/g)].map(([node]) => Number(/\/Count\s+(\d+)/.exec(node)?.[1] ?? 0));
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
  return { sheets: leaves || Math.max(0, ...counted), sizes };
}

/** Lays a page out as on a sheet of paper, between its margins. */
async function onPaper(page: Page, format: Format, path: string): Promise<void> {
  const { width, height } = SHEETS[format];
  await page.setViewportSize({ width: pixels(width - 2 * MARGIN), height: pixels(height - 2 * MARGIN) });
  await page.emulateMedia({ media: 'print' });
  expect((await page.goto(path))?.status(), path).toBe(200);
}

/** What reaches over the right edge. What is inside a drawing is cut by the drawing, which is looked at as a whole. */
async function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const over = [...document.querySelectorAll('body *')].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 0 && box.right > root.clientWidth + 1 && !(e instanceof SVGElement && e.ownerSVGElement) && !e.closest('.visually-hidden, .skip-link');
    });
    const told = over.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class')} «${e.textContent?.trim().slice(0, 30)}» to ${Math.round(e.getBoundingClientRect().right)} of ${root.clientWidth}`);
    return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} of ${root.clientWidth}`, ...told] : told;
  });
}

/** On paper the whole table stands in the place of the live one. */
async function waitForStatic(page: Page): Promise<void> {
  await expect(page.locator('#gantt-static')).toBeVisible();
  await expect(page.getByRole('treegrid')).toBeHidden();
}

for (const query of ['', '?scala=mesi']) {
  test(`four hundred projects${query} are printed on A4 and on A3, with fewer sheets of these`, async ({ page, request }) => {
    test.setTimeout(240_000);
    await needsSpecimen(request);
    await page.goto(`/prova_400/cronoprogramma${query}`);
    await waitForLive(page);
    const sheets: Record<Format, number> = { A4: 0, A3: 0 };
    for (const format of ['A4', 'A3'] as const) {
      const printed = await print(page, format);
      sheets[format] = printed.sheets;
      // The paper is the one that was chosen.
      expect(printed.sizes.length, format).toBeGreaterThan(0);
      for (const [width, height] of printed.sizes) {
        expect(Math.abs(width - points(SHEETS[format].width)), `${format} is ${width} points wide`).toBeLessThan(3);
        expect(Math.abs(height - points(SHEETS[format].height)), `${format} is ${height} points high`).toBeLessThan(3);
      }
    }
    expect(sheets.A3).toBeGreaterThan(1);
    expect(sheets.A3).toBeLessThan(sheets.A4);
  });
}

const SCHEDULES = [
  '/c_e472/cronoprogramma',
  '/c_e472/cronoprogramma?scala=trimestri',
  '/c_e472/cronoprogramma?scala=mesi',
  '/c_e472/cronoprogramma?scala=mesi&da=2024&a=2025',
  '/c_e472/cronoprogramma?scala=mesi&al=2025-10-29',
  '/prova_30/cronoprogramma?scala=mesi',
  '/prova_400/cronoprogramma?scala=mesi',
];

for (const format of ['A4', 'A3'] as const) {
  for (const path of SCHEDULES) {
    test(`${path} on ${format}: nothing is cut at the right, and what is drawn keeps its shape`, async ({ page, request }) => {
      if (path.startsWith('/prova')) await needsSpecimen(request);
      await onPaper(page, format, path);
      await waitForStatic(page);
      expect(await beyond(page)).toEqual([]);
      const drawn = await page.evaluate(() => {
        const grid = document.querySelector('#gantt-static .tg-gantt__table')!;
        const sizes = (shapes: string) => [...grid.querySelectorAll(shapes)].map((e) => e.getBoundingClientRect()).map(({ width, height }) => ({ width, height }));
        const wide = [...grid.querySelectorAll('.tg-gantt__axis svg, .tg-gantt__cell > svg')].filter((e) => {
          const cell = e.closest('th, td')!.getBoundingClientRect();
          const box = e.getBoundingClientRect();
          return box.height > 0 && (box.right > cell.right + 1 || box.width < cell.width / 3);
        });
        return { wide: wide.length, years: sizes('.g-label--year').filter((r) => r.height > 0), marks: sizes('.g-mark, .g-deadline') };
      });
      expect(drawn.wide, 'drawings that do not keep to their column').toBe(0);
      expect(drawn.years.length).toBeGreaterThan(0);
      for (const { width, height } of drawn.years) expect(width, 'a year can be read').toBeGreaterThan(height);
      for (const { width } of drawn.marks) expect(width, 'a mark can be told').toBeGreaterThan(4);
    });
  }

  test(`no page is cut at the right on ${format}`, async ({ page }) => {
    test.setTimeout(120_000);
    const further = ['/progetti/send-2022', '/misure/1.4.5', '/attuazione-misure-pnrr', '/attuazione-misure-pnrr/send-2022', '/sedute', '/confronto?da=2024-07-04&a=2025-10-29'];
    const wide: string[] = [];
    for (const section of [...SECTIONS, ...further]) {
      await onPaper(page, format, `/c_e472${section}`);
      wide.push(...(await beyond(page)).map((what) => `${section}: ${what}`));
    }
    expect(wide).toEqual([]);
  });
}
