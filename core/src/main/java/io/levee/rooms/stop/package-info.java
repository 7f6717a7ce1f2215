/// Ending what must end. A [StopRequest] goes in at the door [Stops]; the order is durable before anything else
/// happens, then every [Stopper] does its part, each with its own deadline, none waiting for another.
///
/// ```
/// (none) --order--> ORDERED --executed--> EXECUTED --propose--> PROPOSED --confirm (another person)--> RESUMED
/// ```
@NullMarked
package io.levee.rooms.stop;

import org.jspecify.annotations.NullMarked;
