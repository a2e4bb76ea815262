// The whole way of somebody new, with JavaScript and without, each on a server of its own whose database does not exist yet: two
// commands and an administrator's link, an invitation, the ente's rows of the open data, what a project manager records, a
// colleague who edits the same, and all of it in the history.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { isCleanAndNarrow as isClean } from '../support/axe';
import { PASSWORD, signIn } from '../support/people';
import { Program } from '../support/program';
import { App } from '../support/totp';

const ENTE = 'c_prova';
const HOME = `/${ENTE}/scrivania`;
const DESK = `${HOME}/send-2022`;
const PEOPLE = `/${ENTE}/persone`;
const IMPORT = `/${ENTE}/importa`;
const HISTORY = `/${ENTE}/storia`;
const SECOND = '/conto/secondo-fattore';

interface Somebody {
  login: string;
  /** In the history. */
  name: string;
}

const ADMINISTRATOR: Somebody = { login: 'capo', name: 'Ufficio transizione digitale' };
const MANAGER: Somebody = { login: 'rup', name: 'Ufficio progetti' };
const COLLEAGUE: Somebody = { login: 'collega', name: 'Ufficio tributi' };

/** The projects that the open data bring, by what their pages call them. */
const SEND = { slug: 'send-2022', title: 'Notifiche digitali (SEND)' };
const SPID = { slug: 'spid-cie-2022', title: 'SPID e CIE' };

/** A file as PA digitale 2026 publishes it, with two rows of the ente and one of another. */
const FILE = 'candidature_comuni_finanziate.csv';
const OPEN_DATA = [
  'codice_ipa,importo_finanziamento,avviso,data_invio_candidatura,data_finanziamento,codice_cup',
  `${ENTE},69000.0,1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022),2022-11-04T12:21:55.000+0000,2023-01-03,B99F22000010006`,
  `${ENTE},14000.0,1.4.4 Adozione SPID CIE - Comuni - Aprile 2022,2022-05-03T11:17:01.000+0000,2022-08-02,B99F22000020006`,
  'c_x001,14000.0,1.4.4 Adozione SPID CIE - Comuni - Aprile 2022,2022-05-03T11:17:01.000+0000,2022-08-02,E71F22000160006',
  '',
].join('\n');

/** The catalogue that every database begins with. */
function reference(): string[] {
  const folder = fileURLToPath(new URL('../../data/reference/', import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return files.map((name) => `${folder}${name}`);
}

/** A browser in which nobody has been here before. */
async function machine(browser: Browser, program: Program, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 }, baseURL: program.origin });
  return context.newPage();
}

/** Opens a one-time link as it was handed over, and chooses a password. */
async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=repeat]').fill(PASSWORD);
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL('**/accedi**');
}

/** Invites a project manager who keeps nothing yet; gives the link. */
async function invite(page: Page, who: Somebody): Promise<string> {
  await page.goto(PEOPLE);
  const form = page.locator('form').filter({ has: page.locator('[name=login]') });
  await form.locator('[name=login]').fill(who.login);
  await form.locator('[name=name]').fill(who.name);
  await form.locator('[name=role][value=responsabile]').check();
  await form.locator('button[type=submit]').click();
  return page.locator('input[readonly]').inputValue();
}

/** Puts projects into somebody's care. */
async function give(page: Page, who: Somebody, projects: (typeof SEND)[]): Promise<void> {
  await page.goto(PEOPLE);
  const person = page.locator('main details', { hasText: `Cambia: ${who.name}` });
  await person.locator('summary').click();
  const form = person.locator('form').filter({ has: page.locator('[name=action][value=assign]') });
  for (const { slug } of projects) await form.locator(`[name=project][value=${slug}]`).check();
  await form.locator('button[type=submit]').click();
  const row = page.locator('main tr', { hasText: who.name });
  for (const { title } of projects) await expect(row).toContainText(title);
}

/** Whose projects have changed is out, and comes back in. */
async function comeBack(page: Page, who: Somebody): Promise<void> {
  await page.goto(HOME);
  await expect(page).toHaveURL(/\/accedi\?next=/);
  await signIn(page, who.login);
  await expect(page).toHaveURL(new RegExp(`${HOME}$`));
}

