/// Programs that each provoke one failure of the JVM or of PostgreSQL, run as processes of their own.
@org.jspecify.annotations.NullMarked
package io.levee.realparts.failing;
