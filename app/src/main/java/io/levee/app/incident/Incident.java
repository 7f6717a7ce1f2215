package io.levee.app.incident;

import io.levee.adapters.organisation.parts.WrittenIncident;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An incident as the organisation keeps it: what was written, completed by what its cause
/// says. Without secrets.
///
/// @param guessed what was not written and was taken from elsewhere, for whoever reads it first
record Incident(
        String id,
        String title,
        TeamId team,
        LocalDate date,
        String severity,
        List<String> assets,
        List<String> paths,
        String cause,
        String fix,
        String causedBy,
        Optional<String> fixedBy,
        String body,
        List<String> guessed) {
    /// So that the names of what is made of it are names, too.
    static final int ID_MAX = 100;

    private static final int PATHS_MAX = 50;
    private static final int SLUG_MAX = 60;
    private static final int TITLE_MAX = 150;
    private static final int SHORT = 10;

    Incident {
        assets = List.copyOf(assets);
        paths = List.copyOf(paths);
        guessed = List.copyOf(guessed);
    }

    /// @param assets what the cause describes, of what the catalog knows
    static Incident of(WrittenIncident page, TeamId team, Deed cause, Deed fix, List<String> assets) {
        List<String> guessed = new ArrayList<>();
        String body = NamedSecrets.redacted(page.body()).strip() + "\n";
        String title = clean(page.title().orElseGet(() -> first(body)));
        LocalDate date = page.date().orElseGet(() -> {
            LocalDate day = LocalDate.ofInstant(cause.time(), ZoneOffset.UTC);
            guessed.add("`date` is the day of the commit that caused it: %s".formatted(day));
            return day;
        });
        String id = page.id().orElseGet(() -> "%s-%s".formatted(date, slug(title)));
        if (id.length() > ID_MAX) {
            throw new IllegalArgumentException(
                    "the `id` of the incident has %d characters: write %d at most".formatted(id.length(), ID_MAX));
        }
        Names.check("incident", id);
        String severity = page.severity().orElseGet(() -> {
            guessed.add("`severity` is not written: it counts as medium");
            return "medium";
        });
        TreeSet<String> all = new TreeSet<>(page.assets());
        all.addAll(assets);
        TreeSet<String> paths = new TreeSet<>(page.paths());
        cause.files().stream().map(FileChange::path).limit(PATHS_MAX).forEach(paths::add);
        cause.unread().stream()
                .map(it -> it.file())
                .filter(it -> !it.isEmpty())
                .limit(PATHS_MAX)
                .forEach(paths::add);
        return new Incident(
                id,
                title,
                team,
                date,
                severity,
                List.copyOf(all),
                List.copyOf(paths),
                clean(page.cause().orElse("commit %s: %s".formatted(shorter(cause.commit()), cause.subject()))),
                clean(page.fix()
                        .orElse(
                                fix.commit().isEmpty()
                                        ? "none was found in the history: the change taken back"
                                        : "commit %s: %s".formatted(shorter(fix.commit()), fix.subject()))),
                cause.commit(),
                fix.commit().isEmpty() ? Optional.empty() : Optional.of(fix.commit()),
                body,
                guessed);
    }

    static String shorter(String commit) {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    private static String clean(String text) {
        String one = NamedSecrets.redacted(text.replaceAll("\\s+", " ").strip());
        return one.isEmpty() ? "not said" : one;
    }

    /// A heading, or else the first line.
    private static String first(String body) {
        List<String> lines = body.lines().filter(line -> !line.isBlank()).toList();
        String line = lines.stream()
                .filter(it -> it.startsWith("#"))
                .findFirst()
                .orElse(lines.isEmpty() ? "an incident" : lines.getFirst());
        String title = line.replaceFirst("^#+\\s*", "").strip();
        return title.length() <= TITLE_MAX ? title : title.substring(0, TITLE_MAX) + "…";
    }

    private static String slug(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = plain.substring(0, Math.min(SLUG_MAX, plain.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "incident" : cut;
    }

    /// The page, as the organisation's folder has it.
    String text() {
        StringBuilder text = new StringBuilder("---\n");
        line(text, "id", id);
        line(text, "title", title);
        line(text, "team", team.name());
        line(text, "date", date.toString());
        line(text, "severity", severity);
        text.append("assets: %s\n".formatted(list(assets)));
        text.append("paths: %s\n".formatted(list(paths)));
        line(text, "cause", cause);
        line(text, "fix", fix);
        line(text, "caused-by", causedBy);
        fixedBy.ifPresent(it -> line(text, "fixed-by", it));
        return text.append("---\n").append(body).toString();
    }

    private static void line(StringBuilder to, String key, String value) {
        to.append("%s: %s\n".formatted(key, GuardrailText.quoted(value)));
    }

    private static String list(List<String> words) {
        return words.stream().map(GuardrailText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    String file() {
        return "teams/%s/incidents/%s.md".formatted(team, id);
    }
}
