package io.levee.change;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The two paths that a header names, one character for each byte.
///
/// A prefix is taken off where the two sides have different ones before the same path (`a/` and `b/`, those of
/// `diff.mnemonicPrefix`, two folders that were compared). Where both sides are the same, there was none.
///
/// @param prefixed whether something was taken off
/// @param doubt    why they may not be what a tool would change; empty where that is sure
record HeaderPaths(String before, String after, boolean prefixed, String doubt) {
    /// As PATH_MAX of Linux.
    static final int PATH_BYTES_MAX = 4096;

    private static final int SPLITS_MAX = 8;
    private static final String OTHER = "its two names differ and nothing says that it was renamed";
    private static final Set<String> PREFIXES = Set.of("a/", "b/", "c/", "i/", "o/", "w/", "1/", "2/");
    private static final Pattern LEFTOVER = Pattern.compile("~|\\.orig|\\.old|\\.bak");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\]");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    /// Of `---` and `+++`, of which one may be `/dev/null`.
    static HeaderPaths of(String old, String now) {
        String restOld = rest(old);
        String restNow = rest(now);
        boolean different = !prefix(old).equals(prefix(now));
        if (different && !restOld.isEmpty() && restOld.equals(restNow)) {
            return new HeaderPaths(restOld, restNow, true, "");
        }
        if (old.equals(now)) {
            return new HeaderPaths(old, now, false, "");
        }
        if (different && PREFIXES.contains(prefix(old)) && PREFIXES.contains(prefix(now))) {
            return leftover(restOld, restNow, true);
        }
        return leftover(old, now, false);
    }

    /// `x.orig` beside `x`, as people compare what they edited.
    private static HeaderPaths leftover(String old, String now, boolean prefixed) {
        boolean same = old.startsWith(now)
                && LEFTOVER.matcher(old.substring(now.length())).matches();
        return same ? new HeaderPaths(now, now, prefixed, "") : new HeaderPaths(old, now, prefixed, OTHER);
    }

    /// Of the one name beside `/dev/null`.
    static HeaderPaths ofOne(String name) {
        boolean prefixed = PREFIXES.contains(prefix(name));
        String path = prefixed ? rest(name) : name;
        return new HeaderPaths(path, path, prefixed, "");
    }

    /// Of what stands after `diff --git `, where nothing else names the file: both sides must be the same.
    static Optional<HeaderPaths> ofGit(String line) {
        if (line.length() > 2 * PATH_BYTES_MAX + 16) {
            return Optional.empty();
        }
        if (line.startsWith("\"") || line.endsWith("\"")) {
            return quotedGit(line).filter(paths -> paths.doubt.isEmpty());
        }
        Optional<HeaderPaths> found = Optional.empty();
        int pathOld = line.indexOf('/') + 1;
        int slash = line.indexOf('/');
        for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', blank + 1)) {
            slash = slash < 0 || slash > blank ? slash : line.indexOf('/', blank + 1);
            boolean bare = same(line, 0, blank, blank + 1);
            boolean same = bare || (pathOld < blank && slash > 0 && same(line, pathOld, blank, slash + 1));
            if (!same) {
                continue;
            }
            HeaderPaths paths = of(line.substring(0, blank), line.substring(blank + 1));
            if (found.isPresent() && !found.get().equals(paths)) {
                return found.map(first -> first.doubting("its header can be read in two ways"));
            }
            found = Optional.of(paths);
        }
        return found;
    }

    /// Whether what stands from `from` to `to` is what stands from `again` to the end, which is not empty.
    private static boolean same(String line, int from, int to, int again) {
        int length = to - from;
        return length > 0 && length == line.length() - again && line.regionMatches(from, line, again, length);
    }

    private static Optional<HeaderPaths> quotedGit(String line) {
        if (line.startsWith("\"")) {
            HeaderName old = HeaderName.quoted(line);
            if (!old.doubt().isEmpty() || old.end() + 1 >= line.length()) {
                return Optional.empty();
            }
            return Optional.of(of(
                    old.bytes(), HeaderName.whole(line.substring(old.end() + 1)).bytes()));
        }
        int quote = line.indexOf(" \"");
        if (quote < 0) {
            return Optional.empty();
        }
        return Optional.of(of(
                line.substring(0, quote),
                HeaderName.quoted(line.substring(quote + 1)).bytes()));
    }

    /// All that what stands after `diff --git ` may name, whatever else the header says; of many blanks the first ones.
    static Set<String> mentioned(String line) {
        Set<String> names = new HashSet<>();
        quotedGit(line).ifPresent(paths -> names.addAll(List.of(paths.before, paths.after)));
        int blank = line.indexOf(' ');
        for (int tries = 0; tries < SPLITS_MAX && blank >= 0; tries++) {
            names.add(rest(line.substring(0, blank)));
            names.add(rest(line.substring(blank + 1)));
            blank = line.indexOf(' ', blank + 1);
        }
        return names;
    }

    /// Whether what stands after `diff --git ` may name these two, each behind at most one folder's prefix.
    static boolean gitNames(String line, String before, String after) {
        if (line.length() > 2 * PATH_BYTES_MAX + 16) {
            return false;
        }
        if (line.startsWith("\"") || line.endsWith("\"")) {
            return quotedGit(line)
                    .filter(paths -> isPrefixed(paths.before, before) && isPrefixed(paths.after, after))
                    .isPresent();
        }
        // no prefix has a blank, so there are only two places for the one between the names
        int bare = line.length() - after.length() - 1;
        int behind = line.lastIndexOf(' ', bare);
        return line.endsWith(after) && (splits(line, bare, before, after) || splits(line, behind, before, after));
    }

    private static boolean splits(String line, int blank, String before, String after) {
        return blank >= 0
                && line.charAt(blank) == ' '
                && isPrefixed(line.substring(0, blank), before)
                && isPrefixed(line.substring(blank + 1), after);
    }

    /// Whether a name is a path, or that path behind one folder.
    static boolean isPrefixed(String name, String path) {
        return name.equals(path) || rest(name).equals(path);
    }

    HeaderPaths doubting(String why) {
        return new HeaderPaths(before, after, prefixed, doubt.isEmpty() ? why : doubt);
    }

    /// Why nobody should write to this path; empty where it is a plain path inside the repository.
    static String danger(String path) {
        if (path.length() > PATH_BYTES_MAX) {
            return "its path is longer than %,d bytes".formatted(PATH_BYTES_MAX);
        }
        if (CONTROL.matcher(path).find()) {
            return "its path has control characters";
        }
        if (path.startsWith("/") || path.startsWith("\\") || DRIVE.matcher(path).lookingAt()) {
            return "its path is absolute";
        }
        for (String step : path.split("[/\\\\]", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.equalsIgnoreCase(".git")) {
                return "its path has a step `%s`".formatted(step);
            }
        }
        return "";
    }

    static String text(String bytes) {
        return RawText.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String prefix(String name) {
        return name.substring(0, name.indexOf('/') + 1);
    }

    private static String rest(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
