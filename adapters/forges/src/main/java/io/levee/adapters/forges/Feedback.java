package io.levee.adapters.forges;

/// Somebody says that a finding did not help.
///
/// @param finding the digest of its rule, path and text
/// @param who     by login
public record Feedback(String team, String rule, String finding, String who) {}
