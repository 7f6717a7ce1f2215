/// Tests of diagnoses.
@NullMarked
package io.levee.knowledge.diagnosis;

import org.jspecify.annotations.NullMarked;
