/// A real Spark to test against, run as a process of its own.
package io.levee.engines.spark;
