-- Un collegamento chiesto dalla pagina di accesso non annulla quello consegnato da chi amministra: chiunque può chiederne uno.
ALTER TABLE account_link ADD COLUMN requested INTEGER NOT NULL DEFAULT 0 CHECK (requested IN (0, 1));

-- Il riepilogo settimanale: di quale lunedì è l'ultimo che qualcuno ha avuto per un ente, perché nessuno lo riceva due volte.
CREATE TABLE digest (
    account_id INTEGER NOT NULL REFERENCES account (id),
    ente TEXT NOT NULL REFERENCES ente (ipa),
    monday TEXT NOT NULL CHECK (monday = date(monday)),
    sent_at TEXT NOT NULL,
    PRIMARY KEY (account_id, ente)
) STRICT, WITHOUT ROWID;
