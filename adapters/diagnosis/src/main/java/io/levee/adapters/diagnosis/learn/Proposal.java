package io.levee.adapters.diagnosis.learn;

import java.util.List;
import java.util.Locale;

/// A signature for a failure that none knows, for a person to complete.
///
/// @param id         made of the exception or the words of the message
/// @param exception  the class at the root; empty where nothing was thrown
/// @param expression of RE2 for the message; empty where only the class is common
/// @param count      how many times it was told in all
/// @param excerpt    real lines of one of them, without secrets
public record Proposal(String id, String exception, String expression, long count, List<String> excerpt) {
    private static final int TITLE_WORDS_MAX = 12;

    public Proposal {
        excerpt = List.copyOf(excerpt);
    }

    /// An entry of `signatures` of `diagnosis.yaml`. What only people know is said to be theirs.
    public String yaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("  - id: ").append(id).append('\n');
        yaml.append("    title: ").append(quoted(title())).append('\n');
        yaml.append(
                "    kind: code                    # or data, configuration, resource, permission, dependency, network, platform\n");
        yaml.append("    part: either                  # or job, platform\n");
        yaml.append("    confidence: 0.5               # how sure it is that this is the cause\n");
        yaml.append("    match:\n      any:\n");
        if (exception.isEmpty()) {
            yaml.append("        - line: ").append(quoted(expression)).append('\n');
        } else {
            yaml.append("        - exception: ").append(quoted(exception)).append('\n');
            if (!expression.isEmpty()) {
                yaml.append("          message: ").append(quoted(expression)).append('\n');
            }
        }
        yaml.append("    cause: 'what this means is not written yet'\n");
        yaml.append("    remedy: {action: ask-platform, rung: suggest, reversible: true}\n");
        yaml.append("    source: https://wiki.example.com/").append(id).append("   # where it is explained\n");
        yaml.append("    examples:                     # told ")
                .append(count)
                .append(count == 1 ? " time\n" : " times\n");
        yaml.append("      - log: |2\n");
        excerpt.forEach(line -> yaml.append("          ").append(line).append('\n'));
        return yaml.toString();
    }

    private String title() {
        String simple = exception.substring(exception.lastIndexOf('.') + 1);
        String words = String.join(
                " ",
                List.of(id.replace('-', ' ').split(" ", -1)).stream()
                        .limit(TITLE_WORDS_MAX)
                        .toList());
        return simple.isEmpty() ? words : simple + " is thrown";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A name of lower case letters, digits and hyphens.
    static String slug(String text) {
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < text.length() && slug.length() < 56; i++) {
            char c = text.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean starts = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(text.charAt(i - 1));
            if ((!word || starts) && !slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
            if (word) {
                slug.append(String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        String made = slug.toString().replaceAll("-$", "");
        return made.isEmpty() ? "failure" : made;
    }
}
