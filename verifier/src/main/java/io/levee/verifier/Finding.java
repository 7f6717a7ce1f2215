package io.levee.verifier;

import java.util.Locale;

/// One thing that is wrong.
///
/// @param origin the log, or the empty string where none could be told
/// @param line   of the export, from 1; 0 where the whole file is meant
/// @param detail what was expected and what was found
public record Finding(Kind kind, String origin, long line, String detail) {
    public enum Kind {
        /// Not the one form in which Levee writes a line.
        MALFORMED_LINE,
        /// Positions are left out: entries were deleted.
        MISSING_ENTRIES,
        /// A position, or a time, is not after the one before it: entries were moved or repeated.
        OUT_OF_ORDER,
        /// All positions are there, but the content is not what was signed.
        EDITED,
        /// The end is missing, by the checkpoint of the export or by one that somebody kept.
        TRUNCATED,
        /// The log is complete and signed, but is not the one of which somebody kept a checkpoint.
        REPLACED,
        /// A signature of a trusted key does not match.
        BAD_SIGNATURE,
        /// A signature of a key that is not trusted, which nobody could check.
        UNKNOWN_KEY,
        /// No trusted key of the log signed.
        UNSIGNED,
        /// A log of which a key is trusted or a checkpoint was kept is not there.
        MISSING_LOG,
        /// Something stands where no entry can be.
        TRAILING_BYTES;

        /// As reports write it: `missing-entries`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        String where = line == 0 ? "" : "line " + line + ": ";
        return where + kind.word() + ": " + (origin.isEmpty() ? "" : origin + ": ") + detail;
    }
}
