package io.levee.adapters.formats.shape;

import java.util.Locale;
import java.util.regex.Pattern;

/// Where a document is.
///
/// @param path     of its file
/// @param fragment whether only a piece of it is known, so that what would tell its format may
///                 be missing
public record Place(String path, boolean fragment) {
    private static final Pattern TOPIC = Pattern.compile("topics?(?![a-z])|kafka");
    private static final Pattern FLAG = Pattern.compile("flag|feature|toggle|unleash");

    /// The name of the file in lower case.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /// The name of the file without its extension, as written.
    String stem() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    boolean speaksOfTopics() {
        return TOPIC.matcher(path.toLowerCase(Locale.ROOT)).find();
    }

    boolean speaksOfFlags() {
        return FLAG.matcher(path.toLowerCase(Locale.ROOT)).find();
    }
}
