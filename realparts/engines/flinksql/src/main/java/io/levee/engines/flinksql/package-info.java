/// Jobs that each provoke one failure on a real Flink, run as a process of its own.
package io.levee.engines.flinksql;
