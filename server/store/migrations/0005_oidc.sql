-- Somebody's identity at a provider of OpenID Connect, and the account that it opens. One identity opens one account, and an
-- account is opened by one identity of a provider.
CREATE TABLE account_identity (
    issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 2000),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    account_id INTEGER NOT NULL REFERENCES account (id),
    linked_at TEXT NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (account_id, issuer)
) STRICT, WITHOUT ROWID;
