-- How fresh figures are, and what the office has decided where public data say otherwise.

-- Ogni quanto un dato va aggiornato, e quale ufficio lo aggiorna.
CREATE TABLE cadence (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    figure TEXT NOT NULL CHECK (figure IN ('certificazione', 'incassi', 'pagamenti', 'indicatori', 'previsioni')),
    project TEXT,
    indicator TEXT,
    office TEXT NOT NULL,
    days INTEGER NOT NULL CHECK (days >= 0),
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

CREATE INDEX cadence_key ON cadence (ente, figure, project, indicator);

-- Un dato che non è cambiato: l'ufficio conferma che vale ancora.
CREATE TABLE confirmation (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    figure TEXT NOT NULL CHECK (figure IN ('certificazione', 'incassi', 'pagamenti', 'indicatori', 'previsioni')),
    confirmed_on TEXT NOT NULL CHECK (confirmed_on = date(confirmed_on)),
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

CREATE INDEX confirmation_key ON confirmation (ente, project, figure);

-- Una differenza con i dati pubblici su cui l'ufficio tiene il suo dato, con il motivo.
CREATE TABLE settled (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    project TEXT NOT NULL,
    matter TEXT NOT NULL CHECK (matter IN ('finanziamento', 'candidatura', 'decreto', 'erogazione')),
    typed TEXT NOT NULL,
    public TEXT NOT NULL,
    reason TEXT NOT NULL,
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

CREATE INDEX settled_key ON settled (ente, project, matter);
