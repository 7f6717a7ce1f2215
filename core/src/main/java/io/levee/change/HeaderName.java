package io.levee.change;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A name in a header of a diff, one character for each byte, unquoted, with its prefix.
///
/// @param rest   what stands after it: a time, a revision
/// @param end    where it ends in the text that it was read from
/// @param doubt  why tools may read another name here; empty where they do not
record HeaderName(String bytes, String rest, int end, String doubt) {
    static final HeaderName MISSING = new HeaderName("", "", 0, "");
    private static final String NOTHING = "/dev/null";

    /// Of a line that begins `--- ` or `+++ `: the name ends at a tab.
    static HeaderName beforeTab(String value) {
        if (value.startsWith("\"")) {
            HeaderName name = quoted(value);
            if (name.doubt.isEmpty()) {
                return name;
            }
        }
        int tab = value.indexOf('\t');
        String name = tab < 0 ? value : value.substring(0, tab);
        String rest = tab < 0 ? "" : value.substring(tab + 1);
        if (name.startsWith(NOTHING + " ")) {
            return new HeaderName(NOTHING, "", 0, "");
        }
        // GNU patch ends a name at the first blank unless a tab follows somewhere; git does not
        boolean blank = tab < 0 && name.indexOf(' ') >= 0;
        return new HeaderName(name, rest, name.length(), doubt(name, blank));
    }

    /// Of a line that holds nothing else: `rename from `.
    static HeaderName whole(String value) {
        if (value.startsWith("\"")) {
            return quoted(value);
        }
        return new HeaderName(value, "", value.length(), doubt(value, false));
    }

    private static String doubt(String name, boolean blank) {
        if (name.indexOf('\r') >= 0) {
            return "a carriage return stands in its name";
        }
        if (name.startsWith("\"")) {
            return "a quote in its name is never closed";
        }
        return blank ? "a name with a blank is not ended by a tab" : "";
    }

    /// Quoted as C does, as `quote_c_style` of git writes it.
    static HeaderName quoted(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 1;
        while (at < value.length() && value.charAt(at) != '"') {
            char it = value.charAt(at++);
            if (it != '\\') {
                bytes.write(it);
                continue;
            }
            int escape = at < value.length() ? value.charAt(at) : -1;
            int known = "abtnvfr\"\\".indexOf(escape);
            if (known >= 0) {
                bytes.write("\7\b\t\n\13\f\r\"\\".charAt(known));
                at++;
            } else if (isOctal(value, at)) {
                bytes.write(Integer.parseInt(value.substring(at, at + 3), 8));
                at += 3;
            } else {
                return new HeaderName(value, "", value.length(), "its quoted name has an unknown escape");
            }
        }
        if (at >= value.length()) {
            return new HeaderName(value, "", value.length(), "a quote in its name is never closed");
        }
        int rest = Math.min(value.length(), at + 2);
        return new HeaderName(bytes.toString(StandardCharsets.ISO_8859_1), value.substring(rest), at + 1, "");
    }

    private static boolean isOctal(String value, int at) {
        return at + 3 <= value.length()
                && value.charAt(at) >= '0'
                && value.charAt(at) <= '3'
                && value.charAt(at + 1) >= '0'
                && value.charAt(at + 1) <= '7'
                && value.charAt(at + 2) >= '0'
                && value.charAt(at + 2) <= '7';
    }

    boolean isMissing() {
        return bytes.isEmpty();
    }

    /// Whether it says that there is no file on this side.
    boolean isNothing() {
        return bytes.equals(NOTHING);
    }

    /// Whether GNU diff, git and Subversion say by this that the file is not there.
    boolean saysNoFile() {
        return rest.startsWith("1970-01-01 00:00:00")
                || rest.matches("(1969-12-31|1970-01-01) \\d\\d:\\d\\d:00(\\.0+)? [-+]\\d\\d:?\\d\\d")
                || rest.equals("(nonexistent)")
                || rest.equals("(revision 0)");
    }
}
