/// Cedar's language in plain Java: policies in Cedar's JSON form are compiled once and then decide in microseconds,
/// without the native library. Knows nothing of Levee.
///
/// Read [CompiledPolicies] (a question in, a [Decision] out), [Head] and [PolicyIndex] (which policies can have a say),
/// [PolicyCompiler] and [Expression] (what a condition becomes), [Operators] and [Extensions] (what it can do), and
/// [Entities]. Cedar itself stays the judge: a test asks both the same and compares.
@NullMarked
package io.levee.adapters.cedar.language;

import org.jspecify.annotations.NullMarked;
