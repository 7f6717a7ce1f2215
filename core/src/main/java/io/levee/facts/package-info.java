/// What is remembered. [Fact] is the table of contents of everything that Levee ever records: one sealed family per
/// room. Facts are data only: no behaviour, no payloads, no secrets (I12).
///
/// Adding a record here means: a line in the codec's table, a golden file, and an ADR where it is a new family.
/// A record that was released is never changed; its successor gets a new type name.
@NullMarked
package io.levee.facts;

import org.jspecify.annotations.NullMarked;
