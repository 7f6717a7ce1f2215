package io.levee.adapters.flink;

/// A process that runs tasks.
///
/// @param id   its `taskmanager.resource-id`: on Kubernetes the name of its pod, on YARN that of its container
/// @param host where it answers the JobManager
record TaskHost(String id, String host, int port) {}
