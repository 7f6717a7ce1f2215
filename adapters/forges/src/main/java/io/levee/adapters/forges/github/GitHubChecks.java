package io.levee.adapters.forges.github;

import io.levee.adapters.forges.Comments;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Signatures;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The check `levee` at a head: one for all teams, because branch protection waits for checks by
/// their names, and which teams are asked differs from change to change. It is concluded last, when
/// all findings are annotated, 50 at a time. Only apps may make checks; for whoever is none there
/// is a commit status of the same name.
final class GitHubChecks {
    static final String NAME = "levee";
    static final int ANNOTATIONS_MAX = 50;
    private static final int TRIES_MAX = 6;
    private static final int MESSAGE_MAX = 4_000;
    private static final int TITLE_MAX = 200;
    private static final int DESCRIPTION_MAX = 140;

    private final Wire wire;
    private final PullRequest request;
    private final String repository;

    GitHubChecks(Wire wire, PullRequest request) {
        this.wire = wire;
        this.request = request;
        this.repository = "/repos/" + request.ref().repository();
    }

    /// @throws IllegalStateException where nobody knows what stands there
    void conclude(ReviewReport report) {
        String id = "levee-" + HexFormat.of().formatHex(Signatures.sha256(new JsonMapper().writeValueAsBytes(report)));
        List<Map<String, Object>> annotations = report.findings().stream()
                .filter(concern -> !concern.file().isEmpty())
                .map(GitHubChecks::annotation)
                .toList();
        for (int tried = 1; tried <= TRIES_MAX; tried++) {
            Optional<JsonNode> run = find(id);
            if (run.isPresent() && run.get().path("status").asString("").equals("completed")) {
                return;
            }
            Optional<Raw> told = run.isPresent() ? goOn(run.get(), annotations, report) : begin(id, report);
            if (told.isPresent() && told.get().status() == 403) {
                status(report);
                return;
            }
            if (told.isPresent()) {
                told.get().orThrow();
                tried = 0; // one step nearer: steps are as many as there are batches
            } else {
                wire.pause(tried);
            }
        }
        throw new IllegalStateException("nobody knows whether the check came: publish it again");
    }

    /// Only the newest counts for whoever waits for it, so that an older one that says the same has
    /// to be said again.
    private Optional<JsonNode> find(String id) {
        Raw answer = wire.ask(Ask.get(
                "%s/commits/%s/check-runs".formatted(repository, request.head()),
                Map.of("check_name", NAME, "filter", "all", "per_page", "100")));
        if (answer.status() == 403) {
            return Optional.empty();
        }
        return answer.orThrow()
                .json()
                .path("check_runs")
                .valueStream()
                .filter(run -> run.path("name").asString("").equals(NAME))
                .max((a, b) -> Long.compare(a.path("id").asLong(0), b.path("id").asLong(0)))
                .filter(run -> run.path("external_id").asString("").equals(id));
    }

    private Optional<Raw> begin(String id, ReviewReport report) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("name", NAME);
        run.put("head_sha", request.head());
        run.put("external_id", id);
        run.put("status", "in_progress");
        run.put("output", output(report, List.of()));
        return wire.tell(Ask.json("POST", repository + "/check-runs", run));
    }

    /// Annotations add up, so that GitHub's count says which come next.
    private Optional<Raw> goOn(JsonNode run, List<Map<String, Object>> annotations, ReviewReport report) {
        int there = Math.clamp(run.path("output").path("annotations_count").asInt(0), 0, annotations.size());
        int until = Math.min(annotations.size(), there + ANNOTATIONS_MAX);
        Map<String, Object> more = new HashMap<>();
        more.put("output", output(report, annotations.subList(there, until)));
        if (until == annotations.size()) {
            more.put("status", "completed");
            more.put("conclusion", conclusion(report));
        }
        return wire.tell(
                Ask.json("PATCH", repository + "/check-runs/" + run.path("id").asLong(0), more));
    }

    static String conclusion(ReviewReport report) {
        if (report.passes()) {
            return "success";
        }
        return switch (report.decision()) {
            case "allow", "hold" -> "action_required";
            default -> "failure";
        };
    }

    private static Map<String, Object> output(ReviewReport report, List<Map<String, Object>> annotations) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("title", title(report));
        output.put("summary", Comments.summary(report));
        output.put("annotations", annotations);
        return output;
    }

    private static String title(ReviewReport report) {
        return "%s, %d findings"
                .formatted(
                        Comments.plain(report.decision(), 20), report.findings().size());
    }

    private static Map<String, Object> annotation(Concern concern) {
        int line = Math.max(1, concern.line());
        return Map.of(
                "path",
                concern.file(),
                "start_line",
                line,
                "end_line",
                line,
                "annotation_level",
                switch (concern.severity()) {
                    case "critical", "high" -> "failure";
                    case "medium" -> "warning";
                    default -> "notice";
                },
                "title",
                Comments.plain("%s (%s)".formatted(concern.rule(), concern.team()), TITLE_MAX),
                "message",
                Comments.plain(concern.message(), MESSAGE_MAX));
    }

    /// The last one of a name counts, so that it may be set again.
    private void status(ReviewReport report) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("context", NAME);
        status.put("state", conclusion(report).equals("success") ? "success" : "failure");
        status.put("description", Comments.plain(title(report), DESCRIPTION_MAX));
        wire.ask(Ask.json("POST", "%s/statuses/%s".formatted(repository, request.head()), status))
                .orThrow();
    }
}
