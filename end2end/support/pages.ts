// Every page of the site, and the states that some of them have.
import { type APIRequestContext, type Page } from '@playwright/test';
import { data } from './csv';

export type Address = {
  path: string;
  /** Only where the invented enti were loaded. */
  specimen?: boolean;
  /** Hundreds of rows: looked at once, not in every variation. */
  heavy?: boolean;
  status?: number;
};

export const SECTIONS = ['', '/progetti', '/cronoprogramma', '/finanziamenti', '/rischi', '/certificazioni', '/indicatori', '/misure', '/dichiarazioni'];
export const TOWNS = { c_e472: 'latina', c_a515: 'avezzano' } as const;
const MEASURES = ['1.2', '1.3.1', '1.4.1', '1.4.3', '1.4.4', '1.4.5', '1.5', '1.7.2', '2.2.3', 'fesr'];

const common: Address[] = ['/', '/fonti', '/accessibilita', '/note-legali', '/privacy'].map((path) => ({ path }));

const towns: Address[] = Object.entries(TOWNS).flatMap(([ipa, folder]) => [
  ...SECTIONS.map((section) => ({ path: `/${ipa}${section}` })),
  { path: `/${ipa}/presentazione` },
  ...data(`${folder}/progetti.csv`).map((row) => ({ path: `/${ipa}/progetti/${row.progetto}` })),
]);

const measures: Address[] = MEASURES.map((code) => ({ path: `/c_e472/misure/${code}` }));

/** No project, one, thirty; a hostile name, two endless ones, one without dates, moved deadlines. */
const specimen: Address[] = [
  ...['prova_0', 'prova_1', 'prova_30'].flatMap((ipa) => SECTIONS.map((section) => ({ path: `/${ipa}${section}`, specimen: true }))),
  ...[1, 3, 4, 5, 9, 10, 12, 16, 22].map((n) => ({ path: `/prova_30/progetti/prova-${n}`, specimen: true })),
  { path: '/prova_30/misure/1.4.3', specimen: true },
  ...['prova_0', 'prova_30'].map((ipa) => ({ path: `/${ipa}/presentazione`, specimen: true })),
];

export const HEAVY: Address[] = ['', '/progetti', '/cronoprogramma', '/finanziamenti', '/rischi', '/certificazioni'].map((section) => ({
  path: `/prova_400${section}`,
  specimen: true,
  heavy: true,
}));

export const PAGES: Address[] = [...common, ...towns, ...measures, ...specimen, ...HEAVY];

