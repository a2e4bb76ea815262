-- Il posto delle diapositive di una presentazione, e le note di chi la presenta.
CREATE TABLE slide_note (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    -- Of today's figures where there is none.
    sitting INTEGER CHECK (sitting >= 0),
    slide TEXT NOT NULL,
    position INTEGER CHECK (position >= 0),
    shown INTEGER CHECK (shown IN (0, 1)),
    notes TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
) STRICT;

CREATE INDEX slide_note_key ON slide_note (ente, sitting, slide);
