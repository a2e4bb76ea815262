-- What `cargo xtask bench` measures our import against: the same files into the same tables by SQLite's own means.
--
-- `.import` puts each file into a staging table of its own header; then the typed columns, the raw cells, their digest
-- and the statements of `server/store/src/public.rs` follow, in one transaction and with the same settings. It leaves the
-- same enti, applications, facts, sightings, projects, shares and batch rows, which the benchmark checks row by row.
-- It is kinder to itself than our import may be: headers are fixed, no row is ever refused, nothing is bounded in memory,
-- and all files are settled at once. SQLite's shell knows no SHA-256, so the digest is its SHA3-256.
--
-- By hand, from the workspace's root and always on a throwaway file: sqlite3 -bail FILE < server/examples/baseline.sql
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
-- One line for each migration.
BEGIN;
.read 'server/store/migrations/0001_register.sql'
COMMIT;

BEGIN IMMEDIATE;

-- The files as they are.
CREATE TEMP TABLE calls (
    titolo TEXT, misura TEXT, data_inizio_bando TEXT, data_fine_bando TEXT, stato TEXT, totale_importo_stanziato TEXT,
    totale_importo_misura TEXT, soggetti_destinatari TEXT
);
CREATE TEMP TABLE file_12 (
    codice_ipa TEXT, ente TEXT, comune TEXT, cod_comune TEXT, provincia TEXT, cod_provincia TEXT, regione TEXT, cod_regione TEXT,
    importo_finanziamento TEXT, avviso TEXT, data_invio_candidatura TEXT, data_finanziamento TEXT, codice_cup TEXT,
    numero_finestra_temporale TEXT, numero_di_protocollo TEXT, stato_candidatura TEXT, misura TEXT, tipologia_ente TEXT
);
CREATE TEMP TABLE file_131 (
    codice_ipa TEXT, ente TEXT, tipologia_ente TEXT, comune TEXT, cod_comune TEXT, provincia TEXT, cod_provincia TEXT, regione TEXT,
    cod_regione TEXT, importo_finanziamento TEXT, avviso TEXT, data_invio_candidatura TEXT, data_finanziamento TEXT,
    codice_cup TEXT, numero_finestra_temporale TEXT, numero_di_protocollo TEXT, decreto_finanziamento TEXT,
    stato_candidatura TEXT, data_stato_candidatura TEXT, misura TEXT
);
CREATE TEMP TABLE file_141 AS SELECT * FROM file_131;
CREATE TEMP TABLE file_144 AS SELECT * FROM file_131;
CREATE TEMP TABLE file_145 AS SELECT * FROM file_131;
.import --csv --skip 1 '../shared/data/padigitale/avvisi.csv' calls
.import --csv --skip 1 '../shared/data/padigitale/candidature_finanziate_12.csv' file_12
.import --csv --skip 1 '../shared/data/padigitale/candidature_finanziate_131.csv' file_131
.import --csv --skip 1 '../shared/data/padigitale/candidature_finanziate_141.csv' file_141
.import --csv --skip 1 '../shared/data/padigitale/candidature_finanziate_144.csv' file_144
.import --csv --skip 1 '../shared/data/padigitale/candidature_finanziate_145.csv' file_145

INSERT INTO import_batch (id, recorded_at, file, digest, kind, at_least, licence)
SELECT id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), file, lower(hex(sha3(readfile('../shared/data/padigitale/' || file), 256))),
       CASE id WHEN 1 THEN 'avvisi' ELSE 'pa-digitale' END, 1, 'CC-BY-4.0'
FROM (
    SELECT 1 AS id, 'avvisi.csv' AS file
    UNION ALL SELECT 2, 'candidature_finanziate_12.csv'
    UNION ALL SELECT 3, 'candidature_finanziate_131.csv'
    UNION ALL SELECT 4, 'candidature_finanziate_141.csv'
    UNION ALL SELECT 5, 'candidature_finanziate_144.csv'
    UNION ALL SELECT 6, 'candidature_finanziate_145.csv'
);

