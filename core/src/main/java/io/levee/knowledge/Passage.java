package io.levee.knowledge;

import io.levee.identity.TeamId;

/// A piece of text that can be found and cited.
///
/// @param kind `incident`, `runbook`, `guardrail` or `skill`
/// @param id   of the incident or runbook that it is from
/// @param file in the organisation's folder
/// @param from its first line in the file, from 1
/// @param to   its last line
public record Passage(TeamId team, String kind, String id, String title, String file, int from, int to, String text) {}
