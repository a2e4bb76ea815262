-- The register, as it is born. Never edited once released: what changes comes as a further migration.
--
-- Three kinds of table: identities (ente, call, project, application), facts (append-only; each row has `al`, from when it
-- holds, `known`, when it came to be known, `recorded_at`, when it was written here, and its source), and `line_share`,
-- which is worked out again from the facts by every import. Money is whole cents, dates are ISO text that may be a day,
-- a month, a quarter or a year where the source knows no more.

-- One file taken in.
CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    file TEXT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    snapshot TEXT CHECK (snapshot = date(snapshot)),
    at_least INTEGER NOT NULL DEFAULT 0 CHECK (at_least IN (0, 1)),
    licence TEXT,
    accepted INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    refusals TEXT NOT NULL DEFAULT ''
) STRICT;

-- A body. Its description is worked out from `ente_description`: newest word first, field by field.
CREATE TABLE ente (
    ipa TEXT PRIMARY KEY CHECK (ipa = lower(ipa)),
    name TEXT NOT NULL,
    kind TEXT,
    municipality TEXT,
    istat TEXT,
    province TEXT,
    province_code TEXT,
    region TEXT,
    region_code TEXT,
    -- Name, municipality, province, region and code in lower case: what the search looks in.
    search TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Each way in which published files describe a body, with the newest snapshot that did. Empty text is "no such column".
CREATE TABLE ente_description (
    ente TEXT NOT NULL REFERENCES ente (ipa),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    municipality TEXT NOT NULL,
    istat TEXT NOT NULL,
    province TEXT NOT NULL,
    province_code TEXT NOT NULL,
    region TEXT NOT NULL,
    region_code TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (ente, name, kind, municipality, istat, province, province_code, region, region_code)
) STRICT, WITHOUT ROWID;

-- A call (avviso), by its title with blanks collapsed. `line` and `slug` follow from the title by a rule of the domain.
CREATE TABLE call (
    title TEXT PRIMARY KEY,
    line TEXT,
    slug TEXT,
    opened TEXT CHECK (opened = date(opened)),
    closed TEXT CHECK (closed = date(closed)),
    state TEXT,
    funds_cents INTEGER CHECK (funds_cents >= 0),
    recipients TEXT,
    measure TEXT
) STRICT, WITHOUT ROWID;

-- What the Comune speaks of. The slug is its address and never changes.
CREATE TABLE project (
    ente TEXT NOT NULL REFERENCES ente (ipa),
    slug TEXT NOT NULL,
    PRIMARY KEY (ente, slug)
) STRICT, WITHOUT ROWID;

-- One public row's identity. It belongs to one project: the one a template row names, else one of its own.
CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    call TEXT NOT NULL REFERENCES call (title),
    sent_at TEXT NOT NULL,
    project TEXT,
    UNIQUE (ente, call, sent_at),
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug)
) STRICT;
CREATE INDEX application_project ON application (ente, project);
CREATE INDEX application_call ON application (call);

-- What a published row said: the typed cells and the raw ones. Append-only; the same words are kept once.
CREATE TABLE public_fact (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    state TEXT NOT NULL CHECK (state IN ('A', 'E', 'R')),
    state_on TEXT CHECK (state_on = date(state_on)),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    decreed TEXT NOT NULL CHECK (decreed = date(decreed)),
    cup TEXT,
    call_window INTEGER,
    protocol INTEGER,
    decree TEXT,
    raw TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    source TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    UNIQUE (application_id, digest)
) STRICT;

-- On which snapshots it was seen: when we came to know it. `at_least`: the file had no date of its own.
CREATE TABLE sighting (
    fact_id INTEGER NOT NULL REFERENCES public_fact (id),
    snapshot TEXT NOT NULL CHECK (snapshot = date(snapshot)),
    at_least INTEGER NOT NULL CHECK (at_least IN (0, 1)),
    PRIMARY KEY (fact_id, snapshot, at_least)
) STRICT, WITHOUT ROWID;