-- All under one header, with the cells as they stood.
CREATE TEMP VIEW newest AS
    SELECT 3 AS batch, rowid AS n, * FROM file_131
    UNION ALL SELECT 4, rowid, * FROM file_141
    UNION ALL SELECT 5, rowid, * FROM file_144
    UNION ALL SELECT 6, rowid, * FROM file_145;
CREATE TEMP VIEW published AS
    SELECT 2 AS batch, rowid AS n, codice_ipa, ente, tipologia_ente, comune, cod_comune, provincia, cod_provincia, regione,
           cod_regione, importo_finanziamento, avviso, data_invio_candidatura, data_finanziamento, codice_cup,
           numero_finestra_temporale, numero_di_protocollo, '' AS decreto_finanziamento, stato_candidatura,
           '' AS data_stato_candidatura, misura,
           json_object('codice_ipa', codice_ipa, 'ente', ente, 'comune', comune, 'cod_comune', cod_comune,
               'provincia', provincia, 'cod_provincia', cod_provincia, 'regione', regione, 'cod_regione', cod_regione,
               'importo_finanziamento', importo_finanziamento, 'avviso', avviso,
               'data_invio_candidatura', data_invio_candidatura, 'data_finanziamento', data_finanziamento,
               'codice_cup', codice_cup, 'numero_finestra_temporale', numero_finestra_temporale,
               'numero_di_protocollo', numero_di_protocollo, 'stato_candidatura', stato_candidatura, 'misura', misura,
               'tipologia_ente', tipologia_ente) AS cells
    FROM file_12
    UNION ALL
    SELECT *, json_object('codice_ipa', codice_ipa, 'ente', ente, 'tipologia_ente', tipologia_ente, 'comune', comune,
               'cod_comune', cod_comune, 'provincia', provincia, 'cod_provincia', cod_provincia, 'regione', regione,
               'cod_regione', cod_regione, 'importo_finanziamento', importo_finanziamento, 'avviso', avviso,
               'data_invio_candidatura', data_invio_candidatura, 'data_finanziamento', data_finanziamento,
               'codice_cup', codice_cup, 'numero_finestra_temporale', numero_finestra_temporale,
               'numero_di_protocollo', numero_di_protocollo, 'decreto_finanziamento', decreto_finanziamento,
               'stato_candidatura', stato_candidatura, 'data_stato_candidatura', data_stato_candidatura, 'misura', misura)
    FROM newest;

-- The typed columns. A cell that says in a word that it has nothing to say is none.
CREATE TEMP TABLE incoming (
    id INTEGER PRIMARY KEY, batch INTEGER, file_row INTEGER, ipa TEXT, call TEXT, sent_at TEXT, project TEXT, measure TEXT,
    state TEXT, state_on TEXT, amount INTEGER, decreed TEXT, cup TEXT, call_window INTEGER, protocol INTEGER, decree TEXT,
    raw TEXT, digest BLOB, first TEXT, last TEXT, at_least INTEGER,
    name TEXT, kind TEXT, municipality TEXT, istat TEXT, province TEXT, province_code TEXT, region TEXT, region_code TEXT,
    application INTEGER, fact INTEGER, outcome TEXT
);
INSERT INTO incoming (batch, file_row, ipa, call, sent_at, measure, state, state_on, amount, decreed, cup, call_window, protocol,
    decree, raw, digest, at_least, name, kind, municipality, istat, province, province_code, region, region_code)
