package io.levee.app.incident;

import io.levee.adapters.organisation.parts.GuardrailReader;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.knowledge.Guardrail;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Writes a guardrail as people read it, and reads it again: a file that says something else is
/// not written.
final class GuardrailText {
    private static final JsonMapper JSON = new JsonMapper();
    /// What a block of YAML keeps as it stands.
    private static final Pattern BLOCK =
            Pattern.compile("[\\t\\n\\x20-\\x7E\\u00A0-\\uD7FF\\uE000-\\uFEFE\\uFF00-\\uFFFD]*");

    private GuardrailText() {}

    /// @param comment lines for whoever reads the file
    /// @param file    in the organisation's folder
    static String of(Guardrail guardrail, List<String> comment, String file) {
        for (boolean blocks : new boolean[] {true, false}) {
            String text = write(guardrail, comment, blocks);
            Findings findings = new Findings(file);
            List<Guardrail> read = GuardrailReader.read(new Source(file, text), guardrail.team(), findings);
            if (!findings.hasErrors() && read.size() == 1 && same(guardrail, read.getFirst())) {
                return text;
            }
        }
        throw new IllegalStateException("guardrail `%s` cannot be written down".formatted(guardrail.id()));
    }

    private static boolean same(Guardrail one, Guardrail other) {
        return one.when().equals(other.when())
                && one.message().equals(other.message())
                && one.appliesTo().equals(other.appliesTo())
                && examples(one).equals(examples(other));
    }

    private static List<List<Object>> examples(Guardrail guardrail) {
        return guardrail.examples().stream()
                .map(it -> List.<Object>of(it.matches(), it.file(), it.before(), it.after()))
                .toList();
    }

    private static String write(Guardrail it, List<String> comment, boolean blocks) {
        StringBuilder text = new StringBuilder();
        comment.forEach(line -> text.append("# ").append(line).append('\n'));
        text.append("id: %s\nseverity: %s\n"
                .formatted(quoted(it.id()), it.severity().word()));
        text.append("message: %s\n".formatted(quoted(it.message())));
        if (!it.advice().isEmpty()) {
            text.append("advice: %s\n".formatted(quoted(it.advice())));
        }
        text.append("why: %s\n".formatted(list(it.why())));
        text.append("applies-to:\n");
        text.append("  paths: %s\n"
                .formatted(list(
                        it.appliesTo().paths().stream().map(Object::toString).toList())));
        if (!it.appliesTo().formats().isEmpty()) {
            text.append("  formats: %s\n"
                    .formatted(list(new TreeSet<>(it.appliesTo().formats()))));
        }
        if (!it.appliesTo().parts().isEmpty()) {
            text.append(
                    "  parts: %s\n".formatted(list(new TreeSet<>(it.appliesTo().parts()))));
        }
        if (it.when().isEmpty()) {
            return text.toString();
        }
        text.append("each: %s\nwhen: >-\n  %s\nexamples:\n".formatted(it.each().word(), it.when()));
        for (Guardrail.Example example : it.examples()) {
            text.append("  - %s:\n      file: %s\n"
                    .formatted(example.matches() ? "match" : "pass", quoted(example.file())));
            side(text, "before", example.before(), blocks);
            side(text, "after", example.after(), blocks);
        }
        return text.toString();
    }

    /// A side that is not there is a file that is not there.
    private static void side(StringBuilder to, String key, String text, boolean blocks) {
        if (text.isEmpty()) {
            return;
        }
        if (!blocks || text.isBlank() || !BLOCK.matcher(text).matches()) {
            to.append("      %s: %s\n".formatted(key, quoted(text)));
            return;
        }
        String chomp = text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
        to.append("      %s: |2%s\n".formatted(key, chomp));
        text.lines()
                .forEach(line ->
                        to.append(line.isEmpty() ? "" : "        ").append(line).append('\n'));
    }

    private static String list(Iterable<String> words) {
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add(quoted(word)));
        return quoted.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    /// A text of JSON is one of YAML.
    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
