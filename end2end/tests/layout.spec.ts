// Names of any kind stay names; forced colours, paper, less motion, the keyboard.
import { expect, test } from '@playwright/test';
import { waitForLive } from '../support/gantt';
import { HEAVY, needsSpecimen, unfold } from '../support/pages';

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

test('every stop of the keyboard is seen', async ({ page }) => {
  test.setTimeout(120_000);
  for (const path of ['/c_e472', '/c_e472/progetti', '/c_e472/cronoprogramma']) {
    await page.goto(path);
    if (path.endsWith('/cronoprogramma')) await waitForLive(page);
    const hidden: string[] = [];
    for (let n = 0; n < 150; n++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const style = getComputedStyle(e);
        const box = e.getBoundingClientRect();
        const middle = document.elementFromPoint(box.left + Math.min(box.width, 400) / 2, box.top + Math.min(box.height, 40) / 2);
        const ringed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
        return { name: `${e.tagName.toLowerCase()} «${e.textContent?.trim().slice(0, 40)}»`, ringed, seen: !!middle && (e.contains(middle) || middle.contains(e)), inside: box.bottom > 0 && box.top < window.innerHeight };
      });
      if (!at) break;
      if (!at.ringed) hidden.push(`${path}: no ring on ${at.name}`);
      if (!at.inside) hidden.push(`${path}: out of sight ${at.name}`);
    }
    expect(hidden).toEqual([]);
  }
});

test('the invented enti are all there', async ({ request }) => {
  await needsSpecimen(request);
  for (const { path } of HEAVY) expect((await request.get(path)).status(), path).toBe(200);
});
