/// Tests that verify what the writer writes, and then damage it in every way. [SampleLedger] is the writer.
@NullMarked
package io.levee.verifier;

import org.jspecify.annotations.NullMarked;
