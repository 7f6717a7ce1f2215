/// How Levee is doing: traces ([Telemetry], [TracedJourneys]), numbers ([Numbers], [CallNumbers], [MeasuredLedger])
/// and log lines ([JsonLines]). Ids only: what people and agents send never gets here (I12). Watching changes nothing;
/// the record is the ledger.
@NullMarked
package io.levee.adapters.telemetry;

import org.jspecify.annotations.NullMarked;
