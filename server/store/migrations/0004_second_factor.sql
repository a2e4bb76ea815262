-- The second factor of whoever signs in: a key that an app shares with us (TOTP, RFC 6238), and codes for a lost telephone.
--
-- A key is kept sealed (ChaCha20-Poly1305, with the number of the account beside it), under a key that is worked out from the
-- one of the log and is not in this file. Of a recovery code there is a keyed digest only; one that was used is gone.

-- 0: the password was right, and the code has not come yet. Such a session opens nothing.
ALTER TABLE session ADD COLUMN proved INTEGER NOT NULL DEFAULT 1 CHECK (proved IN (0, 1));

-- What somebody has confirmed. `step` is the last one of which a code was used.
CREATE TABLE second_factor (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    nonce BLOB NOT NULL CHECK (length(nonce) = 12),
    sealed BLOB NOT NULL CHECK (length(sealed) = 36),
    step INTEGER NOT NULL,
    since TEXT NOT NULL
) STRICT;

-- A key that somebody was shown and has not confirmed. The next one takes its place.
CREATE TABLE second_factor_offer (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    nonce BLOB NOT NULL CHECK (length(nonce) = 12),
    sealed BLOB NOT NULL CHECK (length(sealed) = 36),
    offered_at TEXT NOT NULL
) STRICT;

-- Recovery codes that are left.
CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account (id),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (account_id, digest)
) STRICT, WITHOUT ROWID;
