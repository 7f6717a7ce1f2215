package io.levee.adapters.forges.github;

import io.levee.adapters.forges.Comments;
import io.levee.adapters.forges.Feedback;
import io.levee.adapters.forges.Marker;
import io.levee.adapters.forges.Place;
import io.levee.adapters.forges.PostedThread;
import io.levee.adapters.forges.Posting;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Threads;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The review threads of one pull request. What is new comes as one review for each head, which
/// only comments and never approves. A file's own comment cannot be part of a review and comes
/// alone; what has no place in the diff is listed in the review's text, and known again by the list
/// in its last line.
final class GitHubThreads implements Threads {
    private static final String THREADS = """
            query Threads($owner: String!, $name: String!, $number: Int!, $after: String) {
              repository(owner: $owner, name: $name) { pullRequest(number: $number) {
                reviewThreads(first: 50, after: $after) {
                  pageInfo { hasNextPage endCursor }
                  nodes { id isResolved comments(first: 50) { nodes {
                    id body viewerDidAuthor author { login }
                    reactions(content: THUMBS_DOWN, first: 50) { nodes { user { login } } }
                  } } }
                } } } }""";
    private static final String REVIEWS = """
            query Reviews($owner: String!, $name: String!, $number: Int!, $after: String) {
              repository(owner: $owner, name: $name) { pullRequest(number: $number) {
                reviews(first: 100, after: $after) {
                  pageInfo { hasNextPage endCursor }
                  nodes { body viewerDidAuthor }
                } } } }""";
    private static final String RESOLVE =
            "mutation Resolve($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }";
    private static final String UNRESOLVE =
            "mutation Unresolve($id: ID!) { unresolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }";
    private static final String EDIT = """
            mutation Edit($id: ID!, $body: String!) {
              updatePullRequestReviewComment(input: {pullRequestReviewCommentId: $id, body: $body}) {
                pullRequestReviewComment { id } } }""";
    private static final Pattern REVIEW = Pattern.compile("<!-- levee:v1 review ([0-9a-f]{40,64}) ([0-9a-f,]*) ?-->");

    private final Wire wire;
    private final GraphQl graph;
    private final PullRequest request;
    private final String summary;
    private final Set<String> refused = new LinkedHashSet<>();
    private boolean linesRefused;
    private boolean reviewed;

    GitHubThreads(Wire wire, GraphQl graph, PullRequest request, Optional<ReviewReport> report) {
        this.wire = wire;
        this.graph = graph;
        this.request = request;
        this.summary = report.map(Comments::summary).orElse("");
    }

    @Override
    public List<PostedThread> ours() {
        List<PostedThread> ours = new ArrayList<>();
        for (JsonNode thread : threads()) {
            JsonNode first = thread.path("comments").path("nodes").path(0);
            String body = first.path("body").asString("");
            if (first.path("viewerDidAuthor").asBoolean(false)) {
                Marker.of(body)
                        .ifPresent(marker -> ours.add(new PostedThread(
                                thread.path("id").asString(""),
                                first.path("id").asString(""),
                                body,
                                thread.path("isResolved").asBoolean(false),
                                marker)));
            }
        }
        reviewed = false;
        for (JsonNode review : all("Reviews", REVIEWS, "reviews")) {
            if (review.path("viewerDidAuthor").asBoolean(false)) {
                listed(review.path("body").asString("").strip(), ours);
            }
        }
        return ours;
    }

    private void listed(String body, List<PostedThread> ours) {
        Matcher line = REVIEW.matcher(body.substring(body.lastIndexOf('\n') + 1));
        if (line.matches()) {
            reviewed |= line.group(1).equals(request.head());
            for (String finding : line.group(2).split(",", -1)) {
                if (!finding.isEmpty()) {
                    ours.add(PostedThread.listed(finding));
                }
            }
        }
    }

    @Override
    public boolean post(List<Posting> postings) {
        List<Posting> onLines = new ArrayList<>();
        List<Posting> onFiles = new ArrayList<>();
        List<Posting> rest = new ArrayList<>();
        for (Posting wanted : postings) {
            Posting posting = linesRefused ? wanted.onFile() : wanted;
            switch (posting.place()) {
                case Place.OnLine _ -> onLines.add(posting);
                case Place.OnFile _ -> (refused.contains(posting.finding()) ? rest : onFiles).add(posting);
                case Place.Nowhere _ -> rest.add(posting);
            }
        }
        if (reviewed) {
            onFiles.addAll(0, onLines);
            onLines.clear();
        }
        for (Posting posting : onFiles) {
            if (!comment(posting)) {
                return false;
            }
        }
        return (onLines.isEmpty() && rest.isEmpty()) || review(onLines, rest);
    }

