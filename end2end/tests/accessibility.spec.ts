// No violation of WCAG 2.2 AA, nor of axe's good practice, on any page in any state.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { waitForLive } from '../support/gantt';
import { open, PAGES, STATES, unfold, type Address } from '../support/pages';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function isClean(page: Page, state: string): Promise<void> {
  // There are no frames, so one injected run sees everything.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode(true).analyze();
  const told = violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n${v.nodes.slice(0, 4).map((n) => `    ${n.html.slice(0, 200)}\n      ${n.failureSummary?.replaceAll('\n', ' ').slice(0, 300)}`).join('\n')}`);
  expect(told.join('\n'), state).toBe('');
}

function isGantt(address: Address): boolean {
  return address.path.includes('/cronoprogramma') && !address.path.includes('zzzz') && !address.path.includes('prova_0') && address.status === undefined;
}

// Every page and every state; of the ente with four hundred projects only the views that thirty do not have.
const LOOKED_AT = [...PAGES, ...STATES].filter((a) => !a.heavy);

for (const address of LOOKED_AT) {
  for (const lang of ['it', 'en'] as const) {
    // The invented enti have nothing in English that the towns have not.
    if (lang === 'en' && address.specimen) continue;
    test(`${address.path} in ${lang}`, async ({ page, request }) => {
      await open(page, request, address, lang);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      if (isGantt(address)) await waitForLive(page);
      await isClean(page, 'as it comes');
      if ((await unfold(page)) > 0) await isClean(page, 'details open');
    });
  }
}

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
