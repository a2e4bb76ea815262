// What every answer carries, whatever it is.
import { expect, test } from '@playwright/test';

const ANSWERS: [path: string, status: number, type: RegExp][] = [
  ['/', 200, /^text\/html; charset=utf-8$/],
  ['/c_e472', 200, /^text\/html/],
  ['/c_e472/cronoprogramma', 200, /^text\/html/],
  ['/non-esiste', 404, /^text\/html/],
  ['/c_e472/progetti/non-esiste', 404, /^text\/html/],
  ['/style.css', 200, /^text\/css/],
  ['/assets/icons/eu-emblem.svg', 200, /^image\/svg\+xml/],
  ['/assets/fonts/titillium-web-latin-400-normal.woff2', 200, /^font\/woff2/],
  ['/assets/non-esiste.svg', 404, /./],
  ['/pkg/traguardi_bg.wasm', 200, /^application\/wasm$/],
  ['/pkg/traguardi.js', 200, /javascript/],
  ['/assets/stage.js', 200, /javascript/],
  ['/c_e472/presentazione.html', 200, /^text\/html; charset=utf-8$/],
  ['/c_e472/p', 307, /^$/],
  ['/c_e472/progetti.csv', 200, /^text\/csv; charset=utf-8$/],
  ['/c_e472/cronoprogramma.csv', 200, /^text\/csv/],
  ['/c_e472/cronoprogramma.svg', 200, /^image\/svg\+xml/],
  ['/c_e472/cronoprogramma.json', 200, /^application\/json/],
  ['/c_e472/tabelle.xlsx', 200, /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/],
  ['/c_e472/tabelle.ods', 200, /^application\/vnd\.oasis\.opendocument\.spreadsheet$/],
  ['/c_e472/relazione.odt', 200, /^application\/vnd\.oasis\.opendocument\.text$/],
  ['/c_e472/finanziamenti.csv?grafico=fondi', 200, /^text\/csv/],
  ['/c_e472/finanziamenti.svg?grafico=fondi', 200, /^image\/svg\+xml/],
  ['/C_E472/progetti', 308, /^$/],
  ['/healthz', 200, /^text\/plain/],
];

for (const [path, status, type] of ANSWERS) {
  test(`${path} is guarded`, async ({ request }) => {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status()).toBe(status);
    const headers = answer.headers();
    if (status !== 404 || type.source !== '.') expect(headers['content-type'] ?? '').toMatch(type);
    const policy = headers['content-security-policy'] ?? '';
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'", "style-src 'self'"]) {
      expect(policy, part).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*|data:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBeTruthy();
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBeTruthy();
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers.server ?? '').not.toMatch(/\d/);
  });
}

test('a nonce is used once', async ({ request }) => {
  const seen = new Set<string>();
  for (let n = 0; n < 5; n++) {
    const answer = await request.get('/c_e472/cronoprogramma');
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()['content-security-policy'])?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(20);
    const html = await answer.text();
    const scripts = [...html.matchAll(/<script\b([^>]*)>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes] of scripts) expect(attributes).toContain(`nonce="${nonce}"`);
    seen.add(nonce);
  }
  expect(seen.size).toBe(5);
});

test('an IPA in capitals is sent to its own address, with what follows', async ({ request }) => {
  for (const [from, to] of [['/C_E472', '/c_e472'], ['/C_E472/progetti?stato=conclusi', '/c_e472/progetti?stato=conclusi'], ['/C_e472/progetti/send-2022', '/c_e472/progetti/send-2022']]) {
    const answer = await request.get(from, { maxRedirects: 0 });
    expect(answer.status()).toBe(308);
    expect(answer.headers().location).toBe(to);
  }
});

test('no address leads off the site', async ({ request, baseURL }) => {
  for (const path of ['//EXAMPLE.invalid/x', '/%2F%2FEXAMPLE.invalid', '/\\EXAMPLE.invalid']) {
    const answer = await request.get(`${baseURL}${path}`, { maxRedirects: 0 });
    expect(answer.headers().location ?? '/').toMatch(/^\/(?!\/)/);
  }
});

test('assets with a version last, pages are asked for again', async ({ request, page }) => {
  await page.goto('/');
  const sheet = await page.locator('link[rel=stylesheet]').getAttribute('href');
  expect(sheet).toMatch(/\?v=[0-9a-f]+$/);
  expect((await request.get(sheet!)).headers()['cache-control']).toContain('immutable');
  const font = '/assets/fonts/titillium-web-latin-400-normal.woff2';
  expect((await request.get(font)).headers()['cache-control']).toContain('max-age=31536000');
  expect((await request.get('/c_e472')).headers()['cache-control']).toBe('no-cache');
  const tag = (await request.get('/style.css')).headers().etag;
  const again = await request.get('/style.css', { headers: { 'if-none-match': tag } });
  expect(again.status()).toBe(304);
  expect(again.headers()['content-security-policy']).toBeTruthy();
});

test('the only cookie is the language, and only when it is chosen', async ({ request }) => {
  const cookie = (await request.get('/c_e472?lang=en')).headers()['set-cookie'];
  expect(cookie).toMatch(/^lang=en; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/);
  const html = await request.get('/c_e472');
  expect(html.headers()['set-cookie']).toBeUndefined();
  expect(await html.text()).toContain('<html lang="en"');
  expect((await request.get('/c_e472?lang=xx')).headers()['set-cookie']).toBeUndefined();
});

test('answers are compressed for those who can read that', async ({ playwright, baseURL }) => {
  const context = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { 'accept-encoding': 'br' } });
  for (const path of ['/c_e472', '/style.css', '/pkg/traguardi_bg.wasm']) {
    const answer = await context.get(path);
    expect(answer.headers()['content-encoding'], path).toBe('br');
    expect(answer.headers().vary, path).toContain('accept-encoding');
  }
  await context.dispose();
});
