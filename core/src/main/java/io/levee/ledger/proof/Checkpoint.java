package io.levee.ledger.proof;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a log commits to at one size: the text of a C2SP checkpoint, without extension lines.
///
/// @param origin names the log: `acme/replica-1`
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern TEXT = Pattern.compile("([^\\n]+)\\n(0|[1-9][0-9]{0,18})\\n([^\\n]+)\\n");

    public Checkpoint {
        KeyNames.check(origin);
        if (size < 0) {
            throw new IllegalArgumentException("a log cannot have %d entries".formatted(size));
        }
        if (size == 0 && !root.equals(Hash.EMPTY_TREE)) {
            throw new IllegalArgumentException(
                    "the root of an empty log is `%s`, not `%s`".formatted(Hash.EMPTY_TREE, root));
        }
    }

    /// Reads exactly what [#text] writes; throws [IllegalArgumentException] for anything else.
    public static Checkpoint parse(String text) {
        Matcher lines = TEXT.matcher(text);
        if (!lines.matches()) {
            throw new IllegalArgumentException(
                    "not a checkpoint: it has three lines, the origin, the size and the root hash");
        }
        try {
            return new Checkpoint(lines.group(1), Long.parseLong(lines.group(2)), Hash.parse(lines.group(3)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`%s` is no size of a log".formatted(lines.group(2)), e);
        }
    }

    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
