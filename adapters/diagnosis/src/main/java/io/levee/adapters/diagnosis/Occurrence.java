package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.Line;
import io.levee.knowledge.diagnosis.Candidate.Place;
import java.util.List;
import java.util.Map;

/// Where a condition was met.
///
/// @param order of the event, from 0
/// @param lines that show it
record Occurrence(Event event, long order, Place place, Map<String, String> args, List<Line> lines) {}
