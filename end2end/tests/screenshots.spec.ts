// Pictures for the README, and for whoever reviews the look. Only when asked: TRAGUARDI_SCREENSHOTS=1.
import { expect, test, type Page } from '@playwright/test';
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitForLive } from '../support/gantt';
import { unfold } from '../support/pages';

const FOLDER = process.env.TRAGUARDI_SCREENSHOTS_DIR ?? fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const HEIGHT = 1400;
const LARGEST = 300 * 1024;

const SHOTS: { name: string; path: string; width?: number; height?: number; grey?: boolean; open?: boolean; print?: boolean }[] = [
  { name: 'home', path: '/c_e472?lang=it' },
  { name: 'home-telefono', path: '/c_e472?lang=it', width: 360 },
  { name: 'home-english', path: '/c_e472?lang=en' },
  { name: 'home-proiettore-grigio', path: '/c_e472?lang=it', width: 1280, height: 720, grey: true },
  { name: 'progetti', path: '/c_e472/progetti?lang=it' },
  { name: 'progetti-telefono', path: '/c_e472/progetti?lang=it', width: 360 },
  { name: 'progetto-send', path: '/c_e472/progetti/send-2022?lang=it' },
  { name: 'cronoprogramma', path: '/c_e472/cronoprogramma?lang=it' },
  { name: 'cronoprogramma-telefono', path: '/c_e472/cronoprogramma?lang=it', width: 360 },
  { name: 'cronoprogramma-stampa', path: '/c_e472/cronoprogramma?lang=it', width: 1060, print: true },
  { name: 'finanziamenti', path: '/c_e472/finanziamenti?lang=it' },
  { name: 'dichiarazioni', path: '/c_e472/dichiarazioni?lang=it' },
  { name: 'rischi', path: '/c_e472/rischi?lang=it' },
  { name: 'seduta', path: '/c_e472/sedute/1?lang=it' },
  { name: 'seduta-diapositiva', path: '/c_e472/sedute/1/presentazione?lang=it#d4', width: 1280, height: 720 },
  { name: 'presentazione-ultima-seduta', path: '/c_e472/presentazione?lang=it#d5', width: 1280, height: 720 },
  { name: 'risposta', path: '/c_e472/risposta?lang=it&progetto=send-2022&progetto=pagopa-2022' },
  { name: 'confronto-prima', path: '/c_e472/confronto?da=2024-03-11&a=n.%201&lang=it' },
  { name: 'confronto', path: '/c_e472/confronto?da=n.%201&a=oggi&lang=it' },
];

async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  if (path.includes('/cronoprogramma')) await waitForLive(page);
  await page.evaluate(() => document.fonts.ready);
}

for (const shot of SHOTS) {
  test(shot.name, async ({ page }) => {
    mkdirSync(FOLDER, { recursive: true });
    const width = shot.width ?? 1440;
    await page.setViewportSize({ width, height: shot.height ?? 900 });
    await settle(page, shot.path);
    if (shot.open) await unfold(page);
    if (shot.print) await page.emulateMedia({ media: 'print' });
    // As a photocopy or a tired projector shows it; a filter in a style sheet would be refused by our own policy.
    if (shot.grey) await (await page.context().newCDPSession(page)).send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    const path = `${FOLDER}/${shot.name}.png`;
    await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(whole, shot.height ?? HEIGHT) }, animations: 'disabled', caret: 'hide' });
    expect(statSync(path).size, `${shot.name}.png`).toBeLessThan(LARGEST);
  });
}

// Every sentence of the statement of 29/10/2025 with its verdict: the slides beside one another, as they are without JavaScript.
const SHEETS = ['dichiarazioni', ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => `dichiarazioni-${n}`)];
for (const [name, sheets] of [
  ['seduta-frasi-1', SHEETS.slice(0, 4)],
  ['seduta-frasi-2', SHEETS.slice(4, 8)],
  ['seduta-frasi-3', SHEETS.slice(8)],
] as [string, string[]][]) {
  test(name, async ({ browser }) => {
    const context = await browser.newContext({ bypassCSP: true, javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const wanted = sheets.map((id) => `[data-slide="${id}"]`).join(',');
    const side = `.tg-stage{display:grid!important;grid-template-columns:1fr 1fr;align-items:start}.tg-slide:not(${wanted}){display:none}`;
    await page.route('**/presentazione?lang=it', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('</head>', `<style>${side}</style></head>`) });
    });
    await page.goto('/c_e472/sedute/1/presentazione?lang=it');
    await expect(page.locator(wanted)).toHaveCount(sheets.length);
    const path = `${FOLDER}/${name}.png`;
    await page.locator('main').screenshot({ path });
    expect(statSync(path).size, `${name}.png`).toBeLessThan(LARGEST);
    await context.close();
  });
}
