/// Checks an exported ledger offline, on the JDK alone. Shares no code with the writer: it was written from
/// the specifications, so that one mistake cannot both write and pass a wrong record.
///
/// Read [Verification] (the door), [Report] and [Finding] (what it says), [ExportWalk] (line by line through
/// an export), [LogCheck] (one log against its checkpoint and the ones that somebody kept), then what these
/// stand on: [LineReader], [CanonicalLine] on [CanonicalJson], [GrowingTree], [Note], [Head], [TrustedKey],
/// and [EntryProof] for a single entry. [Main] is the command.
@NullMarked
package io.levee.verifier;

import org.jspecify.annotations.NullMarked;
