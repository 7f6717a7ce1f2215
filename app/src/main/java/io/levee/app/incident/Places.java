package io.levee.app.incident;

import io.levee.catalog.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Where a proposed rule applies, as patterns of paths.
final class Places {
    /// What a pattern of a guardrail may not hold, or would mean something else.
    private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9._@+=,~-]");

    private Places() {}

    /// All files of the same kind below the same first folder.
    static PathPattern like(String path) {
        int slash = path.indexOf('/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String kind = dot < 0 ? segment(name) : "*" + segment(name.substring(dot));
        String folder = slash < 0 ? "/" : "/" + segment(path.substring(0, slash)) + "/**/";
        return PathPattern.gitHub(folder + kind);
    }

    /// This one file.
    static PathPattern exactly(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            segments.add(segment(segment));
        }
        return PathPattern.gitHub("/" + String.join("/", segments));
    }

    private static String segment(String name) {
        return SPECIAL.matcher(name).find() || name.isEmpty() ? "*" : name;
    }
}
