/// PostgreSQL: everything durable. [Database] is the embedded server or one that somebody else runs;
/// [PostgresLedger] is the ledger of one replica in it.
///
/// Read [Database], then [PostgresLedger] and follow a fact through [Backlog] and [LedgerWriter]; [Replication] is how
/// replicas learn from each other. The embedded server is [EmbeddedServer].
@NullMarked
package io.levee.adapters.postgres;

import org.jspecify.annotations.NullMarked;
