-- Sittings, and what they were shown.

-- Una seduta a cui si presentano i progetti.
CREATE TABLE sitting (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    number INTEGER NOT NULL CHECK (number >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('commissione', 'consiglio', 'incontro_pubblico')),
    body TEXT,
    held_on TEXT NOT NULL CHECK (held_on = date(held_on)),
    agenda TEXT,
    minutes TEXT,
    al TEXT CHECK (al GLOB '[12][0-9][0-9][0-9]*'),
    known TEXT NOT NULL CHECK (known = date(known)),
    source TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    file_row INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
) STRICT;

CREATE INDEX sitting_key ON sitting (ente, number);

-- A frozen document. The bytes are deflated; the seals are SHA-256 of them as they were before, in hexadecimal, and stand in the
-- log too. The cover is the document's own, kept apart so that a page can name it without reading all of it.
CREATE TABLE freeze (
    ente TEXT NOT NULL REFERENCES ente (ipa),
    number INTEGER NOT NULL CHECK (number > 0),
    cover TEXT NOT NULL CHECK (json_valid(cover)),
    document BLOB NOT NULL,
    seal TEXT NOT NULL CHECK (length(seal) = 64),
    annex BLOB,
    annex_seal TEXT CHECK (length(annex_seal) = 64),
    PRIMARY KEY (ente, number),
    CHECK ((annex IS NULL) = (annex_seal IS NULL))
) STRICT;

-- What was rendered from it.
CREATE TABLE freeze_part (
    ente TEXT NOT NULL,
    number INTEGER NOT NULL,
    internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
    name TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('it', 'en')),
    title TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (ente, number, internal, name, lang),
    FOREIGN KEY (ente, number) REFERENCES freeze (ente, number)
) STRICT;

-- What is frozen stays: a wrong document is corrected by a further one.
CREATE TRIGGER freeze_kept BEFORE UPDATE ON freeze BEGIN SELECT RAISE (ABORT, 'a frozen document does not change'); END;
CREATE TRIGGER freeze_stays BEFORE DELETE ON freeze BEGIN SELECT RAISE (ABORT, 'a frozen document does not change'); END;
CREATE TRIGGER freeze_part_kept BEFORE UPDATE ON freeze_part BEGIN SELECT RAISE (ABORT, 'a frozen document does not change'); END;
CREATE TRIGGER freeze_part_stays BEFORE DELETE ON freeze_part BEGIN SELECT RAISE (ABORT, 'a frozen document does not change'); END;
