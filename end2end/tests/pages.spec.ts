// Every page in every state, visited once in each language: axe finds nothing, nothing is in the console, refused by the policy,
// missing or asked of anybody else, and nothing scrolls sideways from 320 units to a wide screen.
import { expect, test, type Page } from '@playwright/test';
import { isClean } from '../support/axe';
import { waitForLive } from '../support/gantt';
import { KINDS, open, PAGES, STATES, unfold, type Address } from '../support/pages';

declare global {
  interface Window {
    refused: string[];
  }
}

const WIDTHS = [320, 360, 768, 1440];

function isLive(address: Address): boolean {
  return address.path.includes('/cronoprogramma') && !address.path.includes('/incorpora/') && !address.path.includes('/sedute/') && !address.path.includes('zzzz') && !address.path.includes('prova_0') && address.status === undefined;
}

/** Hears everything that a browser would rather not have met. */
async function listen(page: Page, baseURL: string | undefined, expected: number | undefined): Promise<string[]> {
  const told: string[] = [];
  page.on('console', (m) => {
    // The browser itself remarks on a page that is rightly a 404.
    const own404 = expected === 404 && m.text().includes('404');
    // That a script was not used within seconds says how busy this machine is: that it is used, `isLive` waits for.
    const slow = m.text().includes('was preloaded using link preload but not used within a few seconds');
    if ((m.type() === 'error' || m.type() === 'warning') && !own404 && !slow) told.push(`${m.type()}: ${m.text()}`);
  });
  page.on('pageerror', (e) => told.push(`thrown: ${e.message}`));
  page.on('dialog', (d) => {
    told.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  page.on('requestfailed', (r) => told.push(`failed: ${r.url()} ${r.failure()?.errorText}`));
  page.on('request', (r) => {
    if (!r.url().startsWith(`${baseURL}/`)) told.push(`elsewhere: ${r.url()}`);
  });
  page.on('response', (r) => {
    if (r.status() >= 400 && !r.request().isNavigationRequest()) told.push(`${r.status()}: ${r.url()}`);
  });
  await page.addInitScript(() => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (e) => window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  });
  return told;
}

/** What is wider than the window, at every width. 320 by 256 is 1280 by 1024 at 400 %. */
async function tooWide(page: Page): Promise<string[]> {
  const wide: string[] = [];
  for (const [width, height] of [...WIDTHS.map((w) => [w, 740]), [320, 256]]) {
    await page.setViewportSize({ width, height });
    const over = await page.evaluate(() => {
      const beyond = document.scrollingElement!.scrollWidth - window.innerWidth;
      if (beyond <= 0) return '';
      const guilty = [...document.querySelectorAll('body *')].filter((e) => {
        const box = e.getBoundingClientRect();
        return box.right > window.innerWidth + 1 && box.width > 0 && !e.closest('.tg-scroll, svg, .visually-hidden');
      });
      return `${beyond} too wide: ${guilty.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className} «${e.textContent?.slice(0, 30)}»`).join('; ')}`;
    });
    if (over) wide.push(`at ${width}×${height} ${over}`);
  }
  return wide;
}

/** One of each kind that axe looks at in English as well, and of four hundred projects the first page and the list. */
const ALL_THE_SAME = [
  '/c_a515',
  '/c_e472/progetti/send-2022',
  '/c_e472/misure/1.4.5',
  '/c_e472/sedute/1/progetti/send-2022',
  '/c_e472/progetti/non-esiste',
  '/prova_400',
  '/prova_400/progetti',
];

/** Where axe would say the same again: of pages made alike that differ by their data only, the second language; and four hundred rows
 * after thirty, which take it half a minute. */
function isSaid(address: Address, lang: 'it' | 'en'): boolean {
  if (ALL_THE_SAME.includes(address.path)) return false;
  return address.heavy === true || lang === 'en' && /^\/c_a515|\/progetti\/|\/misure\/|\/sedute\/1\//.test(address.path);
}

/** Nothing of the islands is fetched. Leptos writes an inline script with empty lists on every page. */
async function hasNoIslands(page: Page): Promise<void> {
  await expect(page.locator('script[src], script[type="module"], link[rel="modulepreload"], link[rel="preload"]')).toHaveCount(0);
  expect(await page.locator('script').allTextContents()).not.toContainEqual(expect.stringContaining('import'));
}

for (const address of [...PAGES, ...STATES]) {
  for (const lang of ['it', 'en'] as const) {
    // The invented enti have nothing in English that the towns have not.
    if (lang === 'en' && address.specimen) continue;
    test(`${address.path} in ${lang}`, async ({ page, request, baseURL }) => {
      // Hundreds of rows, and axe looks at every cell.
      if (address.heavy) test.setTimeout(300_000);
      const told = await listen(page, baseURL, address.status);
      await open(page, request, address, lang);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      if (isLive(address)) await waitForLive(page);
      else if (!/\/(presentazione|cronoprogramma)\b/.test(address.path)) await hasNoIslands(page);
      // An inline style would be refused only when it is there: none may be written. Before axe, which writes its own.
      await expect(page.locator('[style], style')).toHaveCount(0);
      await expect(page.locator('script:not([nonce])')).toHaveCount(0);
      // What is folded is looked at too: unfolded there is more to see and nothing less.
      await unfold(page);
      if (!isSaid(address, lang)) await isClean(page, 'details open');
      expect(await tooWide(page)).toEqual([]);
      told.push(...(await page.evaluate(() => window.refused)).map((r) => `refused: ${r}`));
      expect(told).toEqual([]);
    });
  }
}

for (const address of KINDS) {
  test(`${address.path} on a phone`, async ({ page, request }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, request, address);
    if (isLive(address)) await waitForLive(page);
    // Unfolded there is more to see and nothing less.
    await unfold(page);
    await isClean(page, 'at 360 px');
  });
}

test('what axe looks at all the same is among the pages', () => {
  const visited = [...PAGES, ...STATES].map((address) => address.path);
  for (const path of ALL_THE_SAME) expect(visited).toContain(path);
});

test('the schedule without its island', async ({ page }) => {
  await page.route('**/pkg/**', (route) => route.abort());
  await page.goto('/c_e472/cronoprogramma');
  await expect(page.locator('#gantt-static')).toBeVisible();
  await isClean(page, 'static');
});

test('the live schedule, searched, zoomed, empty', async ({ page }) => {
  await page.goto('/c_e472/cronoprogramma');
  await waitForLive(page);
  await page.getByRole('button', { name: 'Mesi' }).click();
  await isClean(page, 'by month');
  await page.locator('#live-q').fill('cloud');
  await isClean(page, 'searched');
  await page.locator('#live-q').fill('zzzz');
  await isClean(page, 'nothing found');
});
