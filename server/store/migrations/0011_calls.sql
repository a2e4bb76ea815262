-- Che cosa un file di avvisi ha detto di un avviso, e in quale fotografia: si aggiunge e non si riscrive. `call` mostra il più recente.
CREATE TABLE call_fact (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL REFERENCES call (title),
    opened TEXT CHECK (opened = date(opened)),
    closed TEXT CHECK (closed = date(closed)),
    state TEXT,
    funds_cents INTEGER CHECK (funds_cents >= 0),
    recipients TEXT,
    measure TEXT,
    digest BLOB NOT NULL,
    snapshot TEXT NOT NULL CHECK (snapshot = date(snapshot)),
    at_least INTEGER NOT NULL CHECK (at_least IN (0, 1)),
    recorded_at TEXT,
    batch_id INTEGER REFERENCES import_batch (id),
    file_row INTEGER,
    UNIQUE (title, digest, snapshot, at_least)
) STRICT;

-- Quello che c'era prima di questa tabella: del giorno dell'apertura, almeno.
INSERT INTO call_fact (title, opened, closed, state, funds_cents, recipients, measure, digest, snapshot, at_least)
SELECT title, opened, closed, state, funds_cents, recipients, measure, x'00', coalesce(opened, closed, '2021-01-01'), 1
FROM call WHERE coalesce(opened, closed, state, funds_cents, recipients) IS NOT NULL;

-- Quale importazione li ha portati: così il registro li sigilla con i suoi dati.
ALTER TABLE application ADD COLUMN batch_id INTEGER REFERENCES import_batch (id);
ALTER TABLE sighting ADD COLUMN batch_id INTEGER REFERENCES import_batch (id);
