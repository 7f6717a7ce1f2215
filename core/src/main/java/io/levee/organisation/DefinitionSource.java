package io.levee.organisation;

/// One file of definitions that people approved, as it stands in the folder: what servers say of their tools.
///
/// @param file relative to the folder: `apis/tickets.mcp.json`
public record DefinitionSource(String file, String text) {}
