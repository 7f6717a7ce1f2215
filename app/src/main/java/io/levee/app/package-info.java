/// The one place that sees all of Levee: [Main] and the commands that need more than the HTTP API.
///
/// Then read [io.levee.app.replica] (a running replica and its wiring) and [io.levee.app.demo].
@NullMarked
package io.levee.app;

import org.jspecify.annotations.NullMarked;
