// A real provider of OpenID Connect on a port of this machine, for the tests: whoever types a name is let in by it.
//
//   node support/provider.mjs http://127.0.0.1:3000/accedi/oidc/ritorno FILE_WITH_THE_CLIENT_SECRET
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

// Node.js has it since 22, and the provider uses it.
URL.parse ??= (...address) => {
  try {
    return new URL(...address);
  } catch {
    return null;
  }
};
const { default: Provider } = await import('oidc-provider');

const [back, file] = process.argv.slice(2);
if (!back || !file) throw new Error('Say where to send people back to, and which file has the secret of the client');
const secret = readFileSync(file, 'utf8').trim();

const PAGE = `<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>Fornitore di prova</title></head><body><main>
<h1>Chi sei?</h1><form method="post"><label>Nome <input name="login"></label><button name="enter">Entra</button>
<button name="cancel">Annulla</button></form></main></body></html>`;

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.statusCode = 500;
    response.end();
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const provider = new Provider(issuer, {
  clients: [{ client_id: 'traguardi', client_secret: secret, redirect_uris: [back], grant_types: ['authorization_code'], response_types: ['code'] }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'prova', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [secret] },
  features: { devInteractions: { enabled: false } },
  // As the standard has it, what belongs to a scope is told to whoever asks, and does not stand in the token.
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@comune.example`, email_verified: true }) }),
  // Nobody is asked what the client may know.
  async loadExistingGrant({ oidc }) {
    const given = oidc.result?.consent?.grantId || oidc.session.grantIdFor(oidc.client.clientId);
    if (given) return oidc.provider.Grant.find(given);
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});
const others = provider.callback();

async function answer(request, response) {
  if (!request.url.startsWith('/interaction/')) return others(request, response);
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(PAGE);
    return undefined;
  }
  const form = new URLSearchParams(await text(request));
  const result = form.has('cancel') ? { error: 'access_denied', error_description: 'cancelled' } : { login: { accountId: form.get('login') } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

console.log(`The provider listens on ${issuer}`);
