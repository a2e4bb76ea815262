-- The desk: people change what the pages show, and nothing is lost.
--
-- Withdrawn rows stay: a thing is taken back by a further fact that says so. The log has one entry for each field that a
-- person writes and one for each file that comes in; each is chained to the one before by a keyed digest (`mac`), whose key
-- is kept outside this file, and `log_head` seals how many there are. A token is kept only as its SHA-256, a password only as
-- its argon2id hash.

ALTER TABLE source ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE ente_record ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE office ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE measure ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE envelope ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE target ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE line ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE call_record ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE schedule_term ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE deferral ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE benchmark ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE duration ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE project_record ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE application_record ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE funding_line ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE milestone ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE deadline_change ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE certification_run ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE payment ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE receipt ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE indicator ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE reading ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE act ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE statement ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
ALTER TABLE claim ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));

-- Un contratto o un ordine: quando è firmato, per quanto, con quale atto.
CREATE TABLE contract (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    reference TEXT NOT NULL,
    signed_on TEXT CHECK (signed_on GLOB '[12][0-9][0-9][0-9]*'),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    amount_bound TEXT CHECK (amount_bound IN ('exact', 'over', 'about')),
    supplier TEXT,
    cig TEXT,
    act TEXT,
    published INTEGER NOT NULL CHECK (published IN (0, 1)),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX contract_key ON contract (ente, project, reference);

-- Un rischio: che cosa può andare storto, quanto vale, chi se ne occupa e che cosa fa.
CREATE TABLE risk (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    code TEXT NOT NULL,
    what TEXT NOT NULL,
    remedy TEXT,
    office TEXT,
    exposed_cents INTEGER CHECK (exposed_cents >= 0),
    exposed_bound TEXT CHECK (exposed_bound IN ('exact', 'over', 'about')),
    due TEXT CHECK (due GLOB '[12][0-9][0-9][0-9]*'),
    state TEXT NOT NULL CHECK (state IN ('aperto', 'chiuso')),
    published INTEGER NOT NULL CHECK (published IN (0, 1)),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX risk_key ON risk (ente, project, code);

-- Lo stato che l'ufficio dichiara in luogo della regola, con il motivo e la scadenza.
CREATE TABLE stated_status (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    tone TEXT NOT NULL CHECK (tone IN ('conclusi', 'in-corso', 'oltre-il-termine', 'rinunciati', 'non-noti')),
    reason TEXT NOT NULL,
    until TEXT NOT NULL CHECK (until = date(until)),
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT;

CREATE INDEX stated_status_key ON stated_status (ente, project);

-- Somebody who can sign in.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE CHECK (login = lower(login)),
    name TEXT NOT NULL,
    password TEXT,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

-- A role in an ente.
CREATE TABLE account_role (
    account_id INTEGER NOT NULL REFERENCES account (id),
    ente TEXT NOT NULL REFERENCES ente (ipa),
    role TEXT NOT NULL CHECK (role IN ('lettore', 'responsabile', 'validatore', 'assessore', 'amministratore')),
    PRIMARY KEY (account_id, ente, role)
) STRICT, WITHOUT ROWID;

-- A project to keep.
CREATE TABLE account_project (
    account_id INTEGER NOT NULL REFERENCES account (id),
    ente TEXT NOT NULL,
    project TEXT NOT NULL,
    PRIMARY KEY (account_id, ente, project),
    FOREIGN KEY (ente, project) REFERENCES project (ente, slug) ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- A one-time link, to choose a password.
CREATE TABLE account_link (
    token BLOB PRIMARY KEY CHECK (length(token) = 32),
    account_id INTEGER NOT NULL REFERENCES account (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Somebody who has signed in. Instants to the second, so that a session is written to at most once a minute.
CREATE TABLE session (
    token BLOB PRIMARY KEY CHECK (length(token) = 32),
    account_id INTEGER NOT NULL REFERENCES account (id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account_id);

-- What happened, in order, without gaps.
CREATE TABLE log_entry (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    account_id INTEGER,
    author TEXT NOT NULL,
    reason TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('modifica', 'ritiro', 'importazione', 'accesso')),
    ente TEXT,
    project TEXT,
    subject TEXT NOT NULL,
    thing TEXT NOT NULL,
    field TEXT,
    old TEXT,
    new TEXT,
    fact INTEGER,
    batch_id INTEGER,
    -- SHA-256 of the facts that it brought: of the batch, for a person's save and an import alike.
    facts BLOB CHECK (length(facts) = 32),
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
CREATE INDEX log_entry_ente ON log_entry (ente, project);

-- How many entries there are and the last one's `mac`, sealed with the same key: a log cut short is found by it.
CREATE TABLE log_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL,
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT;
