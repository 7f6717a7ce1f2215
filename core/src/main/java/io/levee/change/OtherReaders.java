package io.levee.change;

import java.util.Set;
import java.util.regex.Pattern;

/// Looks in the text between files for what GNU patch, `git am` or a person would take for a
/// change, and this reader does not read.
final class OtherReaders {
    /// GNU patch takes this off the beginning of all lines of a patch.
    private static final String INDENT = " \tX";
    private static final Set<Character> TELLING = Set.of('@', '*', 'd', '<', '>', '.', 'C', 'c');

    private static final Pattern HUNK = Pattern.compile("@@ -\\d");
    private static final Pattern COMMAND = Pattern.compile("\\d+(,\\d+)?[acd](\\d+(,\\d+)?)?");
    private static final Pattern ENCODED =
            Pattern.compile("(?i)content-transfer-encoding:\\s*(base64|quoted-printable)\\s*");

    private final Gathered gathered;
    private boolean command;
    private boolean commandBefore;

    OtherReaders(Gathered gathered) {
        this.gathered = gathered;
    }

    /// @param headerOnly whether a file's header came before, and no hunk: GNU patch looks on for
    ///                   its names
    void look(DiffLines lines, boolean headerOnly) {
        int indent = 0;
        while (lines.at(indent) >= 0 && INDENT.indexOf(lines.at(indent)) >= 0) {
            indent++;
        }
        int first = lines.at(indent);
        if (headerOnly && (first == '-' || first == '+') && lines.at(indent + 1) == first) {
            String line = lines.bytes();
            boolean name = line.startsWith("--- ", indent) || line.startsWith("+++ ", indent);
            if (name) {
                doubt(lines.number(), "a name outside of any header, which GNU patch would take");
            }
        }
        boolean digit = first >= '0' && first <= '9';
        if (digit || (first >= 0 && TELLING.contains((char) first))) {
            String line = lines.bytes();
            look(line.substring(Math.min(indent, line.length())), indent > 0, lines.number());
        } else {
            command = false;
        }
    }

    private void look(String line, boolean indented, int number) {
        if (indented && (HUNK.matcher(line).lookingAt() || line.startsWith("diff --git "))) {
            doubt(number, "an indented patch, which GNU patch would apply");
        }
        if (line.startsWith("***************")) {
            doubt(number, "a context diff, which is not read");
        }
        if (command && (line.startsWith("< ") || line.startsWith("> "))) {
            doubt(number, "a diff without context, which is not read");
        }
        if (commandBefore && line.equals(".")) {
            doubt(number, "a script for ed, which is not read");
        }
        if (!indented && line.length() < 100 && ENCODED.matcher(line).matches()) {
            doubt(number, "a mail whose text is encoded, which is not decoded");
        }
        command = line.length() < 50 && COMMAND.matcher(line).matches();
        commandBefore |= command;
    }

    private void doubt(int number, String what) {
        gathered.doubt("", "line %d: %s".formatted(number, what));
    }
}
