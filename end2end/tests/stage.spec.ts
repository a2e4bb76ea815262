// The presentation: keys, clicker, touch, black screen, a reload, paper, a projector, a room without network, and all of it without
// its script. What it shows is tested in the server's own tests.
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isClean } from '../support/axe';

const STAGE = '/c_e472/presentazione?lang=it';
const SCREEN = { width: 1280, height: 720 };

test.use({ viewport: SCREEN });

/** Opens the slides and waits until the script has taken them over. */
async function onStage(page: Page, path = STAGE): Promise<number> {
  await page.goto(path);
  await expect(page.locator('html.tg-stage-live')).toHaveCount(1);
  return page.locator('[data-slide]').count();
}

/** The one slide in sight. */
async function shown(page: Page): Promise<string> {
  const visible = page.locator('[data-slide]:visible');
  await expect(visible).toHaveCount(1);
  return (await visible.getAttribute('id')) ?? '';
}

test('keys and a clicker go through the slides, and the focus and the address go along', async ({ page }) => {
  const of = await onStage(page);
  expect(of).toBeGreaterThan(15);
  expect(await shown(page)).toBe('d1');
  for (const [key, id] of [
    ['ArrowRight', 'd2'],
    ['PageDown', 'd3'],
    ['Space', 'd4'],
    ['Shift+Space', 'd3'],
    ['PageUp', 'd2'],
    ['ArrowLeft', 'd1'],
    ['ArrowLeft', 'd1'],
    ['End', `d${of}`],
    ['ArrowRight', `d${of}`],
    ['Home', 'd1'],
  ]) {
    await page.keyboard.press(key);
    expect(await shown(page), key).toBe(id);
    expect(new URL(page.url()).hash, key).toBe(`#${id}`);
  }
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#d2 h2')).toBeFocused();
  await expect(page.locator('[role=status]')).toHaveText(`Diapositiva 2 di ${of}`);
  await page.reload();
  await expect(page.locator('html.tg-stage-live')).toHaveCount(1);
  expect(await shown(page), 'a reload stays').toBe('d2');
  await page.locator('#d2 .tg-slide__step').last().click();
  expect(await shown(page)).toBe('d3');
});

for (const [what, path, seal] of [
  ['live', STAGE, 'nessun sigillo'],
  ['frozen', '/c_e472/sedute/1/presentazione?lang=it', 'Situazione congelata n. 1, sigillo '],
]) {
  test(`number, seal line and emblem are on every slide, and nothing is cut on a projector: ${what}`, async ({ page }) => {
    const of = await onStage(page, path);
    for (let n = 1; n <= of; n++) {
      const slide = page.locator(`#d${n}`);
      await expect(slide.locator('.tg-slide__number')).toContainText(`${n} / ${of}`);
      await expect(slide.locator('.tg-slide__seal')).toContainText(seal);
      await expect(slide.locator('img[alt="Unione europea"]')).toBeInViewport({ ratio: 0.99 });
      await expect(slide.locator('.tg-slide__number')).toBeInViewport({ ratio: 0.99 });
      const cut = await slide.evaluate((e) => {
        const out = [...e.querySelectorAll('*')].filter((x) => x.closest('svg, .visually-hidden, .tg-slide__said') === null && x.scrollWidth > x.clientWidth + 1 && getComputedStyle(x).display !== 'inline');
        return out.map((x) => `${x.tagName}.${x.className}`);
      });
      expect(cut, `d${n}`).toEqual([]);
      expect(await slide.evaluate((e) => e.scrollHeight), `d${n}: nothing stands below the screen`).toBeLessThanOrEqual(721);
      const small = await slide.evaluate((e) => Math.min(...[...e.querySelectorAll('p:not(.visually-hidden), li, dd, dt')].filter((x) => x.getClientRects().length > 0 && !x.closest('.tg-slide__said')).map((x) => parseFloat(getComputedStyle(x).fontSize))));
      expect(small, `d${n}: read from the back of the room`).toBeGreaterThanOrEqual(15);
      await page.keyboard.press('ArrowRight');
    }
  });
}

