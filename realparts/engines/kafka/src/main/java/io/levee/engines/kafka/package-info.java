/// A real Kafka broker with logins and ACLs to test against, run as a process of its own.
package io.levee.engines.kafka;
