/// A real Kafka broker and Kafka Connect to test against, run as a process of their own.
package io.levee.engines.connect;