/** Enters something new about the project. */
async function add(page: Page, kind: string, fields: Record<string, string>): Promise<void> {
  await page.goto(DESK);
  await page.locator(`main a[href="${DESK}/${kind}/nuova"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`${DESK}/${kind}/nuova$`));
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    if ((await field.evaluate((e) => e.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await page.locator('main button[name=action][value=save]').click();
  // What is refused is told where it is: a test that stops here says why.
  expect(await page.locator('.tg-field-error, .tg-errors').allTextContents(), kind).toEqual([]);
  await expect(page).toHaveURL(new RegExp(`${DESK}$`));
}

/** What the history tells of one kind of thing. */
async function tells(page: Page, kind: string, sentences: (string | RegExp)[]): Promise<void> {
  await page.goto(`${HISTORY}?genere=${kind}`);
  for (const sentence of sentences) await expect(page.locator('main .tg-log'), kind).toContainText(sentence);
}

for (const js of [true, false]) {
  test.describe(`somebody new, ${js ? 'with' : 'without'} JavaScript`, () => {
    test.describe.configure({ mode: 'serial', timeout: 120_000 });

    let program: Program;
    let administrator: Page;
    let manager: Page;
    let colleague: Page;
    /** One-time links, by login. */
    const links: Record<string, string> = {};

    test.beforeAll(async ({ browser }) => {
      program = await Program.fresh();
      administrator = await machine(browser, program, js);
      manager = await machine(browser, program, js);
      colleague = await machine(browser, program, js);
    });

    test.afterAll(async () => {
      for (const page of [administrator, manager, colleague]) await page?.context().close();
      await program?.leave();
    });

    test('two commands make a database and an account, and the link that was printed lets in', async () => {
      const enti = program.file('enti.csv', `ente;nome;comune;provincia;regione\n${ENTE};Comune di Prova;Prova;PV;Lombardia\n`);
      expect(await program.run('import', '--create', ...reference(), enti)).toMatch(/accettate \d+, cambiate 0, invariate 0, rifiutate 0\n$/);
      const printed = await program.run('user', 'add', ADMINISTRATOR.login, '--name', ADMINISTRATOR.name, '--ente', ENTE, '--origin', program.origin);
      const link = printed.split('\n').find((line) => line.startsWith('http')) ?? '';
      expect(link).toMatch(new RegExp(`^${program.origin}/invito/[0-9a-f]{64}$`));
      await program.serve();

      await choosePassword(administrator, link);
      await signIn(administrator, ADMINISTRATOR.login);
      await expect(administrator).toHaveURL(new RegExp(`${SECOND}$`));
      const app = new App((await administrator.locator('#chiave').textContent()) ?? '');
      await administrator.locator('[name=code]').fill(await app.next());
      await administrator.locator('main form button[type=submit]').click();
      await expect(administrator.locator('#codici li')).toHaveCount(10);
      await administrator.locator(`main a[href="${HOME}"]`).click();
      await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Scrivania · Comune di Prova');
      await expect(administrator.locator('main')).toContainText('Questo ente non ha ancora progetti in archivio.');
      if (js) await isClean(administrator, 'the desk of an ente without projects');
    });

    test('a project manager and a colleague are invited, and she finds nothing yet', async () => {
      await administrator.locator(`main a[href="${PEOPLE}"]`).click();
      await expect(administrator).toHaveURL(new RegExp(`${PEOPLE}$`));
      if (js) await isClean(administrator, 'the people of an ente without projects');
      for (const who of [MANAGER, COLLEAGUE]) links[who.login] = await invite(administrator, who);
      expect(links[MANAGER.login]).toMatch(new RegExp(`^${program.origin}/invito/`));

      await choosePassword(manager, links[MANAGER.login] ?? '');
      await signIn(manager, MANAGER.login);
      await expect(manager).toHaveURL(new RegExp(`${HOME}$`));
      await expect(manager.locator('main')).toContainText("Non ti è affidato ancora nessun progetto: chiedi a chi amministra l'ente.");
      if (js) await isClean(manager, 'the desk of somebody who keeps nothing yet');
      await choosePassword(colleague, links[COLLEAGUE.login] ?? '');
    });

    test('she brings in the rows of her ente', async () => {
      await manager.locator(`main a[href="${IMPORT}"]`).click();
      await expect(manager).toHaveURL(new RegExp(`${IMPORT}$`));
      await manager.locator('main input[type=file]').setInputFiles({ name: FILE, mimeType: 'text/csv', buffer: Buffer.from(OPEN_DATA) });
      await manager.locator('main [name=snapshot]').fill('22/11/2026');
      await manager.locator('main button[type=submit]').click();
      await expect(manager.locator('main input[type=checkbox][name=riga]')).toHaveCount(2);
      const difference = manager.locator('#differenza');
      for (const text of [FILE, 'Dati del 22/11/2026', 'Di altri enti, lasciate fuori', '69.000,00', '14.000,00', 'Piattaforma Notifiche Digitali', 'Adozione SPID CIE']) {
        await expect(difference).toContainText(text);
      }
      await expect(difference).not.toContainText('Righe rifiutate');
      await manager.locator('main form[action*="/importa/"] button[type=submit]').click();
      await expect(manager).toHaveURL(new RegExp(`${IMPORT}\\?fatto=\\d+$`));
      await expect(manager.getByRole('status').filter({ hasText: FILE })).toContainText('nuove 2');
      // Whose the projects are is not hers to say.
      await manager.goto(DESK);
      await expect(manager.getByRole('heading', { level: 1 })).toHaveText(SEND.title);
      await expect(manager.locator('main')).toContainText('Puoi leggere questo progetto, non modificarlo.');
    });

    test('the administrator says whose the projects are, and both come back in', async () => {
      await give(administrator, MANAGER, [SEND, SPID]);
      await give(administrator, COLLEAGUE, [SEND]);
      await expect(administrator.locator('main tr', { hasText: COLLEAGUE.name })).not.toContainText(SPID.title);
      await comeBack(manager, MANAGER);
      for (const { title } of [SEND, SPID]) await expect(manager.locator('#progetti')).toContainText(title);
      await comeBack(colleague, COLLEAGUE);
      await expect(colleague.locator('#progetti')).toContainText(SEND.title);
      await expect(colleague.locator('#progetti')).not.toContainText(SPID.title);
    });

    test('she records a contract with its act, an extension, a certification run, a payment, an indicator and a reading', async () => {
      await manager.goto(DESK);
      await manager.locator(`main a[href="${DESK}/passo"]`).first().click();
      await expect(manager.locator('[name=fase]'), 'the first step that is not known').toHaveValue('contrattualizzazione');
      await manager.locator('[name=quando]').fill('12/03/2023');
      await manager.locator('[name=atto_tipo]').selectOption('determina');
      await manager.locator('[name=atto_numero]').fill('214');
      await manager.locator('main button[type=submit]').first().click();
      await expect(manager).toHaveURL(new RegExp(`${DESK}$`));
      await expect(manager.getByRole('status').filter({ hasText: '12/03/2023' })).toBeVisible();

      await add(manager, 'scadenze', { phase: 'completamento', number: '1', kind: 'proroga', due: '31/12/2023', act: 'Decreto 12/2023' });
      await add(manager, 'asseverazioni', { requested: '01/11/2023', outcome: 'positivo', outcome_on: '02/12/2023' });
      await add(manager, 'pagamenti', { reference: 'M-2024/17', paid_on: '10/01/2024', amount: '1.234,56', supplier: 'Fornitore di prova', published: 'no' });
      await add(manager, 'indicatori', { code: 'atti-notificati', name: 'Atti notificati', unit: 'atti' });
      await add(manager, 'letture', { indicator: 'atti-notificati', value: '250', al: '31/10/2026' });
      for (const [section, text] of [
        ['traguardi', '12/03/2023'],
        ['atti', '214'],
        ['scadenze', 'Decreto 12/2023'],
        ['asseverazioni', '02/12/2023'],
        ['pagamenti', 'M-2024/17'],
        ['indicatori', 'Atti notificati'],
        ['letture', '250'],
      ] as const) {
        await expect(manager.locator(`#${section}`)).toContainText(text);
      }
    });

    test('a colleague has the same payment open: the second sees both values and chooses', async () => {
      const payment = 'main a[href*="/pagamenti/"]:not([href$="/nuova"])';
      await manager.goto(DESK);
      await manager.locator(payment).first().click();
      await expect(manager.locator('[name=amount]')).toHaveValue('1.234,56');
      await colleague.goto(DESK);
      await colleague.locator(payment).first().click();
      await expect(colleague.locator('[name=amount]')).toHaveValue('1.234,56');

      await manager.locator('[name=amount]').fill('2.000,00');
      await manager.locator('main button[name=action][value=save]').click();
      await expect(manager).toHaveURL(new RegExp(`${DESK}$`));
      await colleague.locator('[name=amount]').fill('3.000,00');
      await colleague.locator('[name=supplier]').fill('Altro fornitore');
      await colleague.locator('main button[name=action][value=save]').click();
      await expect(colleague.locator('main')).toContainText('Due persone, la stessa voce');
      for (const text of ['2.000,00', '3.000,00', 'Fornitore di prova', 'Altro fornitore']) await expect(colleague.locator('main')).toContainText(text);

      await colleague.locator('[name="choose.amount"][value=theirs]').check();
      await colleague.locator('[name="choose.supplier"][value=mine]').check();
      await colleague.locator('main form button[type=submit]').first().click();
      await expect(colleague).toHaveURL(new RegExp(`${DESK}$`));
      await expect(colleague.locator('#pagamenti')).toContainText('2.000,00');
      await expect(colleague.locator('#pagamenti')).toContainText('Altro fornitore');
    });

    test('all of it is in the history, and the contract on the public page', async ({ browser }) => {
      await manager.goto(HOME);
      await manager.locator(`main a[href="${HISTORY}"]`).click();
      await expect(manager).toHaveURL(new RegExp(`${HISTORY}$`));
      // The newest stands first.
      await expect(manager.locator('main .tg-log li').first()).toContainText(COLLEAGUE.name);
      await manager.locator('[name=genere]').selectOption('payment');
      await manager.locator('main form.tg-filter button[type=submit]').click();
      await expect(manager).toHaveURL(/genere=payment/);
      const log = manager.locator('main .tg-log');
      for (const sentence of [
        /Ufficio progetti ha cambiato «Importo» \(pagamento «M-2024\/17»\): da non noto a 1\.234,56\s€\./,
        /Ufficio progetti ha cambiato «Importo» \(pagamento «M-2024\/17»\): da 1\.234,56\s€ a 2\.000,00\s€\./,
        'Ufficio tributi ha cambiato «Fornitore» (pagamento «M-2024/17»): da «Fornitore di prova» a «Altro fornitore».',
      ]) {
        await expect(log).toContainText(sentence);
      }
      await expect(log, 'what was not chosen was never written').not.toContainText('3.000,00');

      await tells(manager, 'milestone', [
        'Ufficio progetti ha cambiato «Avvenuto il» (data del percorso «Contrattualizzazione»): da non noto a 12/03/2023.',
        'Ufficio progetti ha cambiato «Atto che lo prova» (data del percorso «Contrattualizzazione»): da non noto a «determina-214-2023».',
      ]);
      await tells(manager, 'act', ['Ufficio progetti ha cambiato «Numero» (atto «determina-214-2023»): da non noto a «214».']);
      await tells(manager, 'deadline_change', [
        'Ufficio progetti ha cambiato «Nuova scadenza» (scadenza spostata «Completamento attività · 1»): da non noto a 31/12/2023.',
        'Ufficio progetti ha cambiato «Atto» (scadenza spostata «Completamento attività · 1»): da non noto a «Decreto 12/2023».',
      ]);
      await tells(manager, 'certification_run', ["Ufficio progetti ha cambiato «Data dell'esito» (asseverazione «1»): da non noto a 02/12/2023."]);
      await tells(manager, 'indicator', ['Ufficio progetti ha cambiato «Che cosa si conta» (indicatore «atti-notificati»): da non noto a «Atti notificati».']);
      await tells(manager, 'reading', ['Ufficio progetti ha cambiato «Valore» (lettura «atti-notificati»): da non noto a 250.']);
      await tells(manager, 'importazione', [`Ufficio progetti ha importato il file «${FILE}».`]);
      await tells(manager, 'account', ["Ufficio transizione digitale ha cambiato l'accesso di «rup» (progetti affidati)."]);

      const passer = await machine(browser, program, js);
      await passer.goto(`/${ENTE}/progetti/${SEND.slug}`);
      const contract = passer.locator('#percorso li').filter({ has: passer.locator('.tg-step__title', { hasText: 'Contrattualizzazione' }) });
      await expect(contract).toContainText('12/03/2023');
      for (const internal of ['Fornitore di prova', 'Altro fornitore', 'M-2024/17']) await expect(passer.locator('main')).not.toContainText(internal);
      await passer.context().close();
    });
  });
}
