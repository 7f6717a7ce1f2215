/// The one place that sees all of Levee: configuration, wiring, and the commands that need more than the HTTP API.
///
/// Read [Main] (the commands), [Levee] (one running replica, as a list of rooms in the order in which they are built),
/// then the `…Wiring` file of the room you came for.
@NullMarked
package io.levee.app;

import org.jspecify.annotations.NullMarked;
