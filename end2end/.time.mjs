import { chromium } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
for (const path of process.argv.slice(2)) {
  let t0=performance.now(); const lap=(n)=>{const t=performance.now();console.log(`  ${n} ${(t-t0).toFixed(0)}`);t0=t;};
  console.log(path);
  const ctx=await b.newContext({viewport:{width:1440,height:900}}); const page=await ctx.newPage(); lap('newpage');
  await page.goto('http://127.0.0.1:3101'+path); lap('goto');
  await page.waitForLoadState('networkidle'); lap('idle');
  let r=await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode(true).analyze(); lap('axe1');
  const n=await page.evaluate(()=>{const f=[...document.querySelectorAll('details:not([open])')];for(const o of f)o.open=true;return f.length}); lap('unfold '+n);
  r=await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode(true).analyze(); lap('axe2');
  r=await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode(true).disableRules(['color-contrast']).analyze(); lap('axe no contrast');
  for (const w of [320,360,768,1440,320]) { await page.setViewportSize({width:w,height:740}); await page.evaluate(()=>document.scrollingElement.scrollWidth); } lap('widths');
  console.log('  els', await page.evaluate(()=>document.querySelectorAll('*').length));
  await ctx.close(); lap('close');
}
await b.close();
