-- Keys that sign tokens. A row is added and later deleted, never changed; its end follows from the row after it.
CREATE TABLE signing_key (
    generation     integer     PRIMARY KEY CHECK (generation > 0),
    key_id         text        NOT NULL UNIQUE,
    public_jwk     text        NOT NULL,
    -- AES-256-GCM under the master key, which is never in the database
    sealed_private text        NOT NULL,
    signs_from     timestamptz NOT NULL
);

-- What agents prove themselves with. Nothing here lets anybody in: public keys, and salted hashes of random secrets.
CREATE TABLE agent_credential (
    agent       text        NOT NULL,
    thumbprint  text        NOT NULL,
    public_jwk  text,
    salt        text,
    hash        text,
    enrolled_by text        NOT NULL,
    enrolled_at timestamptz NOT NULL,
    PRIMARY KEY (agent, thumbprint),
    CHECK ((public_jwk IS NOT NULL AND salt IS NULL AND hash IS NULL)
        OR (public_jwk IS NULL AND salt IS NOT NULL AND hash IS NOT NULL))
);

-- Client assertions that were used, until they would have expired by themselves.
CREATE TABLE used_once (
    actor        text        NOT NULL,
    -- SHA-256: what a client chose as its `jti` may be long
    id           bytea       NOT NULL,
    forget_after timestamptz NOT NULL,
    PRIMARY KEY (actor, id)
);
CREATE INDEX used_once_by_end ON used_once (forget_after);
