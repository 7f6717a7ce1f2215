/// The demo: plays incidents against real parts, says what is expected of each step and what happened.
///
/// Read [DemoCommand], [Stage] (what is started), [PermissionHack] (the scenario, top to bottom), [Step].
@NullMarked
package io.levee.app.demo;

import org.jspecify.annotations.NullMarked;
