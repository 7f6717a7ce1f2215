package io.levee.app.incident;

import io.levee.change.Secrets;
import java.util.regex.Pattern;

/// Takes secrets out of what is kept: those that [Secrets] finds, and values beside a name that
/// says what they are, as lists of variables of containers have them. Whole files are kept, so
/// what a review only passes by would stay here for good.
final class NamedSecrets {
    private static final Pattern PAIR = Pattern.compile("(?i)(\\bname[\"']?\\s{0,9}[:=]\\s{0,9}[\"']?[\\w.-]{0,64}"
            + "(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)"
            + "[\\w.-]{0,64}[\"']?\\s{0,9},?\\s{0,200}[\"']?value[\"']?\\s{0,9}[:=][ \\t]{0,9})"
            + "(\"[^\"\\n]*+\"|'[^'\\n]*+'|[^\\s,}\\]]++)");

    private NamedSecrets() {}

    static String redacted(String text) {
        return Secrets.redacted(PAIR.matcher(text).replaceAll("$1\"[redacted: password]\""));
    }
}
