/// Levee's HTTP API. [ApiServer] listens; everything it answers is registered by a [Routes]: decisions, stops, ledger,
/// organisation, health. [Guard] finds out who is calling and whether they may look; [Problems] is the one table that
/// turns each refusal and each fault into an answer. Nothing here decides: the doors of the core do.
///
/// Reading order: [ApiServer], [Guard], [Problems], [DecisionFeed] (the live view behind the console), then the routes.
@NullMarked
package io.levee.adapters.http;

import org.jspecify.annotations.NullMarked;
