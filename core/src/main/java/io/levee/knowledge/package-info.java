/// What teams know: rules that can be checked, what went wrong before, how to operate.
///
/// Read [Guardrail] (a checkable rule), [Conditions] (the port that checks), [Rule] (both
/// together, asked about a file), [ExampleChange] (an example of a rule as a change), [Document],
/// [Passage] (a piece of text that can be cited), [Knowledge] (the port that searches),
/// [Citation] (what a claim rests on).
@NullMarked
package io.levee.knowledge;

import org.jspecify.annotations.NullMarked;
