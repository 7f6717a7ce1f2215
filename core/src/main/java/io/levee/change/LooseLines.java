package io.levee.change;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines outside of any header and hunk that tell of files all the same: those of GNU diff,
/// Subversion, Mercurial, and `git diff --submodule=log`.
final class LooseLines {
    private static final Pattern SUBMODULE =
            Pattern.compile("Submodule (.+) ([0-9a-f]{7,64})\\.\\.\\.?([0-9a-f]{7,64})(?:: *| \\(.*)");
    private static final Pattern SUBMODULE_DIRTY = Pattern.compile("Submodule (.+) contains (\\w+) content");
    private static final Pattern DIFFERENT = Pattern.compile("(Binary files|Files|Symbolic links) (.+) differ");
    private static final Pattern ONLY = Pattern.compile("Only in ([^:]+): (.+)");
    private static final Pattern MERCURIAL_BINARY = Pattern.compile("Binary file (.+) has changed(?: to \\S+)?");
    private static final Pattern MERCURIAL = Pattern.compile("diff (?:-r [0-9a-f]{12,40} ){1,2}(.+)");

    /// How many times ` and ` may stand in two names.
    private static final int SPLITS_MAX = 4;

    private final Gathered gathered;
    private final Runnable closing;
    /// A file that was named and whose hunks did not come yet.
    private String named = "";

    /// @param closing what comes before a file that such a line tells of
    LooseLines(Gathered gathered, Runnable closing) {
        this.gathered = gathered;
        this.closing = closing;
    }

    /// The file that a line names before its `---` and `+++`.
    void look(String line) {
        if (line.startsWith("Index: ")) {
            name(line.substring(7));
        } else if (line.startsWith("diff -r ")) {
            Matcher mercurial = MERCURIAL.matcher(line);
            if (mercurial.matches()) {
                name(mercurial.group(1));
            }
        } else if (line.startsWith("Submodule ")) {
            submodule(line);
        } else if (line.startsWith("Property changes on: ")) {
            doubt(line.substring(21), "properties that Subversion keeps beside it are not read");
        } else if (line.startsWith("Cannot display: file marked as a binary type")) {
            binary(named.isEmpty() ? "" : HeaderName.whole(named).bytes());
        } else {
            different(line);
        }
    }

    private void name(String value) {
        flush();
        named = value;
    }

    /// The hunks of what was named are here.
    void found() {
        named = "";
    }

    /// A header of git follows; Subversion writes both.
    void found(String gitLine) {
        if (gitLine.endsWith(named)) {
            found();
        }
        flush();
    }

    /// What was named, if nothing came of it.
    Optional<String> named() {
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    /// No more comes of what was named.
    void flush() {
        if (!named.isEmpty()) {
            doubt(HeaderName.whole(named).bytes(), "the diff has no content for this file");
        }
        named = "";
    }

    private void submodule(String line) {
        Matcher moved = SUBMODULE.matcher(line);
        if (moved.matches()) {
            String before = commit(moved.group(2));
            String after = commit(moved.group(3));
            ChangedFile.Kind kind = before.isEmpty()
                    ? ChangedFile.Kind.ADDED
                    : after.isEmpty() ? ChangedFile.Kind.DELETED : ChangedFile.Kind.MODIFIED;
            String path = HeaderPaths.text(moved.group(1));
            closing.run();
            gathered.add(new ChangedFile(kind, path, path, "", "", new ChangedFile.Body.Submodule(before, after)));
            gathered.doubt(path, "another repository at " + (after.isEmpty() ? "no commit" : after));
            return;
        }
        Matcher dirty = SUBMODULE_DIRTY.matcher(line);
        if (dirty.matches()) {
            doubt(dirty.group(1), "another repository with %s content".formatted(dirty.group(2)));
        }
    }

    private static String commit(String id) {
        return id.chars().allMatch(it -> it == '0') ? "" : id;
    }

    private void different(String line) {
        Matcher matcher = DIFFERENT.matcher(line);
        if (matcher.matches()) {
            different(matcher.group(1), matcher.group(2));
        }
        matcher = ONLY.matcher(line);
        if (matcher.matches()) {
            doubt(matcher.group(1) + "/" + matcher.group(2), "it is on one side only, and the diff does not show it");
        }
        int whileFile = line.indexOf(" while file ");
        int isA = line.lastIndexOf(" is a ");
        if (line.startsWith("File ") && whileFile > 0 && isA > whileFile + 12) {
            doubt(line.substring(whileFile + 12, isA), "it became something else, and the diff does not show what");
        }
        matcher = MERCURIAL_BINARY.matcher(line);
        if (matcher.matches()) {
            binary(matcher.group(1));
        }
    }

    private void different(String what, String names) {
        HeaderPaths paths = new HeaderPaths(names, names, false, "");
        int tries = 0;
        for (int and = names.indexOf(" and "); and >= 0; and = names.indexOf(" and ", and + 1)) {
            if (tries++ == SPLITS_MAX) {
                break;
            }
            String old = HeaderName.beforeTab(names.substring(0, and)).bytes();
            String now = HeaderName.beforeTab(names.substring(and + 5)).bytes();
            HeaderPaths pair = old.equals("/dev/null")
                    ? HeaderPaths.ofOne(now)
                    : now.equals("/dev/null") ? HeaderPaths.ofOne(old) : HeaderPaths.of(old, now);
            if (pair.doubt().isEmpty()) {
                paths = pair;
                break;
            }
        }
        if (what.equals("Binary files")) {
            binary(paths.after());
        } else {
            doubt(paths.after(), "it differs, and the diff does not show how");
        }
    }

    private void binary(String bytes) {
        String path = HeaderPaths.text(bytes);
        closing.run();
        gathered.add(new ChangedFile(ChangedFile.Kind.MODIFIED, path, path, "", "", new ChangedFile.Body.Binary()));
        gathered.doubt(path, "binary");
        String danger = HeaderPaths.danger(bytes);
        if (!danger.isEmpty()) {
            gathered.doubt(path, danger);
        }
        found();
    }

    private void doubt(String path, String why) {
        gathered.doubt(HeaderPaths.text(path), why);
    }
}
