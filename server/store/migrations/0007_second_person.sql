-- What waits for a second person: what was to be written, with the versions that it saw, and what has become of it. It is no
-- fact, and no page shows it; once it is confirmed the facts are written as by any other save. The log has a line for each
-- state, with the digest of the row as it stands then.
--
-- Whether an ente wants the check is in the log alone: the last word of it counts, so that it can't be changed unseen.

CREATE TABLE proposal (
    id INTEGER PRIMARY KEY,
    ente TEXT NOT NULL REFERENCES ente (ipa),
    -- It may be the project that is proposed: then it is not there yet.
    project TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    author TEXT NOT NULL,
    reason TEXT,
    at TEXT NOT NULL CHECK (at GLOB '[12][0-9][0-9][0-9]-*Z'),
    -- One object a thing, each cell under the name of its column, as files have it.
    edits TEXT NOT NULL CHECK (json_valid(edits)),
    state TEXT NOT NULL CHECK (state IN ('in_attesa', 'confermata', 'rifiutata', 'ritirata')),
    decided_at TEXT CHECK (decided_at GLOB '[12][0-9][0-9][0-9]-*Z'),
    decider_id INTEGER REFERENCES account (id),
    decider TEXT,
    -- Why it was refused.
    answer TEXT,
    CHECK ((state = 'in_attesa') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decider_id IS NULL) AND (decided_at IS NULL) = (decider IS NULL)),
    CHECK ((state = 'rifiutata') = (answer IS NOT NULL)),
    -- Nobody confirms or refuses their own, and nobody else takes it back.
    CHECK (decider_id IS NULL OR (state = 'ritirata') = (decider_id = account_id))
) STRICT;
CREATE INDEX proposal_ente ON proposal (ente);

-- Each save asks for the last word on the check.
CREATE INDEX log_entry_setting ON log_entry (ente, thing) WHERE subject = 'setting';