    /// All of it or nothing of it is there afterwards. Where GitHub does not find a line, it says
    /// not which, and all go to their files.
    private boolean review(List<Posting> onLines, List<Posting> rest) {
        String listed = String.join(",", rest.stream().map(Posting::finding).toList());
        Map<String, Object> review = new LinkedHashMap<>();
        review.put("commit_id", request.head());
        review.put("event", "COMMENT");
        review.put(
                "body",
                "%s\n%s\n\n<!-- levee:v1 review %s %s -->"
                        .formatted(summary, Comments.list(rest), request.head(), listed));
        review.put("comments", onLines.stream().map(GitHubThreads::placed).toList());
        Optional<Raw> answer = wire.tell(Ask.json("POST", path("/reviews"), review));
        if (answer.isPresent() && answer.get().status() == 422 && !onLines.isEmpty()) {
            linesRefused = true;
            return false;
        }
        return answer.map(Raw::orThrow).isPresent();
    }

    private boolean comment(Posting posting) {
        Map<String, Object> comment = new LinkedHashMap<>(placed(posting));
        comment.put("commit_id", request.head());
        Optional<Raw> answer = wire.tell(Ask.json("POST", path("/comments"), comment));
        if (answer.isPresent() && answer.get().status() == 422) {
            if (posting.place() instanceof Place.OnLine) {
                linesRefused = true;
            } else {
                refused.add(posting.finding());
            }
            return false;
        }
        return answer.map(Raw::orThrow).isPresent();
    }

    private static Map<String, Object> placed(Posting posting) {
        return switch (posting.place()) {
            case Place.OnLine(var file, var line) ->
                Map.of(
                        "path", file.path(),
                        "line", line.number(),
                        "side", line.after() > 0 ? "RIGHT" : "LEFT",
                        "body", posting.body());
            case Place.OnFile(var file) -> Map.of("path", file.path(), "subject_type", "file", "body", posting.body());
            case Place.Nowhere _ -> Map.of("body", posting.body());
        };
    }

    @Override
    public void edit(PostedThread thread, String body) {
        graph.run("Edit", EDIT, Map.of("id", thread.comment(), "body", body));
    }

    @Override
    public void resolve(PostedThread thread, boolean resolved) {
        graph.run(resolved ? "Resolve" : "Unresolve", resolved ? RESOLVE : UNRESOLVE, Map.of("id", thread.id()));
    }

    /// Each person once for each finding.
    List<Feedback> feedback() {
        Set<Feedback> said = new LinkedHashSet<>();
        for (JsonNode thread : threads()) {
            JsonNode comments = thread.path("comments").path("nodes");
            JsonNode first = comments.path(0);
            Optional<Marker> marker = Marker.of(first.path("body").asString(""))
                    .filter(_ -> first.path("viewerDidAuthor").asBoolean(false));
            if (marker.isEmpty()) {
                continue;
            }
            for (JsonNode reaction : first.path("reactions").path("nodes")) {
                said.add(feedback(marker.get(), reaction.path("user")));
            }
            for (JsonNode comment : comments) {
                if (!comment.path("viewerDidAuthor").asBoolean(false)
                        && Comments.saysNotUseful(comment.path("body").asString(""))) {
                    said.add(feedback(marker.get(), comment.path("author")));
                }
            }
        }
        return List.copyOf(said);
    }

    private static Feedback feedback(Marker marker, JsonNode who) {
        return new Feedback(
                marker.team(),
                marker.rule(),
                marker.finding(),
                who.path("login").asString("ghost"));
    }

    private List<JsonNode> threads() {
        return all("Threads", THREADS, "reviewThreads");
    }

    private List<JsonNode> all(String operation, String query, String connection) {
        String[] name = request.ref().repository().split("/", 2);
        return graph.all(
                operation,
                query,
                Map.of(
                        "owner",
                        name[0],
                        "name",
                        name[1],
                        "number",
                        request.ref().number()),
                data -> data.path("repository").path("pullRequest").path(connection));
    }

    private String path(String below) {
        return GitHubForge.path(request.ref()) + below;
    }
}
