// axe over a page as it stands.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No violation of WCAG 2.2 AA, nor of axe's good practice. */
export async function isClean(page: Page, state: string): Promise<void> {
  // There are no frames, so one injected run sees everything.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode(true).analyze();
  const told = violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n${v.nodes.slice(0, 4).map((n) => `    ${n.html.slice(0, 200)}\n      ${n.failureSummary?.replaceAll('\n', ' ').slice(0, 300)}`).join('\n')}`);
  expect(told.join('\n'), state).toBe('');
}

/** Clean, and nothing on it is wider than a phone of 320 px. */
export async function isCleanAndNarrow(page: Page, state: string): Promise<void> {
  await isClean(page, state);
  const viewport = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${state}: wider than 320 px`).toBeLessThanOrEqual(0);
  if (viewport) await page.setViewportSize(viewport);
}