SELECT batch, n + 1, lower(trim(codice_ipa)),
       trim(replace(replace(replace(avviso, '  ', ' '), '  ', ' '), '  ', ' ')),
       -- SQLite reads an offset only with its colon, and gives UTC.
       strftime('%Y-%m-%dT%H:%M:%S', substr(data_invio_candidatura, 1, 26) || ':' || substr(data_invio_candidatura, 27)),
       CASE WHEN misura NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(replace(misura, '  ', ' ')) END,
       CASE WHEN stato_candidatura IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN 'A' ELSE stato_candidatura END,
       date(substr(data_stato_candidatura, 1, 10)),
       CAST(round(importo_finanziamento * 100) AS INTEGER),
       date(substr(data_finanziamento, 1, 10)),
       CASE WHEN codice_cup NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN upper(trim(codice_cup)) END,
       CASE WHEN numero_finestra_temporale NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D')
            THEN CAST(numero_finestra_temporale AS INTEGER) END,
       CASE WHEN numero_di_protocollo NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D')
            THEN CAST(numero_di_protocollo AS INTEGER) END,
       CASE WHEN decreto_finanziamento NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D')
            THEN trim(replace(decreto_finanziamento, '  ', ' ')) END,
       raw, sha3(raw, 256), 1,
       CASE WHEN ente NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D')
            THEN trim(replace(replace(replace(ente, '  ', ' '), '  ', ' '), '  ', ' ')) END,
       CASE tipologia_ente WHEN 'Comune' THEN 'Comuni' WHEN '' THEN NULL ELSE trim(tipologia_ente) END,
       CASE WHEN comune = 'None' OR (comune = '' AND cod_comune = '001168') THEN 'None'
            WHEN comune NOT IN ('', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(replace(comune, '  ', ' ')) END,
       CASE WHEN cod_comune NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(cod_comune) END,
       CASE WHEN provincia NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(provincia)
            WHEN cod_provincia = '063' THEN 'NA' END,
       CASE WHEN cod_provincia NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(cod_provincia) END,
       CASE WHEN regione NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(replace(regione, '  ', ' ')) END,
       CASE WHEN cod_regione NOT IN ('', 'None', 'nan', 'NaN', 'NaT', 'N/D') THEN trim(cod_regione) END
FROM (
    -- Empty cells are left out of the raw ones.
    SELECT *, CASE WHEN instr(cells, ':""') THEN json_patch('{}', replace(cells, ':""', ':null')) ELSE cells END AS raw
    FROM published
);

-- The files carry no date of their own: the newest day inside is the least that their snapshot can be.
UPDATE import_batch SET snapshot = i.newest
FROM (SELECT batch, max(max(decreed, date(sent_at), coalesce(state_on, ''))) AS newest FROM incoming GROUP BY batch) i
WHERE i.batch = import_batch.id;
UPDATE incoming SET first = b.snapshot, last = b.snapshot FROM import_batch b WHERE b.id = incoming.batch;

-- Calls: those of `avvisi.csv`, then those that the rows name; line and slug by the title (`app/domain/src/line.rs`).
INSERT INTO call (title, opened, closed, state, funds_cents, recipients, measure)
SELECT trim(replace(replace(replace(titolo, '  ', ' '), '  ', ' '), '  ', ' ')), nullif(data_inizio_bando, ''),
       nullif(data_fine_bando, ''), nullif(stato, ''), CAST(round(totale_importo_stanziato * 100) AS INTEGER),
       nullif(soggetti_destinatari, ''), nullif(misura, '')
FROM calls WHERE true
ON CONFLICT (title) DO UPDATE SET opened = excluded.opened, closed = excluded.closed, state = excluded.state,
    funds_cents = excluded.funds_cents, recipients = excluded.recipients, measure = coalesce(min(measure, excluded.measure), measure, excluded.measure);
UPDATE import_batch SET snapshot = (SELECT max(data_inizio_bando) FROM calls) WHERE id = 1;
INSERT INTO call_fact (title, opened, closed, state, funds_cents, recipients, measure, digest, snapshot, at_least, recorded_at, batch_id, file_row)
SELECT title, opened, closed, state, funds_cents, recipients, measure,
       sha3(title || coalesce(opened, '') || coalesce(closed, '') || coalesce(state, '') || coalesce(funds_cents, ''), 256),
       (SELECT snapshot FROM import_batch WHERE id = 1), 1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 1, 0
FROM call WHERE true;
INSERT INTO call (title, measure) SELECT call, max(measure) FROM incoming GROUP BY call
ON CONFLICT (title) DO UPDATE SET measure = coalesce(min(measure, excluded.measure), measure, excluded.measure);
UPDATE call SET line = CASE
    WHEN title LIKE '%(quota 1.1)' THEN '1.1'
    WHEN title LIKE '%(quota 1.2)' THEN '1.2'
    WHEN title LIKE '1.3.1 %anncsu%' THEN '1.3.1-anncsu'
    WHEN title LIKE '1.3.1 %it wallet%' OR title LIKE '1.3.1 %it-wallet%' THEN '1.3.1-it-wallet'
    WHEN title LIKE '1.3.1 %' THEN '1.3.1-pdnd'
    WHEN title LIKE '1.4.3 %pagopa%' THEN '1.4.3-pagopa'
    WHEN title LIKE '1.4.3 %app io%' OR title LIKE '1.4.3 %appio%' THEN '1.4.3-io'
    WHEN title LIKE '1.4.4 %ansc%' THEN '1.4.4-ansc'
    WHEN title LIKE '1.4.4 %spid%' OR title LIKE '1.4.4 %cie%' THEN '1.4.4-spid-cie'
    WHEN substr(title, 1, instr(title, ' ') - 1) IN ('1.1', '1.2', '1.4.1', '1.4.5', '1.5', '1.7.2', '2.2.3')
        THEN substr(title, 1, instr(title, ' ') - 1)
    END;
UPDATE call SET slug = coalesce(CASE line
        WHEN '1.1' THEN 'infrastrutture' WHEN '1.2' THEN 'cloud' WHEN '1.4.1' THEN 'esperienza-cittadino'
        WHEN '1.4.3-io' THEN 'app-io' WHEN '1.4.5' THEN 'send' WHEN '1.5' THEN 'cybersecurity'
        WHEN '1.7.2' THEN 'facilitazione' WHEN '2.2.3' THEN 'suap-sue'
        ELSE substr(line, instr(line, '-') + 1) END || '-' || CASE
        WHEN title LIKE '%2020%' THEN 2020 WHEN title LIKE '%2021%' THEN 2021 WHEN title LIKE '%2022%' THEN 2022
        WHEN title LIKE '%2023%' THEN 2023 WHEN title LIKE '%2024%' THEN 2024 WHEN title LIKE '%2025%' THEN 2025
        WHEN title LIKE '%2026%' THEN 2026 WHEN title LIKE '% 22)' THEN 2022 WHEN title LIKE '% 23)' THEN 2023
        ELSE i.year END, 'progetto')
FROM (SELECT call, min(substr(sent_at, 1, 4)) AS year FROM incoming GROUP BY call) i WHERE i.call = call.title;

-- From here on the statements of `public.rs`: bodies and their descriptions.
INSERT INTO ente (ipa, name, search) SELECT ipa, ipa, ipa FROM incoming GROUP BY ipa ON CONFLICT (ipa) DO NOTHING;
INSERT INTO ente_description (ente, name, kind, municipality, istat, province, province_code, region, region_code, seen)
SELECT ipa, coalesce(name, ''), coalesce(kind, ''), coalesce(municipality, ''), coalesce(istat, ''), coalesce(province, ''),
       coalesce(province_code, ''), coalesce(region, ''), coalesce(region_code, ''), max(last)
FROM incoming
WHERE coalesce(name, kind, municipality, istat, province, province_code, region, region_code) IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen);
UPDATE ente SET
    name = coalesce((SELECT d.name FROM ente_description d WHERE d.ente = ipa AND d.name <> '' ORDER BY d.seen DESC, d.name DESC LIMIT 1), name),
    kind = (SELECT d.kind FROM ente_description d WHERE d.ente = ipa AND d.kind <> '' ORDER BY d.seen DESC, d.kind DESC LIMIT 1),
    municipality = (SELECT d.municipality FROM ente_description d WHERE d.ente = ipa AND d.municipality <> '' ORDER BY d.seen DESC, d.municipality DESC LIMIT 1),
    istat = (SELECT d.istat FROM ente_description d WHERE d.ente = ipa AND d.istat <> '' ORDER BY d.seen DESC, d.istat DESC LIMIT 1),
    province = (SELECT d.province FROM ente_description d WHERE d.ente = ipa AND d.province <> '' ORDER BY d.seen DESC, d.province DESC LIMIT 1),
    province_code = (SELECT d.province_code FROM ente_description d WHERE d.ente = ipa AND d.province_code <> '' ORDER BY d.seen DESC, d.province_code DESC LIMIT 1),
    region = (SELECT d.region FROM ente_description d WHERE d.ente = ipa AND d.region <> '' ORDER BY d.seen DESC, d.region DESC LIMIT 1),
    region_code = (SELECT d.region_code FROM ente_description d WHERE d.ente = ipa AND d.region_code <> '' ORDER BY d.seen DESC, d.region_code DESC LIMIT 1)
