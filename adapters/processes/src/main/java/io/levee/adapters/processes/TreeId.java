package io.levee.adapters.processes;

import java.util.regex.Pattern;

/// Names one tree of processes: 1 to 64 letters of ASCII, digits and `-`. It becomes the name of a
/// file and of a folder.
public record TreeId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /// @throws IllegalArgumentException where a character or the length is not allowed
    public TreeId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "the id of a tree has 1 to 64 letters, digits and hyphens, not `%s`".formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
