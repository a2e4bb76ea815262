// Names of any kind stay names; forced colours, paper, less motion, the keyboard.
import { expect, test } from '@playwright/test';
import { waitForLive } from '../support/gantt';
import { HEAVY, needsSpecimen, unfold } from '../support/pages';

/** A stop of the keyboard, how it looked when it had the focus, and what to call it. */
type Stop = { element: Element; look: string; name: string };

declare global {
  interface Window {
    stops: Stop[] | undefined;
  }
}

/** In the page, after the key was pressed: what is wrong with the stop, and whether the page has been gone through. */
function nextStop(): { over: boolean; wrong: string[] } {
  const stops = (window.stops ??= []);
  const look = (element: Element) => {
    const style = getComputedStyle(element);
    return `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}, ${style.boxShadow}`;
  };
  const wrong: string[] = [];
  const e = document.activeElement;
  // Whoever had the focus before must look otherwise without it.
  const last = stops.at(-1);
  if (last && last.element !== e && last.element.isConnected && look(last.element) === last.look) wrong.push(`looks the same without the focus: ${last.name}`);
  if (!e || e === document.body || e === document.documentElement) return { over: true, wrong };

  const name = `${e.tagName.toLowerCase()} «${e.textContent?.trim().slice(0, 40)}»`;
  const again = stops.findIndex((stop) => stop.element === e);
  // Back at the first one: once round.
  if (again === 0 && stops.length > 1) return { over: true, wrong };
  if (again >= 0) return { over: true, wrong: [...wrong, `held by ${name}`] };

  const style = getComputedStyle(e);
  if (!(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) && style.boxShadow === 'none') wrong.push(`no ring on ${name}`);
  // Some of it is in the window, and nothing lies over all of that. A link may go on in the next line.
  const labels = e instanceof HTMLInputElement ? [...(e.labels ?? [])] : [];
  const seen = [...e.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, window.innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
    if (right <= left || bottom <= top) return false;
    const parts = [0.1, 0.5, 0.9];
    return parts.some((x) =>
      parts.some((y) => {
        const hit = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
        return !!hit && [e, ...labels].some((own) => own.contains(hit));
      }),
    );
  });
  if (!seen) wrong.push(`out of sight or covered: ${name}`);
  stops.push({ element: e, look: look(e), name });
  return { over: false, wrong };
}

test('at 400 % the content is in reach, not under something fixed', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto('/c_e472');
  const fixed = await page.evaluate(() => [...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).position === 'fixed').map((e) => e.className));
  expect(fixed).toEqual([]);
});

test('a hostile name is only a name', async ({ page, request }) => {
  await needsSpecimen(request);
  const dialogs: string[] = [];
  page.on('dialog', (d) => {
    dialogs.push(d.message());
    void d.dismiss();
  });
  const name = `<script>alert('un nome ostile')</script> & "virgolette"`;
  for (const path of ['/prova_30', '/prova_30/progetti', '/prova_30/finanziamenti', '/prova_30/certificazioni', '/prova_30/progetti/prova-3', '/prova_30/cronoprogramma']) {
    await page.goto(path);
    if (path.endsWith('/cronoprogramma')) await waitForLive(page);
    await unfold(page);
    await expect(page.getByText(name).locator('visible=true').first(), path).toBeVisible();
  }
  const svg = await (await request.get('/prova_30/cronoprogramma.svg')).text();
  expect(svg).not.toContain('<script');
  expect(dialogs).toEqual([]);
});

test('a search for markup shows it and runs nothing', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (d) => {
    dialogs.push(d.message());
    void d.dismiss();
  });
  const words = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
  for (const path of ['/', '/c_e472/progetti', '/c_e472/cronoprogramma']) {
    await page.goto(`${path}?q=${encodeURIComponent(words)}`);
    await expect(page.getByRole('searchbox').first()).toHaveValue(words);
    await expect(page.locator('main img')).toHaveCount(0);
  }
  expect(dialogs).toEqual([]);
});

test('names of two hundred characters are whole', async ({ page, request }) => {
  await needsSpecimen(request);
  for (const n of [4, 5]) {
    await page.goto(`/prova_30/progetti/prova-${n}`);
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    expect(title.replace(/\s/g, '').length).toBeGreaterThan(150);
  }
});

for (const path of ['/c_e472', '/c_e472/cronoprogramma', '/c_e472/finanziamenti', '/c_e472/progetti/send-2022']) {
  test(`${path} in forced colours keeps its bars and marks apart`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const seen = await page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      const shapes = [...document.querySelectorAll<SVGElement>('.g-bar, .g-deadline, .tg-status__shape')];
      return shapes.map((e) => ({ of: e.getAttribute('class'), fill: getComputedStyle(e).fill, stroke: getComputedStyle(e).stroke, ground }));
    });
    for (const s of seen) expect(s.fill === s.ground && (s.stroke === 'none' || s.stroke === s.ground), JSON.stringify(s)).toBe(false);
  });

  test(`${path} on paper is without what can only be clicked`, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.goto(path);
    await expect(page.getByRole('navigation', { name: 'Sezioni' })).toBeHidden();
    await expect(page.locator('.tg-lang')).toBeHidden();
    for (const gone of ['.tg-filter', '.tg-toolbar', '.tg-pager', '.tg-downloads', '.btn']) {
      await expect(page.locator(gone).locator('visible=true'), gone).toHaveCount(0);
    }
    await expect(page.locator('.tg-header .tg-emblem')).toBeVisible();
    await expect(page.locator('.tg-asof__date')).toBeVisible();
    await expect(page.locator('.tg-asof__perimeter')).toBeVisible();
  });
}

test('no text moves for those who asked for less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/c_e472');
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0.01 || parseFloat(getComputedStyle(e).animationDuration) > 0.01).length);
  expect(moving).toBe(0);
});

/** Presses of the key on a page. */
const STOPS = 60;

for (const [path, from] of [
  // What stands above the content is the same everywhere: it is gone through once, and elsewhere skipped as a reader does it.
  ['/c_e472', 'the top'],
  ['/c_e472', 'the content'],
  ['/c_e472/progetti', 'the content'],
  ['/c_e472/progetti/send-2022', 'the content'],
  ['/c_e472/misure/1.4.5', 'the content'],
  ['/c_e472/cronoprogramma', 'the content'],
  ['/c_e472/finanziamenti', 'the content'],
  ['/c_e472/certificazioni', 'the content'],
  ['/c_e472/indicatori', 'the content'],
  ['/c_e472/dichiarazioni', 'the content'],
  ['/fonti', 'the content'],
  ['/c_e472/sedute/1', 'the content'],
  ['/c_e472/presentazione', 'the top'],
]) {
  test(`every stop of the keyboard on ${path} from ${from} on is seen, and none holds it`, async ({ page }) => {
    // A ring that fades would still be there a moment later.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(path);
    if (path.endsWith('/cronoprogramma')) await waitForLive(page);
    // The stage begins at the slide that is shown.
    if (path.endsWith('/presentazione')) await page.locator('.skip-link').focus();
    if (from === 'the content') {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(page.locator('#main')).toBeFocused();
    }
    const wrong: string[] = [];
    let stops = 0;
    for (let n = 0; n < STOPS; n++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(nextStop);
      wrong.push(...at.wrong);
      if (at.over) break;
      stops += 1;
    }
    expect(wrong).toEqual([]);
    expect(stops, 'stops').toBeGreaterThan(5);
  });
}

test('the invented enti are all there', async ({ request }) => {
  await needsSpecimen(request);
  for (const { path } of HEAVY) expect((await request.get(path)).status(), path).toBe(200);
});
