/// Asks frameworks of agents to end what they run. Cooperative: whoever is asked may say yes and go
/// on, so the layer FRAMEWORK is never counted as a stop. [A2aKind] cancels tasks of an A2A server,
/// [LangGraphKind] runs of a LangGraph server; [InterruptKind] posts a signed interrupt to any
/// framework that takes one.
///
/// Read [AskingStopper], [Runs], [A2aTasks], [LangGraphRuns], [InterruptStopper].
@NullMarked
package io.levee.adapters.frameworks;

import org.jspecify.annotations.NullMarked;
