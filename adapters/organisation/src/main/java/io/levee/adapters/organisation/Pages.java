package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Declaration.OfDocument;
import io.levee.knowledge.Document;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.Optional;

/// Reads one page of what a team knows, such as an incident that is not yet in the folder, as
/// the folder would.
public final class Pages {
    /// Bytes of one page.
    public static final int BYTES_MAX = Scan.FILE_BYTES_MAX;

    private Pages() {}

    /// @param document empty where it has errors
    public record Page(Optional<Document> document, List<Problem> problems) {
        public Page {
            problems = List.copyOf(problems);
        }
    }

    /// @param file where it is or will be in the folder, which tells team and kind:
    ///             `teams/kafka/incidents/2025-11-18-broker-disk-full.md`
    public static Page read(String file, byte[] content) {
        if (content.length > BYTES_MAX) {
            return broken(file, "%d bytes are more than %d".formatted(content.length, BYTES_MAX), "shorten the page");
        }
        Parsed parsed = Parsed.of(file, content);
        Optional<Document> document = parsed.part().declarations().stream()
                .filter(OfDocument.class::isInstance)
                .map(it -> ((OfDocument) it).document())
                .findFirst();
        if (document.isEmpty() && !parsed.hasErrors()) {
            return broken(
                    file,
                    "`%s` is no page that a team has".formatted(file),
                    "name it `teams/TEAM/incidents/NAME.md`, or `runbooks`, or `skills/NAME/SKILL.md`");
        }
        return new Page(parsed.hasErrors() ? Optional.empty() : document, parsed.problems());
    }

    private static Page broken(String file, String what, String fix) {
        return new Page(Optional.empty(), List.of(Problem.error(file, 0, what, fix)));
    }
}
