package io.levee.knowledge;

/// What a claim rests on; a checker of its own finds `quote` again, byte for byte.
///
/// @param kind  what `ref` names: `diff`, `guardrail`, `incident`, `runbook`, `history`
/// @param ref   `path:line` of the change, or the id of a piece of knowledge
/// @param quote the text that stands there
public record Citation(String kind, String ref, String quote) {}
