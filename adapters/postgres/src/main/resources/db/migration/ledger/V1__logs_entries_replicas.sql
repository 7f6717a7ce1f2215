-- One log per replica. The row is the truth about the log's end: it changes with the statement that adds the entries.
CREATE TABLE log (
    id                  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation        text    NOT NULL,
    replica             text    NOT NULL,
    -- the run of the replica that may write; another one takes over only under the advisory lock of this log
    holder              uuid    NOT NULL,
    -- C2SP verifier key of the replica
    vkey                text    NOT NULL,
    size                bigint  NOT NULL DEFAULT 0 CHECK (size >= 0),
    frontier            bytea   NOT NULL,
    -- the newest signed checkpoint, with the frontier of exactly its size; null before the first
    checkpoint_size     bigint,
    checkpoint_frontier bytea,
    checkpoint_note     text,
    UNIQUE (organisation, replica)
) WITH (fillfactor = 50);

-- What was appended: `line` is the canonical line that was hashed; the other columns are copies for searching. There is
-- no foreign key to the log on purpose: it would lock the log's row once per entry.
CREATE TABLE entry (
    log      integer     NOT NULL,
    position bigint      NOT NULL CHECK (position >= 0),
    family   text        NOT NULL,
    subject  text        NOT NULL,
    time     timestamptz NOT NULL,
    line     bytea       NOT NULL,
    PRIMARY KEY (log, position)
);
CREATE INDEX entry_by_subject ON entry (subject);
CREATE INDEX entry_by_time ON entry (time, log, position);
-- Calls are nearly everything; what replicas follow of each other is the rest.
CREATE INDEX entry_but_calls ON entry (log, position) WHERE family <> 'CALL';
CREATE INDEX entry_but_calls_by_time ON entry (time, log, position) WHERE family <> 'CALL';

-- Full tiles of the Merkle trees (C2SP tlog-tiles, height 8); partial ones are computed from the entries.
CREATE TABLE tile (
    log    integer  NOT NULL,
    level  smallint NOT NULL,
    index  bigint   NOT NULL,
    hashes bytea    NOT NULL CHECK (length(hashes) = 8192),
    PRIMARY KEY (log, level, index)
);

-- Replicas that run now: when each was last heard, by this database's clock, and how much of each log it has folded.
CREATE TABLE replica (
    log    integer     PRIMARY KEY REFERENCES log,
    holder uuid        NOT NULL,
    heard  timestamptz NOT NULL,
    -- {"<log id>": number of entries folded}
    folded jsonb       NOT NULL
) WITH (fillfactor = 50);

-- The newest checkpoint of another replica that this one has seen, found consistent, and cosigned.
CREATE TABLE witness (
    witness  integer     NOT NULL REFERENCES log,
    log      integer     NOT NULL REFERENCES log,
    -- the key of the log when it was first seen; a log never changes its key
    vkey     text        NOT NULL,
    size     bigint      NOT NULL,
    -- the log's checkpoint with the cosignature of the witness
    note     text        NOT NULL,
    -- why the log is not believed any more; null while it is
    conflict text,
    time     timestamptz NOT NULL,
    PRIMARY KEY (witness, log)
);
