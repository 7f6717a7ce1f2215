package io.levee.facts;

/// Why something was decided: a reference that anybody can look up again.
///
/// @param kind what `ref` names: `policy`, `passport`, `person`, `stop`, `specification`
/// @param ref  the thing itself: `warehouse.cedar#analysts-read`, `agent:report-writer`
/// @param note what it says, in a few words
public record Evidence(String kind, String ref, String note) {}