test('B makes the screen black and any key brings the slide back; the letters can be turned off', async ({ page }) => {
  await onStage(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('b');
  await expect(page.locator('html.tg-black')).toHaveCount(1);
  await expect(page.locator('#d2')).toBeHidden();
  await expect(page.locator('[role=status]')).toContainText('Schermo nero');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html.tg-black')).toHaveCount(0);
  expect(await shown(page), 'the key only ends the black').toBe('d2');
  await page.getByLabel('Tasti F, B e N').uncheck();
  await page.keyboard.press('b');
  await expect(page.locator('html.tg-black')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  expect(await shown(page)).toBe('d3');
  await page.getByRole('button', { name: 'Schermo nero (B)' }).click();
  await expect(page.locator('html.tg-black')).toHaveCount(1);
});

test('a finger turns the slide sideways and scrolls it downwards', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, baseURL: test.info().project.use.baseURL });
  const page = await context.newPage();
  await onStage(page);
  const swipe = (from: [number, number], to: [number, number]) =>
    page.evaluate(
      ([from, to]) => {
        const main = document.querySelector('main')!;
        const touch = ([x, y]: number[]) => new Touch({ identifier: 1, target: main, clientX: x, clientY: y });
        main.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(from)], changedTouches: [touch(from)], bubbles: true }));
        main.dispatchEvent(new TouchEvent('touchend', { touches: [], changedTouches: [touch(to)], bubbles: true }));
      },
      [from, to],
    );
  await swipe([300, 300], [60, 310]);
  expect(await shown(page)).toBe('d2');
  await swipe([300, 600], [280, 100]);
  expect(await shown(page), 'downwards').toBe('d2');
  await swipe([60, 300], [300, 310]);
  expect(await shown(page)).toBe('d1');
  await context.close();
});

test('two windows of the same presentation go on together', async ({ context }) => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  await onStage(one);
  await one.keyboard.press('ArrowRight');
  await onStage(two);
  await expect(two.locator('#d2'), 'a window that is opened later begins where the first is').toBeVisible();
  await two.keyboard.press('End');
  await expect(one.locator('[data-slide]').last()).toBeVisible();
});

// All slides at once are looked at below, where the script does not hide those that are not shown.
test('axe is clean on a slide, its bar, a drawing and the black screen', async ({ page }) => {
  await onStage(page);
  await isClean(page, 'the first slide');
  await page.goto(STAGE.replace('it', 'en'));
  await expect(page.locator('html.tg-stage-live')).toHaveCount(1);
  while ((await page.locator('[data-slide]:visible svg').count()) === 0) await page.keyboard.press('ArrowRight');
  await isClean(page, 'a drawing, in English');
  await page.keyboard.press('b');
  await isClean(page, 'black');
});

test('without its script the presentation is one whole page', async ({ page }) => {
  await page.route('**/assets/stage.js', (route) => route.abort());
  await page.goto(STAGE);
  const of = await page.locator('[data-slide]').count();
  await expect(page.locator('[data-slide]:visible')).toHaveCount(of);
  // What only the script could do is not offered.
  await expect(page.getByRole('button')).toHaveCount(0);
  await isClean(page, 'all slides under each other');
  await page.locator('#d1 .tg-slide__step').last().click();
  await expect(page).toHaveURL(/#d2$/);
  await expect(page.locator('#d2 h2')).toBeInViewport();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  // On a telephone the drawings are sentences.
  await expect(page.locator('.tg-slide__drawing').first()).toBeHidden();
  await expect(page.locator('.tg-slide__said li').first()).toBeVisible();
});

test('every slide is printed, one a sheet, whichever is shown', async ({ page }) => {
  const of = await onStage(page);
  await page.keyboard.press('ArrowRight');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-slide]:visible')).toHaveCount(of);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(of);
});

test('the file for a room without network asks for nothing and does the same', async ({ browser, request }) => {
  const answer = await request.get('/c_e472/presentazione.html');
  expect(answer.headers()['content-disposition']).toContain('attachment');
  const file = join(mkdtempSync(join(tmpdir(), 'traguardi-')), 'presentazione.html');
  writeFileSync(file, await answer.body());
  const context = await browser.newContext({ viewport: SCREEN, offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  const told: string[] = [];
  page.on('request', (r) => {
    if (!r.url().startsWith('data:')) asked.push(r.url());
  });
  page.on('console', (m) => told.push(m.text()));
  page.on('pageerror', (e) => told.push(e.message));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await expect(page.locator('html.tg-stage-live')).toHaveCount(1);
  await page.evaluate(() => document.fonts.ready);
  const own = await page.evaluate(() => [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.weight));
  expect(own, 'its own letters').toContain('700');
  await expect(page.locator('#d1 img').first()).toHaveJSProperty('complete', true);
  expect(await page.locator('#d1 img').first().evaluate((e) => (e as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await isClean(page, 'the file');
  await page.keyboard.press('ArrowRight');
  expect(await shown(page)).toBe('d2');
  await page.keyboard.press('End');
  await page.keyboard.press('b');
  await expect(page.locator('html.tg-black')).toHaveCount(1);
  expect(asked).toEqual([address]);
  expect(told).toEqual([]);
  await context.close();
});
