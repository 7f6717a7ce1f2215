package io.levee.adapters.forges;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last line of each comment of ours, which nobody sees: by it we find the comment again. It
/// counts only in what we wrote ourselves, as the forge says, and only at the end, where no text of
/// anybody else stands.
///
/// @param finding the digest of rule, path and text
/// @param gone    whether it was closed because the finding was gone; what a person resolved is not
public record Marker(String finding, String team, String rule, boolean gone) {
    private static final Pattern LINE = Pattern.compile(
            "<!-- levee:v1 finding ([0-9a-f]{32}) ([A-Za-z0-9%._*+]{0,600}) ([A-Za-z0-9%._*+]{0,1800}) (open|gone) -->");

    public String line() {
        return "<!-- levee:v1 finding %s %s %s %s -->"
                .formatted(finding, encoded(team), encoded(rule), gone ? "gone" : "open");
    }

    Marker gone(boolean now) {
        return new Marker(finding, team, rule, now);
    }

    /// The same comment with another marker.
    String in(String body) {
        return body.strip().substring(0, begin(body.strip())) + line();
    }

    public static Optional<Marker> of(String body) {
        String stripped = body.strip();
        Matcher line = LINE.matcher(stripped.substring(begin(stripped)));
        if (!line.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Marker(
                    line.group(1),
                    decoded(line.group(2)),
                    decoded(line.group(3)),
                    line.group(4).equals("gone")));
        } catch (IllegalArgumentException _) { // somebody edited it
            return Optional.empty();
        }
    }

    private static int begin(String stripped) {
        return stripped.lastIndexOf('\n') + 1;
    }

    /// A hyphen is escaped too: two of them may end a comment.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("-", "%2D");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
