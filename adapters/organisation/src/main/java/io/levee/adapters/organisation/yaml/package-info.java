/// YAML that knows where it stands. Everything that is read keeps its line, and everything that is wrong
/// becomes a finding instead of an exception, so that one reading finds all of it.
///
/// Read [Source] (a file), [Findings] (what is wrong with it), [Yaml] (text to nodes, with limits),
/// [Fields] (a mapping with known keys), [Located] (a value with its line) and [Spelling] (did you mean).
@NullMarked
package io.levee.adapters.organisation.yaml;

import org.jspecify.annotations.NullMarked;
