package io.levee.ledger;

/// Turns an entry into the line that is hashed, stored and exported, and back. Thread-safe.
///
/// The line is canonical: a CloudEvent as one line of JSON with sorted keys and no white space, in UTF-8,
/// without a line end. Two entries have the same line only where they are equal, and `encode(decode(line))`
/// is `line`.
public interface FactCodec {
    /// Bytes in one line; an entry bundle of a C2SP tiled log counts them with sixteen bits.
    int LINE_BYTES_MAX = 65_535;

    /// Throws [io.levee.fault.LeveeException] (`ENTRY_TOO_LARGE`) where the line would exceed
    /// [#LINE_BYTES_MAX].
    byte[] encode(Entry entry);

    /// Throws [io.levee.fault.LeveeException] (`LEDGER_CORRUPT`) for anything that [#encode] does not write.
    Entry decode(byte[] line);
}
