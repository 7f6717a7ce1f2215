package io.levee.app.demo;

/// One step of a scenario as it was played.
///
/// @param fact the decision, stop or entry that anybody can look up; empty where there is none
public record Step(String name, String expected, String actual, boolean ok, long millis, String fact) {}
