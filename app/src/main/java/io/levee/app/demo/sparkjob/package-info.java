/// A batch job that somebody wrote who does not know Spark, run by their agent: what Levee makes of it.
///
/// Read [SparkJob] (the story), [SparkHome] (the Spark that runs it), [JobGround] (Levee for it).
@NullMarked
package io.levee.app.demo.sparkjob;

import org.jspecify.annotations.NullMarked;
