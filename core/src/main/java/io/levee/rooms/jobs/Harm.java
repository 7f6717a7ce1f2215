package io.levee.rooms.jobs;

/// What a job does to others.
///
/// @param signal which one told
/// @param why    what was measured and the limit, for people
public record Harm(String signal, String why) {}
