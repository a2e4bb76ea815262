// Bars, baselines and marks of a Gantt, by row, wherever it is drawn.
import { expect, type Locator, type Page } from '@playwright/test';

export type Bars = Record<string, string[]>;

/** The island has its rows and has put the static table away. */
export async function waitForLive(page: Page): Promise<Locator> {
  const grid = page.getByRole('treegrid');
  await expect(grid).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('#gantt-static')).toBeHidden();
  return grid;
}

/** What is drawn in the rows that a selector finds now; ids lose their prefix. */
export async function bars(page: Page, rows: string, prefix: string): Promise<Bars> {
  return page.evaluate(
    ([rows, prefix]) => {
      const shape = (e: Element) => {
        const place = e.tagName === 'rect' ? `x=${e.getAttribute('x')} width=${e.getAttribute('width')}` : (e.getAttribute('d') ?? `cx=${e.getAttribute('cx')}`);
        return `${e.getAttribute('class')} ${place}`;
      };
      const out: Record<string, string[]> = {};
      for (const row of document.querySelectorAll(rows)) {
        const drawn = [...row.querySelectorAll('.g-row > *')].map(shape);
        out[row.id.slice(prefix.length)] = drawn;
      }
      return out;
    },
    [rows, prefix],
  );
}

/** Every row of the live Gantt, of which only those in sight exist at any time. */
export async function liveBars(page: Page): Promise<Bars> {
  const region = page.locator('.tg-live');
  const out: Bars = {};
  await region.evaluate((e) => (e.scrollTop = 0));
  for (;;) {
    // Drawn after the scroll event, which comes with a frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    Object.assign(out, await bars(page, 'tr[id^="live-"]', 'live-'));
    const more = await region.evaluate((e) => {
      const before = e.scrollTop;
      e.scrollTop += Math.max(e.clientHeight - 120, 56);
      return e.scrollTop > before;
    });
    if (!more) return out;
  }
}

/** The same from a downloaded drawing, whose rows come in the order of `ids`. */
export async function svgBars(page: Page, svg: string, ids: string[]): Promise<Bars> {
  const rows: string[][] = await page.evaluate((svg) => {
    const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml');
    if (drawing.querySelector('parsererror')) throw new Error('The download is not well-formed XML');
    const shape = (e: Element) => {
      const place = e.tagName === 'rect' ? `x=${e.getAttribute('x')} width=${e.getAttribute('width')}` : (e.getAttribute('d') ?? `cx=${e.getAttribute('cx')}`);
      return `${e.getAttribute('class')} ${place}`;
    };
    return [...drawing.querySelectorAll('.g-row')].map((row) => [...row.children].map(shape));
  }, svg);
  expect(rows, 'rows in the download').toHaveLength(ids.length);
  return Object.fromEntries(ids.map((id, at) => [id, rows[at]]));
}
