-- Approvals of held calls. A row lives from the call that asks until its end; the ledger remembers what became of it.
CREATE TABLE approval (
    id           text        PRIMARY KEY,
    -- of everything that the call is, see HeldCall
    digest       text        NOT NULL,
    person       text        NOT NULL,
    agents       text[]      NOT NULL,
    session      text        NOT NULL,
    assets       text[]      NOT NULL,
    -- what would be sent; null once nobody needs to see it or run it any more
    method       text,
    api          text,
    target       text,
    header_names text[],
    header_values text[],
    body         bytea,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    state        text        NOT NULL CHECK (state IN ('WAITING', 'GIVING', 'GIVEN', 'REFUSED', 'USED')),
    answered_by  text,
    reason       text,
    CHECK ((body IS NULL) = (state IN ('REFUSED', 'USED')))
);
-- There is no row twice for one call that is not used up; the lock of whoever keeps one sees to that.
CREATE INDEX approval_by_digest ON approval (digest);
CREATE INDEX approval_by_end ON approval (expires_at);