/** Filtered, sorted, zoomed, empty, not found. */
export const STATES: Address[] = [
  { path: '/?q=latina' },
  { path: '/?q=zzzz' },
  { path: '/c_e472/progetti?stato=conclusi&misura=1.4.3' },
  { path: '/c_e472/progetti?fase=decreto&fondo=pnrr&anno=2023&ordina=-importo' },
  { path: '/c_e472/progetti?q=zzzz' },
  { path: '/c_e472/cronoprogramma?stato=conclusi' },
  { path: '/c_e472/cronoprogramma?q=zzzz' },
  { path: '/c_e472/cronoprogramma?scala=mesi&da=2024&a=2025' },
  { path: '/c_e472/dichiarazioni?esito=solo-dichiarate' },
  { path: '/c_a515/dichiarazioni?esito=smentite' },
  { path: '/prova_30/progetti?stato=oltre-il-termine', specimen: true },
  { path: '/prova_30/cronoprogramma?scala=trimestri', specimen: true },
  { path: '/prova_400/cronoprogramma?pagina=2', specimen: true, heavy: true },
  { path: '/c_e472/attuazione-misure-pnrr' },
  { path: '/c_e472/attuazione-misure-pnrr/send-2022' },
  { path: '/c_a515/attuazione-misure-pnrr' },
  { path: '/c_e472/risposta' },
  { path: '/c_e472/risposta?progetto=send-2022&progetto=pagopa-2022&progetto=cloud&oggetto=Interrogazione+n.+45&al=2025-10-29' },
  { path: '/prova_30/risposta?progetto=prova-3&progetto=prova-4&progetto=prova-9&progetto=nessuno', specimen: true },
  { path: '/c_e472/incorpora/finanziamenti' },
  { path: '/c_e472/incorpora/cronoprogramma' },
  { path: '/?al=2025-10-29' },
  { path: '/c_e472?al=2025-10-29&noto=oggi' },
  { path: '/c_e472/cronoprogramma?al=2024-04-01&noto=2024-07-05' },
  { path: '/c_e472/rischi?al=2025-10-29' },
  { path: '/c_e472/presentazione?al=2025-10-29' },
  { path: '/c_e472/progetti?al=boh' },
  { path: '/c_e472/progetti/anncsu-2025?al=2025-10-29', status: 404 },
  { path: '/c_e472/sedute' },
  { path: '/c_e472/sedute/1' },
  { path: '/c_e472/sedute/1/progetti' },
  { path: '/c_e472/sedute/1/progetti/send-2022' },
  { path: '/c_e472/sedute/1/cronoprogramma' },
  { path: '/c_e472/sedute/1/finanziamenti' },
  { path: '/c_e472/sedute/1/dichiarazioni' },
  { path: '/c_e472/sedute/1/presentazione' },
  { path: '/c_e472/sedute/9', status: 404 },
  { path: '/c_e472/confronto' },
  { path: '/c_e472/confronto?da=2024-07-04&a=2025-10-29' },
  { path: '/c_e472/confronto?da=31/02/2024' },
  { path: '/c_a515/confronto' },
  { path: '/non-esiste', status: 404 },
  { path: '/c_z999', status: 404 },
  { path: '/c_e472/non-esiste', status: 404 },
  { path: '/c_e472/progetti/non-esiste', status: 404 },
  { path: '/c_e472/misure/9.9.9', status: 404 },
];

/** One page of each kind. */
export const KINDS: Address[] = [
  ...common,
  ...SECTIONS.map((section) => ({ path: `/c_e472${section}` })),
  { path: '/c_e472/progetti/send-2022' },
  { path: '/c_e472/misure/1.4.5' },
  { path: '/c_e472/presentazione' },
  { path: '/c_e472/sedute' },
  { path: '/c_e472/sedute/1' },
  { path: '/c_e472/confronto?da=2024-07-04&a=2025-10-29' },
  { path: '/c_e472/attuazione-misure-pnrr' },
  { path: '/c_e472/attuazione-misure-pnrr/send-2022' },
  { path: '/c_e472/risposta?progetto=send-2022&progetto=cloud' },
  { path: '/c_e472/incorpora/finanziamenti' },
  { path: '/c_e472/incorpora/cronoprogramma' },
  { path: '/c_e472/progetti?q=zzzz' },
  { path: '/non-esiste', status: 404 },
  { path: '/c_e472/progetti/non-esiste', status: 404 },
];

/** An address in a language. */
export function inLanguage(path: string, lang: 'it' | 'en'): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
}

let loaded: Promise<boolean> | undefined;

/** Goes on only where the invented enti are there: without them a test says what to load, and fails. */
export async function needsSpecimen(request: APIRequestContext): Promise<void> {
  loaded ??= request.get('/prova_0').then((answer) => answer.ok());
  if (await loaded) return;
  throw new Error('The invented enti (prova_0 … prova_400) are not in this database: load them with the example `specimen`');
}

/** Opens a page and says when it is not what it should be. */
export async function open(tab: Page, request: APIRequestContext, address: Address, lang: 'it' | 'en' = 'it'): Promise<void> {
  if (address.specimen) await needsSpecimen(request);
  const answer = await tab.goto(inLanguage(address.path, lang));
  const wanted = address.status ?? 200;
  if (answer?.status() !== wanted) throw new Error(`${address.path} answered ${answer?.status()}, not ${wanted}`);
}

/** Unfolds everything that is folded; how many that was. */
export async function unfold(tab: Page): Promise<number> {
  return tab.evaluate(() => {
    const folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const one of folded) one.open = true;
    return folded.length;
  });
}
