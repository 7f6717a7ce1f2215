package io.levee.adapters.organisation.yaml;

/// A value and the line it stands on, from 1.
public record Located<T>(T value, int line) {}