WHERE ipa IN (SELECT ipa FROM incoming);
UPDATE ente SET name = municipality WHERE name = ipa AND municipality IS NOT NULL AND ipa IN (SELECT ipa FROM incoming);
UPDATE ente SET search = lower(ipa || ' ' || name || ' ' || coalesce(municipality, '') || ' ' || coalesce(province, '') || ' ' ||
    coalesce(region, '') || ' ' || coalesce(istat, ''))
WHERE ipa IN (SELECT ipa FROM incoming);

-- What is known already, and which rows say something new.
UPDATE incoming SET application = a.id FROM application a
WHERE a.ente = incoming.ipa AND a.call = incoming.call AND a.sent_at = incoming.sent_at;
UPDATE incoming SET outcome = CASE
    WHEN application IS NULL THEN 'accepted'
    WHEN NOT EXISTS (SELECT 1 FROM public_fact f WHERE f.application_id = incoming.application) THEN 'accepted'
    WHEN EXISTS (
        SELECT 1 FROM public_fact f WHERE f.application_id = incoming.application AND (f.digest = incoming.digest OR (
            f.state = incoming.state AND f.amount_cents = incoming.amount AND f.decreed = incoming.decreed
            AND (f.state_on IS NULL OR incoming.state_on IS NULL OR f.state_on = incoming.state_on)
            AND (f.cup IS NULL OR incoming.cup IS NULL OR f.cup = incoming.cup)))
    ) THEN 'unchanged'
    ELSE 'changed' END;
