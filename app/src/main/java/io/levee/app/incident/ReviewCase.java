package io.levee.app.incident;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.change.Change;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.identity.TeamId;
import io.levee.organisation.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the reviewers of a team must stop, and what they must let pass:
/// `teams/TEAM/evals/reviewers/ID`.
///
/// @param causing the change that caused an incident
/// @param fix     the one that ended it
record ReviewCase(TeamId team, String id, Change causing, Change fix, Contents contents) {
    /// Of one organisation.
    static final int CASES_MAX = 2_000;

    private static final int BYTES_MAX = 1 << 20;
    private static final Keys KEYS = Keys.of(
            "a case of reviewers", Set.of("id", "incident", "causing", "fix"), Set.of("description", "contents"));

    /// The text of a `case.yaml`.
    static String yaml(String id, String incident, String description) {
        return """
                # The reviewers of this team must block causing.diff, and must let fix.diff pass: `levee review cases`.
                id: %s
                incident: %s
                description: %s
                causing: block
                fix: pass
                contents: whole
                """.formatted(
                        GuardrailText.quoted(id), GuardrailText.quoted(incident), GuardrailText.quoted(description));
    }

    static String folder(TeamId team, String id) {
        return "teams/%s/evals/reviewers/%s".formatted(team, id);
    }

    /// All cases of an organisation, by team and id.
    ///
    /// @param folder of an organisation that is valid
    /// @throws IllegalArgumentException where one cannot be read, with every problem
    static List<ReviewCase> all(Path folder) throws IOException {
        List<ReviewCase> cases = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path team : folders(folder.resolve("teams"))) {
            for (Path one : folders(team.resolve("evals").resolve("reviewers"))) {
                if (cases.size() == CASES_MAX) {
                    throw new IllegalArgumentException(
                            "there are more than %d cases: take old ones out".formatted(CASES_MAX));
                }
                read(folder, team, one, problems).ifPresent(cases::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream()
                    .map(it -> "%s:%d: %s: %s".formatted(it.file(), it.line(), it.what(), it.fix()))
                    .reduce((a, b) -> a + "\n" + b)
                    .orElse(""));
        }
        return cases;
    }

    private static Set<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Optional<ReviewCase> read(Path folder, Path team, Path one, List<Problem> problems)
            throws IOException {
        String file = folder.relativize(one.resolve("case.yaml")).toString().replace('\\', '/');
        Findings findings = new Findings(file);
        boolean whole = false;
        if (!Files.isRegularFile(one.resolve("case.yaml"))) {
            findings.error(0, "there is no such file", "write it, or take its folder out");
        } else {
            whole = isWhole(
                    new Source(file, new String(bytes(one.resolve("case.yaml")), StandardCharsets.UTF_8)), findings);
        }
        Change causing = diff(one, "causing.diff", findings);
        Change fix = diff(one, "fix.diff", findings);
        problems.addAll(findings.list());
        return findings.hasErrors()
                ? Optional.empty()
                : Optional.of(new ReviewCase(
                        new TeamId(String.valueOf(team.getFileName())),
                        String.valueOf(one.getFileName()),
                        causing,
                        fix,
                        whole ? CaseDiff.contents() : Contents.UNKNOWN));
    }

    /// Checks the file; whether its diffs show every line of their files.
    private static boolean isWhole(Source source, Findings findings) {
        Optional<Fields> fields = Yaml.document(source, findings).flatMap(node -> Fields.of(node, KEYS, findings));
        fields.ifPresent(it -> {
            only(it, "causing", "block", findings);
            only(it, "fix", "pass", findings);
            only(it, "contents", "whole", findings);
        });
        return fields.filter(it -> it.has("contents")).isPresent();
    }

    private static void only(Fields fields, String key, String word, Findings findings) {
        Optional<Located<String>> text = fields.has(key) ? fields.text(key) : Optional.empty();
        if (text.isPresent() && !text.get().value().equals(word)) {
            findings.error(
                    fields.line(key),
                    "`%s: %s` is not known".formatted(key, text.get().value()),
                    "write `%s: %s`".formatted(key, word));
        }
    }

    private static Change diff(Path folder, String name, Findings findings) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            findings.error(0, "there is no `%s` beside it".formatted(name), "add the diff");
            return new Change(List.of(), List.of());
        }
        Change change = UnifiedDiff.read(new ByteArrayInputStream(bytes(file)));
        if (change.files().isEmpty()) {
            findings.error(0, "`%s` changes nothing".formatted(name), "write a unified diff");
        }
        return change;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "`%s` has more than 1 MiB: keep the files that matter".formatted(file));
            }
            return bytes;
        }
    }
}
