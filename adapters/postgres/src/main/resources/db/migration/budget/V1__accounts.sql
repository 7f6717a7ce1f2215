-- One account of one holder under one budget in one window. Spent and outstanding together never exceed the budget's
-- limit. The arrays are the leases of replicas, one element each: no more than there are replicas.
CREATE TABLE account (
    budget         text        NOT NULL,
    holder         text        NOT NULL,
    window_seconds bigint      NOT NULL CHECK (window_seconds > 0),
    -- since 1970, counted in windows of this length
    window_number  bigint      NOT NULL,
    window_ends    timestamptz NOT NULL,
    spent          bigint      NOT NULL DEFAULT 0 CHECK (spent >= 0),
    lease_id       uuid[]      NOT NULL DEFAULT '{}',
    lease_amount   bigint[]    NOT NULL DEFAULT '{}',
    lease_idle     bigint[]    NOT NULL DEFAULT '{}',
    lease_spent    bigint[]    NOT NULL DEFAULT '{}',
    lease_message  bigint[]    NOT NULL DEFAULT '{}',
    -- microseconds since 1970
    lease_ends     bigint[]    NOT NULL DEFAULT '{}',
    PRIMARY KEY (budget, holder, window_seconds, window_number)
) WITH (fillfactor = 50);
CREATE INDEX account_by_end ON account (window_ends);