INSERT INTO application (ente, call, sent_at, batch_id) SELECT ipa, call, sent_at, batch FROM incoming WHERE application IS NULL
ON CONFLICT (ente, call, sent_at) DO NOTHING;
UPDATE incoming SET application = a.id FROM application a
WHERE incoming.application IS NULL AND a.ente = incoming.ipa AND a.call = incoming.call AND a.sent_at = incoming.sent_at;

-- Facts and sightings.
INSERT INTO public_fact (application_id, state, state_on, amount_cents, decreed, cup, call_window, protocol, decree, raw,
    digest, source, recorded_at, batch_id, file_row)
SELECT application, state, state_on, amount, decreed, cup, call_window, protocol, decree, raw, digest, 'pa-digitale',
       strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), batch, file_row
FROM incoming WHERE true
ON CONFLICT (application_id, digest) DO NOTHING;
UPDATE incoming SET fact = f.id FROM public_fact f WHERE f.application_id = incoming.application AND f.digest = incoming.digest;
INSERT OR IGNORE INTO sighting (fact_id, snapshot, at_least, batch_id) SELECT fact, first, at_least, batch FROM incoming;
INSERT OR IGNORE INTO sighting (fact_id, snapshot, at_least, batch_id) SELECT fact, last, at_least, batch FROM incoming WHERE last <> first;
UPDATE application SET project = i.project FROM incoming i WHERE i.application = application.id AND i.project IS NOT NULL;

