/// Conditions of guardrails in CEL, the Common Expression Language, behind the port
/// [io.levee.knowledge.Conditions].
///
/// Read [CelConditions] (an expression in, a check out), [Language] (what an expression may
/// use), [Seen] (what it sees of a change) as [Trees] that count every look, [Functions] and
/// [Quantities] (what we add to the language), [Mistakes] (what is said before anything is
/// asked) and [Meter] (how far an evaluation may go).
@NullMarked
package io.levee.adapters.cel;

import org.jspecify.annotations.NullMarked;
