/// Ending what must end. A [StopRequest] goes in at the door [Stops]; the order is durable before anything else
/// happens, then every [Stopper] does its part at the same time, each with its own deadline, so that one that fails or
/// hangs never delays another. Nothing is reported effective that a stopper did not report.
///
/// An order ([StopOrder] is its folded view, kept by [StopBook]) lives as [StopState] says:
///
/// ```
/// ORDERED --executed--> EXECUTED --proposed--> PROPOSED --confirmed by another person--> RESUMED
/// ORDERED --proposed--> PROPOSED                PROPOSED --executed--> PROPOSED
/// ```
///
/// Reading order: [Stops], [StopRules], [StopBook], [Stopper].
@NullMarked
package io.levee.rooms.stop;

import org.jspecify.annotations.NullMarked;
