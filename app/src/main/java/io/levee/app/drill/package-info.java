/// The drill: stops a sacrificial agent through every layer that has a stopper, and measures at the other end when its
/// last effect was. Nothing here asks Levee whether it stopped: what counts is what arrived.
///
/// Read [DrillCommand], [DrillGround] (what is started), [Sacrifice] (what the agent holds), [DrillReport].
@NullMarked
package io.levee.app.drill;

import org.jspecify.annotations.NullMarked;
