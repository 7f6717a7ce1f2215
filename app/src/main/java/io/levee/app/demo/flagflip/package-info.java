/// A flag that takes a Kafka broker down, on a disk that is small: what happened once, and the
/// same with the bounds that Levee's Kafka operations put in place. Nothing of it outlives this
/// process, however that ends.
///
/// Read [FloodStory] (the two stories), [SmallBroker] (the stage, for who tells another),
/// [SmallDisk], [Flood] and [Orders] (the two applications), [Attempts] (what an agent tries past
/// Levee).
@NullMarked
package io.levee.app.demo.flagflip;

import org.jspecify.annotations.NullMarked;
