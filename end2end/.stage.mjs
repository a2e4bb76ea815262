import { chromium } from '@playwright/test';
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const page=await b.newPage({viewport:{width:1280,height:720}});
await page.route('**/style.css*', r=>r.fulfill({path:'/work/main/target/site/style.css',contentType:'text/css'}));
await page.goto(process.argv[2]);
await page.waitForSelector('html.tg-stage-live');
const of = await page.locator('[data-slide]').count();
for (let n=1;n<=of;n++){ const h=await page.evaluate((n)=>{const e=document.querySelector('#d'+n+' .tg-slide__sheet');const r=e.getBoundingClientRect();return [Math.round(r.top),Math.round(r.bottom),document.scrollingElement.scrollHeight, document.querySelector('#d'+n).dataset.slide]},n); if(h[2]>720||h[1]>720) console.log(n,h.join(' ')); if (process.argv[3] && process.argv[3].split(',').includes(String(n))) await page.screenshot({path:`/tmp/st${n}.png`}); await page.keyboard.press('ArrowRight'); }
await b.close();
