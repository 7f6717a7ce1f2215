package io.levee.adapters.diagnosis;

import io.levee.knowledge.diagnosis.Remedy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Puts what was found in a log into the words of a signature. What a log holds is shown as data:
/// without secrets and without what a terminal obeys.
final class Filling {
    /// What whoever runs the job knows, and no log.
    static final Set<String> LATER = Set.of("job", "memory");

    /// What a shell reads as one word, or as part of one, wherever it stands.
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./:@%+,][A-Za-z0-9_./:@%+,-]*");

    private static final String MISSING = "…";

    private Filling() {}

    /// `{name}` becomes what was found; one that was not found becomes `…`, and what is filled
    /// [#LATER] stays.
    static String words(String words, Map<String, String> args) {
        return filled(words, args, Filling::shown);
    }

    /// The same for what a person types into a shell: what that would read as more than a word is left out.
    static String command(String command, Map<String, String> args) {
        return filled(command, args, value -> WORD.matcher(value).matches() ? shown(value) : MISSING);
    }

    private static String filled(String words, Map<String, String> args, UnaryOperator<String> shown) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < words.length()) {
            int open = words.indexOf('{', at);
            int close = open < 0 ? -1 : words.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String name = words.substring(open + 1, close);
            filled.append(words, at, open);
            if (!name.matches("[a-z][a-zA-Z0-9_]{0,40}") || (LATER.contains(name) && !args.containsKey(name))) {
                filled.append(words, open, close + 1);
            } else {
                String value = args.get(name);
                filled.append(value == null ? MISSING : shown.apply(value));
            }
            at = close + 1;
        }
        return filled.append(words.substring(at)).toString();
    }

    private static String shown(String value) {
        return Refinding.shown(value.replace('\n', ' '));
    }

    static Remedy remedy(Remedy remedy, Map<String, String> args) {
        Map<String, String> filled = new TreeMap<>();
        remedy.args().forEach((name, value) -> filled.put(name, words(value, args)));
        return remedy.with(filled, command(remedy.command(), args));
    }
}