-- A project for each application that has none: the first of its slug in an ente gets the slug, a further one its day too.
CREATE TEMP TABLE homeless (application INTEGER PRIMARY KEY, ente TEXT, slug TEXT);
INSERT INTO homeless
SELECT id, ente, slug FROM (
    SELECT a.id, a.ente, c.slug, row_number() OVER (PARTITION BY a.ente, c.slug ORDER BY a.sent_at, a.call) AS nth
    FROM (SELECT DISTINCT application FROM incoming) i
    JOIN application a ON a.id = i.application
    JOIN call c ON c.title = a.call
    WHERE a.project IS NULL)
WHERE nth = 1;
DELETE FROM homeless WHERE EXISTS (SELECT 1 FROM project p WHERE p.ente = homeless.ente AND p.slug = homeless.slug);
INSERT INTO project (ente, slug) SELECT ente, slug FROM homeless;
UPDATE application SET project = h.slug FROM homeless h WHERE h.application = application.id;
DELETE FROM homeless;
INSERT INTO homeless
SELECT id, ente, slug || iif(nth = 1, '', '-' || nth) FROM (
    SELECT a.id, a.ente, c.slug || '-' || replace(substr(a.sent_at, 1, 10), '-', '') AS slug,
           row_number() OVER (PARTITION BY a.ente, c.slug, substr(a.sent_at, 1, 10) ORDER BY a.sent_at, a.call) AS nth
    FROM (SELECT DISTINCT application FROM incoming) i
    JOIN application a ON a.id = i.application
    JOIN call c ON c.title = a.call
    WHERE a.project IS NULL);
INSERT INTO project (ente, slug) SELECT ente, slug FROM homeless;
UPDATE application SET project = h.slug FROM homeless h WHERE h.application = application.id;

-- How far all comuni are, per line (`share.rs`).
INSERT OR REPLACE INTO line_share (line, snapshot, at_least, funded, disbursed, renounced, comuni, median_days, ninetieth_days)
WITH standing AS (
    SELECT c.line, a.ente,
        max(CASE f.state WHEN 'A' THEN '0' ELSE '1' END || s.snapshot || f.state) AS furthest,
        max(s.snapshot || CASE s.at_least WHEN 1 THEN '+' ELSE '' END) AS seen,
        max(CASE WHEN f.state = 'E' THEN julianday(f.state_on) - julianday(f.decreed) END) AS days
    FROM application a
    JOIN call c ON c.title = a.call
    JOIN ente e ON e.ipa = a.ente
    JOIN public_fact f ON f.application_id = a.id
    JOIN sighting s ON s.fact_id = f.id
    WHERE c.line IN (SELECT c2.line FROM call c2 WHERE c2.title IN (SELECT DISTINCT call FROM incoming))
      AND (e.kind = 'Comuni' OR (e.kind IS NULL AND e.ipa GLOB 'c_[a-z][0-9][0-9][0-9]'))
    GROUP BY a.id
), paid AS (
    SELECT line, CAST(round(days) AS INTEGER) AS days, row_number() OVER (PARTITION BY line ORDER BY days) AS nth,
           count(*) OVER (PARTITION BY line) AS n
    FROM standing WHERE substr(furthest, -1) = 'E' AND days IS NOT NULL
)
SELECT line, rtrim(max(seen), '+'), max(seen) LIKE '%+', sum(substr(furthest, -1) = 'A'), sum(substr(furthest, -1) = 'E'),
       sum(substr(furthest, -1) = 'R'), count(DISTINCT ente),
       (SELECT p.days FROM paid p WHERE p.line = standing.line AND p.nth = max(1, (p.n * 50 + 99) / 100)),
       (SELECT p.days FROM paid p WHERE p.line = standing.line AND p.nth = max(1, (p.n * 90 + 99) / 100))
FROM standing GROUP BY line;

-- What each file brought.
UPDATE import_batch SET accepted = i.accepted, changed = i.changed, unchanged = i.unchanged
FROM (SELECT batch, sum(outcome = 'accepted') AS accepted, sum(outcome = 'changed') AS changed,
             sum(outcome = 'unchanged') AS unchanged
      FROM incoming GROUP BY batch) i
WHERE i.batch = import_batch.id;
UPDATE import_batch SET accepted = (SELECT count(*) FROM calls) WHERE id = 1;
COMMIT;
