package io.levee.adapters.forges.gitlab;

import io.levee.adapters.forges.Comments;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// What a merge waits for: the commit status `levee`, and an external status check where one is
/// set up (Ultimate). What is held has failed until people agreed: a status that waits would be
/// failed by GitLab after two minutes anyway.
final class GitLabStatus {
    static final String NAME = "levee";
    private static final int DESCRIPTION_MAX = 200;

    private final Wire wire;
    private final PullRequest request;
    private final String project;

    GitLabStatus(Wire wire, PullRequest request) {
        this.wire = wire;
        this.request = request;
        this.project = GitLabForge.project(request.ref());
    }

    void conclude(ReviewReport report, OptionalLong check) {
        boolean passes = report.passes();
        String state = passes ? "success" : "failed";
        if (!stands(state)) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("state", state);
            status.put("name", NAME);
            status.put(
                    "description",
                    Comments.plain(
                            "%s, %d findings"
                                    .formatted(
                                            report.decision(), report.findings().size()),
                            DESCRIPTION_MAX));
            Raw answer = wire.ask(Ask.json("POST", "%s/statuses/%s".formatted(project, request.head()), status));
            if (answer.status() != 400 || !stands(state)) { // 400: somebody set the same meanwhile
                answer.orThrow();
            }
        }
        if (check.isPresent()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("sha", request.head());
            told.put("external_status_check_id", check.getAsLong());
            told.put("status", passes ? "passed" : "failed");
            wire.ask(Ask.json("POST", GitLabForge.path(request.ref()) + "/status_check_responses", told))
                    .orThrow();
        }
    }

    /// Setting a state that it has already is an error at GitLab.
    private boolean stands(String state) {
        JsonNode statuses = wire.ask(Ask.get(
                        "%s/repository/commits/%s/statuses".formatted(project, request.head()),
                        Map.of("name", NAME, "per_page", "100")))
                .orThrow()
                .json();
        Optional<JsonNode> newest = statuses.valueStream()
                .filter(it -> it.path("name").asString("").equals(NAME))
                .max((a, b) -> Long.compare(a.path("id").asLong(0), b.path("id").asLong(0)));
        return newest.filter(it -> it.path("status").asString("").equals(state)).isPresent();
    }
}
