/// Who must agree? The third of the seven steps. [Consents] asks everybody in the chain (I2): is the person active,
/// does the agent's passport cover it, does a [Policy] permit it. The answer is one [Consent], always with evidence.
///
/// All of one answer comes from one snapshot, [InForce], taken when the question is asked. Read [Consents], then
/// [ConsentRules] (what is asked, in which order), [Ground] (one question and its answer), [Consent] and
/// [Explanation] (the short and the whole story of the same answer), [Policy] (the port), [OpenStops].
@NullMarked
package io.levee.consent;

import org.jspecify.annotations.NullMarked;
