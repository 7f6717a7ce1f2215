package io.levee.adapters.forges.gitlab;

import io.levee.adapters.forges.Comments;
import io.levee.adapters.forges.Pages;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One note with the whole review, kept up to date: GitLab has no page for a status. Where all is
/// well from the beginning nobody is told.
final class GitLabSummary {
    private static final String MARKER = "<!-- levee:v1 summary -->";
    private static final int PAGES_MAX = 40;
    private static final int TRIES_MAX = 6;

    private final Wire wire;
    private final String path;
    private final Predicate<JsonNode> mine;

    /// @param mine whether we wrote a note
    GitLabSummary(Wire wire, PullRequest.Ref ref, Predicate<JsonNode> mine) {
        this.wire = wire;
        this.path = GitLabForge.path(ref) + "/notes";
        this.mine = mine;
    }

    /// @throws IllegalStateException where nobody knows whether it came
    void write(ReviewReport report) {
        String body = Comments.summary(report) + "\n" + MARKER;
        for (int tried = 1; tried <= TRIES_MAX; tried++) {
            Optional<JsonNode> there = find();
            if (there.isPresent()) {
                if (!there.get().path("body").asString("").strip().equals(body)) {
                    String note = "%s/%d".formatted(path, there.get().path("id").asLong(0));
                    wire.ask(Ask.json("PUT", note, Map.of("body", body))).orThrow();
                }
                return;
            }
            boolean well = report.decision().equals("allow")
                    && report.findings().isEmpty()
                    && report.notReviewed().isEmpty();
            if (well
                    || wire.tell(Ask.json("POST", path, Map.of("body", body)))
                            .map(Raw::orThrow)
                            .isPresent()) {
                return;
            }
            wire.pause(tried);
        }
        throw new IllegalStateException("nobody knows whether the summary came: publish it again");
    }

    private Optional<JsonNode> find() {
        Pages notes = Pages.of(
                PAGES_MAX,
                page -> wire.ask(
                        Ask.get(path, Map.of("sort", "asc", "per_page", "100", "page", Integer.toString(page)))));
        Optional<JsonNode> found = notes.items().stream()
                .filter(note -> note.path("body").asString("").strip().endsWith(MARKER))
                .filter(mine)
                .findFirst();
        if (found.isEmpty() && !notes.whole()) {
            throw new IllegalStateException("the merge request has more notes than can be read");
        }
        return found;
    }
}