-- How far all comuni are, per line: counted again from the facts by every import that touches the line.
CREATE TABLE line_share (
    line TEXT PRIMARY KEY,
    snapshot TEXT NOT NULL,
    at_least INTEGER NOT NULL,
    funded INTEGER NOT NULL,
    disbursed INTEGER NOT NULL,
    renounced INTEGER NOT NULL,
    comuni INTEGER NOT NULL,
    median_days INTEGER,
    ninetieth_days INTEGER
) STRICT, WITHOUT ROWID;

-- Una fonte di dati: che cos'è, di quando, dove si trova.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('dati_aperti', 'regis', 'registro', 'dichiarazione', 'stampa', 'sito', 'norma')),
    date TEXT CHECK (date GLOB '[12][0-9][0-9][0-9]*'),
    url TEXT,
    licence TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX source_key ON source (code);

-- Un ente: nome, territorio e contatti da mostrare.
CREATE TABLE ente_record (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    name TEXT NOT NULL,
    municipality TEXT,
    istat TEXT,
    province TEXT,
    region TEXT,
    band TEXT,
    featured INTEGER CHECK (featured IN (0, 1)),
    contact TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX ente_record_key ON ente_record (ente);

-- Un ufficio che risponde di progetti e dati.
CREATE TABLE office (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX office_key ON office (ente, code);

-- Una misura del piano o di un programma che gli sta accanto.
CREATE TABLE measure (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    submeasure TEXT,
    name TEXT NOT NULL,
    name_en TEXT,
    short TEXT NOT NULL,
    short_en TEXT,
    holder TEXT,
    what TEXT,
    what_en TEXT,
    "check" TEXT,
    check_en TEXT,
    on_platform INTEGER CHECK (on_platform IN (0, 1)),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX measure_key ON measure (code);

-- La dotazione di una misura secondo una fonte: le fonti non concordano.
CREATE TABLE envelope (
    id INTEGER PRIMARY KEY,
    measure TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    amount_bound TEXT NOT NULL CHECK (amount_bound IN ('exact', 'over', 'about')),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX envelope_key ON envelope (measure);

-- Un traguardo o obiettivo europeo, o un passo nazionale verso di esso.
CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    measure TEXT NOT NULL,
    line TEXT,
    quantitative INTEGER NOT NULL CHECK (quantitative IN (0, 1)),
    name TEXT NOT NULL,
    name_en TEXT,
    from_thousandths INTEGER,
    from_bound TEXT CHECK (from_bound IN ('exact', 'over', 'about')),
    to_thousandths INTEGER,
    to_bound TEXT CHECK (to_bound IN ('exact', 'over', 'about')),
    unit TEXT,
    due TEXT NOT NULL CHECK (due GLOB '[12][0-9][0-9][0-9]*'),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX target_key ON target (code);

-- Una linea: la parte di una misura che ha termini e quote propri.
CREATE TABLE line (
    id INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX line_key ON line (line);

-- Un avviso: titolo, linea, apertura e dotazione.
CREATE TABLE call_record (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    line TEXT,
    opened TEXT CHECK (opened = date(opened)),
    closed TEXT CHECK (closed = date(closed)),
    state TEXT,
    funds_cents INTEGER CHECK (funds_cents >= 0),
    funds_bound TEXT CHECK (funds_bound IN ('exact', 'over', 'about')),
    recipients TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX call_record_key ON call_record (title);

-- Un termine ministeriale: quanto può durare una fase, da quando si conta, quanto è certo.
CREATE TABLE schedule_term (
    id INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    edition TEXT NOT NULL,
    band TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('candidatura', 'decreto', 'notifica', 'contrattualizzazione', 'completamento', 'asseverazione', 'domanda_erogazione', 'erogazione', 'mantenimento')),
    days INTEGER CHECK (days >= 0),
    day TEXT CHECK (day = date(day)),
    start TEXT NOT NULL CHECK (start IN ('notifica_decreto', 'contratto', 'pubblicazione_decreto', 'data_fissa', 'non_noto')),
    confidence TEXT NOT NULL CHECK (confidence IN ('confermato', 'una_fonte', 'non_verificato')),
    act TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX schedule_term_key ON schedule_term (line, edition, band, phase);

-- Un differimento generale che ha spostato i termini di tutti.
CREATE TABLE deferral (
    id INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    announced TEXT NOT NULL CHECK (announced GLOB '[12][0-9][0-9][0-9]*'),
    phase TEXT NOT NULL CHECK (phase IN ('candidatura', 'decreto', 'notifica', 'contrattualizzazione', 'completamento', 'asseverazione', 'domanda_erogazione', 'erogazione', 'mantenimento')),
    days INTEGER CHECK (days >= 0),
    day TEXT CHECK (day = date(day)),
    act TEXT,
    confidence TEXT NOT NULL CHECK (confidence IN ('confermato', 'una_fonte', 'non_verificato')),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX deferral_key ON deferral (line, announced, phase);

-- La quota di completamento nazionale pubblicata, per linea.
CREATE TABLE benchmark (
    id INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    share_thousandths INTEGER NOT NULL,
    share_bound TEXT NOT NULL CHECK (share_bound IN ('exact', 'over', 'about')),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX benchmark_key ON benchmark (line);

-- Quanti giorni sono passati dal decreto all'erogazione, per avviso.
CREATE TABLE duration (
    id INTEGER PRIMARY KEY,
    call TEXT NOT NULL,
    median_days INTEGER NOT NULL CHECK (median_days >= 0),
    ninetieth_days INTEGER CHECK (ninetieth_days >= 0),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX duration_key ON duration (call);

-- Un progetto, con il nome con cui il Comune ne parla.
CREATE TABLE project_record (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT,
    line TEXT,
    mode TEXT CHECK (mode IN ('forfait', 'costi')),
    office TEXT,
    what TEXT,
    what_en TEXT,
    cup TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX project_record_key ON project_record (ente, project);

-- Una candidatura pubblica: a quale progetto appartiene e che cosa ne dicono i dati aperti.
CREATE TABLE application_record (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT,
    call TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    state TEXT CHECK (state IN ('A', 'E', 'R')),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    amount_bound TEXT CHECK (amount_bound IN ('exact', 'over', 'about')),
    decreed TEXT CHECK (decreed = date(decreed)),
    cup TEXT,
    "window" INTEGER CHECK ("window" >= 0),
    protocol INTEGER CHECK (protocol >= 0),
    decree TEXT,
    state_on TEXT CHECK (state_on = date(state_on)),
    seen TEXT CHECK (seen = date(seen)),
    last_seen TEXT CHECK (last_seen = date(last_seen)),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX application_record_key ON application_record (ente, call, sent_at, state, seen, last_seen);

-- Una riga di finanziamento di un progetto.
CREATE TABLE funding_line (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    item TEXT NOT NULL,
    fund TEXT NOT NULL CHECK (fund IN ('pnrr', 'cofinanziamento', 'fesr', 'altro')),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    amount_bound TEXT CHECK (amount_bound IN ('exact', 'over', 'about')),
    act TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX funding_line_key ON funding_line (ente, project, item);

-- Una data del percorso: prevista in origine, attesa, avvenuta.
CREATE TABLE milestone (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('candidatura', 'decreto', 'notifica', 'contrattualizzazione', 'completamento', 'asseverazione', 'domanda_erogazione', 'erogazione', 'mantenimento')),
    baseline TEXT CHECK (baseline GLOB '[12][0-9][0-9][0-9]*'),
    forecast TEXT CHECK (forecast GLOB '[12][0-9][0-9][0-9]*'),
    actual TEXT CHECK (actual GLOB '[12][0-9][0-9][0-9]*'),
    act TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX milestone_key ON milestone (ente, project, phase);

-- Una scadenza spostata, con l'atto che la sposta.
CREATE TABLE deadline_change (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('candidatura', 'decreto', 'notifica', 'contrattualizzazione', 'completamento', 'asseverazione', 'domanda_erogazione', 'erogazione', 'mantenimento')),
    number INTEGER NOT NULL CHECK (number >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('differimento', 'proroga', 'decreto', 'iniziale')),
    due TEXT NOT NULL CHECK (due = date(due)),
    act TEXT NOT NULL,
    confidence TEXT CHECK (confidence IN ('confermato', 'una_fonte', 'non_verificato')),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX deadline_change_key ON deadline_change (ente, project, phase, number);

-- Una verifica tecnica (asseverazione): può ripetersi.
CREATE TABLE certification_run (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 0),
    requested TEXT CHECK (requested GLOB '[12][0-9][0-9][0-9]*'),
    checked TEXT CHECK (checked GLOB '[12][0-9][0-9][0-9]*'),
    outcome TEXT NOT NULL CHECK (outcome IN ('positivo', 'parzialmente_positivo', 'negativo', 'in_corso')),
    outcome_on TEXT CHECK (outcome_on GLOB '[12][0-9][0-9][0-9]*'),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX certification_run_key ON certification_run (ente, project, number);

-- Un pagamento a un fornitore: interno finché non è pubblicato.
CREATE TABLE payment (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    reference TEXT NOT NULL,
    paid_on TEXT NOT NULL CHECK (paid_on GLOB '[12][0-9][0-9][0-9]*'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    amount_bound TEXT NOT NULL CHECK (amount_bound IN ('exact', 'over', 'about')),
    supplier TEXT,
    published INTEGER NOT NULL CHECK (published IN (0, 1)),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX payment_key ON payment (ente, project, reference);

-- Una somma ricevuta per un progetto.
CREATE TABLE receipt (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    reference TEXT NOT NULL,
    received_on TEXT NOT NULL CHECK (received_on GLOB '[12][0-9][0-9][0-9]*'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    amount_bound TEXT NOT NULL CHECK (amount_bound IN ('exact', 'over', 'about')),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX receipt_key ON receipt (ente, project, reference);

-- Qualcosa che si conta: unità, obiettivo, e le letture nel file letture.
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    code TEXT NOT NULL,
    project TEXT,
    name TEXT NOT NULL,
    name_en TEXT,
    unit TEXT NOT NULL,
    unit_en TEXT,
    target_thousandths INTEGER,
    target_bound TEXT CHECK (target_bound IN ('exact', 'over', 'about')),
    target_due TEXT CHECK (target_due GLOB '[12][0-9][0-9][0-9]*'),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX indicator_key ON indicator (ente, code);

-- Il valore di un indicatore a una data, secondo una fonte.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    indicator TEXT NOT NULL,
    value_thousandths INTEGER NOT NULL,
    value_bound TEXT NOT NULL CHECK (value_bound IN ('exact', 'over', 'about')),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL
) STRICT;

CREATE INDEX reading_key ON reading (ente, indicator);

-- Un atto: tipo, numero, data, oggetto, dove leggerlo.
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    code TEXT NOT NULL,
    project TEXT,
    kind TEXT NOT NULL,
    number TEXT,
    date TEXT CHECK (date GLOB '[12][0-9][0-9][0-9]*'),
    published_on TEXT CHECK (published_on GLOB '[12][0-9][0-9][0-9]*'),
    subject TEXT NOT NULL,
    link TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX act_key ON act (ente, code);

-- Che cosa dice un'altra fonte, tenuto accanto a quello che diciamo noi.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    code TEXT NOT NULL,
    project TEXT,
    subject TEXT NOT NULL CHECK (subject IN ('stato', 'pagamento', 'finanziamento', 'spesa', 'completamento', 'contratto', 'totale', 'altro')),
    text TEXT NOT NULL,
    text_en TEXT,
    state TEXT CHECK (state IN ('in_avvio', 'in_corso', 'avanzato', 'concluso')),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    amount_bound TEXT CHECK (amount_bound IN ('exact', 'over', 'about')),
    "on" TEXT CHECK ("on" GLOB '[12][0-9][0-9][0-9]*'),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX statement_key ON statement (ente, code);

-- Una frase detta in pubblico: parole, chi, quando, e con che cosa si confronta.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    words_en TEXT,
    speaker TEXT NOT NULL,
    assertion TEXT NOT NULL CHECK (assertion IN ('liquidato', 'concluso', 'in_corso', 'valore', 'importo', 'importo_totale', 'in_linea', 'fatto')),
    project TEXT,
    indicator TEXT,
    measure TEXT,
    quantity_thousandths INTEGER,
    quantity_bound TEXT CHECK (quantity_bound IN ('exact', 'over', 'about')),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    amount_bound TEXT CHECK (amount_bound IN ('exact', 'over', 'about')),
    "by" TEXT CHECK ("by" GLOB '[12][0-9][0-9][0-9]*'),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX claim_key ON claim (ente, code);
