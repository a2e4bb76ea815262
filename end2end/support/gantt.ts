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

/** Scrolls through the live Gantt, of which only the rows in sight exist at any time, and looks at each stop. */
async function throughout(page: Page, look: () => Promise<void>): Promise<void> {
  const region = page.locator('.tg-live');
  await region.evaluate((e) => (e.scrollTop = 0));
  for (;;) {
    // Drawn after the scroll event, which comes with a frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await look();
    const more = await region.evaluate((e) => {
      const before = e.scrollTop;
      e.scrollTop += Math.max(e.clientHeight - 120, 56);
      return e.scrollTop > before;
    });
    if (!more) return;
  }
}

/** Every row of the live Gantt. */
export async function liveBars(page: Page): Promise<Bars> {
  const out: Bars = {};
  await throughout(page, async () => {
    Object.assign(out, await bars(page, 'tr[id^="live-"]', 'live-'));
  });
  return out;
}

/** A heading and the projects under it, in the order of the screen. */
export interface Group {
  heading: string;
  rows: string[];
}

/** A row of a table: a heading's words, or a project's id. */
interface Line {
  index: number;
  heading: string | null;
  id: string;
}

async function lines(page: Page, rows: string, prefix: string): Promise<Line[]> {
  return page.evaluate(
    ([rows, prefix]) =>
      [...document.querySelectorAll(rows)].map((row) => ({
        index: Number(row.getAttribute('aria-rowindex')),
        heading: row.classList.contains('tg-gantt__group') ? (row.querySelector('th')?.textContent ?? '').trim() : null,
        id: row.id.slice(prefix.length),
      })),
    [rows, prefix],
  );
}

function grouped(lines: Line[]): Group[] {
  const out: Group[] = [];
  for (const { heading, id } of lines) {
    if (heading !== null) out.push({ heading, rows: [] });
    else out.at(-1)!.rows.push(id);
  }
  return out;
}

/** The groups of the static table, put away or not. */
export async function staticGroups(page: Page): Promise<Group[]> {
  return grouped(await lines(page, '#gantt-static tbody tr', 'r-'));
}

/** The groups of the live Gantt, which says of each row and heading which one it is. */
export async function liveGroups(page: Page): Promise<Group[]> {
  const found = new Map<number, Line>();
  await throughout(page, async () => {
    for (const line of await lines(page, '.tg-live tbody tr[role="row"]', 'live-')) found.set(line.index, line);
  });
  const all = [...found.values()].sort((a, b) => a.index - b.index);
  expect(all.map((line) => line.index), 'every row from the second on').toEqual(all.map((_, at) => at + 2));
  return grouped(all);
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
