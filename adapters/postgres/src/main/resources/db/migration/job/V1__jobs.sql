-- Who supervises jobs, by the clock of this database: a replica that is silent for too long loses its open jobs.
CREATE TABLE supervisor (
    replica  text        PRIMARY KEY,
    machine  text        NOT NULL, -- where only its own programs can be looked after
    folder   text        NOT NULL, -- of its programs
    heard_at timestamptz NOT NULL
);

-- Jobs, each with the one replica that may change it. The ledger says how it came so; commands and logs are not there.
CREATE TABLE job (
    id         text        PRIMARY KEY,
    agent      text        NOT NULL,
    open       boolean     NOT NULL,
    body       text        NOT NULL,
    replica    text        NOT NULL,
    machine    text        NOT NULL, -- empty where any replica may go on with it
    version    bigint      NOT NULL DEFAULT 0,
    taken_from text        NOT NULL DEFAULT '',
    wish       text        NOT NULL DEFAULT '', -- who wants it to end
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX job_open ON job (replica) WHERE open;
CREATE INDEX job_by_age ON job (created_at);
