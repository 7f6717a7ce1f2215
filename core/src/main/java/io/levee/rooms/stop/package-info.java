/// Ending what must end. A [StopRequest] goes in at the door [Stops]; the order is durable before anything else
/// happens, then every [Stopper] does its part at the same time, each with its own deadline, so that one that fails or
/// hangs never delays another. Then its probe looks whether anything goes on: an order is called stopped only where
/// every layer's probe saw that it holds. What does not hold is red, and tried again until it does ([StopRetries]).
///
/// An order ([StopOrder] is its folded view, kept by [StopBook]) lives as [StopState] says:
///
/// ```
/// ORDERED --executed--> EXECUTED --proposed--> PROPOSED --confirmed by another person--> RESUMED
/// ORDERED --proposed--> PROPOSED                PROPOSED --confirmed for some layers--> EXECUTED
/// any of these three --its end has come--> EXPIRED
/// ```
///
/// A freeze is an order on the gateway layer that covers changes alone.
///
/// Reading order: [Stops], [StopRules], [StopBook], [Stopper], [StopExecution], [LettingGo].
@NullMarked
package io.levee.rooms.stop;

import org.jspecify.annotations.NullMarked;
