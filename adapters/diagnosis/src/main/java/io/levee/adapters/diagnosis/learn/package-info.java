/// Signatures proposed from failures that none knows.
///
/// Read [Template] (what messages have in common), [Learning], [Proposal] (what a person gets).
@NullMarked
package io.levee.adapters.diagnosis.learn;

import org.jspecify.annotations.NullMarked;
