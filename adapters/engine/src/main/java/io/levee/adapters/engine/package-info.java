/// What the stoppers of engines share: [JsonRest] asks a REST endpoint within limits, [SideBySide] does one thing to
/// many at the same time, [NamePattern] is how footholds name what was begun under a name.
@NullMarked
package io.levee.adapters.engine;

import org.jspecify.annotations.NullMarked;
