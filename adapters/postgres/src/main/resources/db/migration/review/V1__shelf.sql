-- What people look at of a review: the change without its secrets, and what was said of it. The ledger holds digests alone.
CREATE TABLE shelf (
    review  text        PRIMARY KEY,
    report  text        NOT NULL,
    change  text        NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX shelf_by_age ON shelf (kept_at);
