// Nothing in the console, nothing refused by the policy, nothing that fails to load, nothing asked of anybody else.
import { expect, test } from '@playwright/test';
import { waitForLive } from '../support/gantt';
import { open, PAGES, STATES } from '../support/pages';

declare global {
  interface Window {
    refused: string[];
  }
}

for (const address of [...PAGES, ...STATES]) {
  test(address.path, async ({ page, request, baseURL }) => {
    const told: string[] = [];
    page.on('console', (m) => {
      // The browser itself remarks on a page that is rightly a 404.
      const own404 = address.status === 404 && m.text().includes('404');
      if ((m.type() === 'error' || m.type() === 'warning') && !own404) told.push(`${m.type()}: ${m.text()}`);
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
      const itself = r.request().isNavigationRequest();
      if (r.status() >= 400 && !itself) told.push(`${r.status()}: ${r.url()}`);
    });
    await page.addInitScript(() => {
      window.refused = [];
      document.addEventListener('securitypolicyviolation', (e) => window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
    });
    await open(page, request, address);
    await page.waitForLoadState('networkidle');
    if (address.path.endsWith('/cronoprogramma') && !address.path.includes('prova_0')) await waitForLive(page);
    told.push(...(await page.evaluate(() => window.refused)).map((r) => `refused: ${r}`));
    expect(told).toEqual([]);
    // An inline style would be refused only when it is there: none may be written.
    await expect(page.locator('[style], style')).toHaveCount(0);
    await expect(page.locator('script:not([nonce])')).toHaveCount(0);
  });
}

test('scripts are loaded only where something is live', async ({ page, request }) => {
  const asked: string[] = [];
  page.on('request', (r) => {
    if (r.url().includes('/pkg/')) asked.push(r.url());
  });
  for (const address of PAGES.filter((a) => !a.specimen && !a.path.endsWith('/cronoprogramma'))) {
    await open(page, request, address);
    // Leptos writes an inline script with empty lists on every page; a module, a file or a preload would fetch the islands.
    await expect(page.locator('script[src], script[type="module"], link[rel="modulepreload"], link[rel="preload"]'), address.path).toHaveCount(0);
    expect(await page.locator('script').allTextContents(), address.path).not.toContainEqual(expect.stringContaining('import'));
  }
  expect(asked).toEqual([]);
});
