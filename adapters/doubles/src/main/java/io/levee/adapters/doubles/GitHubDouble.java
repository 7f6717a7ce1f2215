package io.levee.adapters.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Stands for GitHub with one repository and one pull request in it: what docs.github.com says of
/// pulls, compare, contents, reviews, review comments, check runs, commit statuses, and of GraphQL
/// what review threads need. A review with one line outside the diff is refused whole, as there.
public final class GitHubDouble extends ForgeDouble {
    public static final String REPOSITORY = "acme/shop";
    public static final long NUMBER = 7;
    public static final String ME = "levee[bot]";

    /// One review.
    public record Review(String commit, String event, String body, int comments) {}

    /// One check run.
    public record Check(
            long id, String name, String head, String externalId, String status, String conclusion, int annotations) {}

    private final List<Review> reviews = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private List<Map<String, Object>> files = List.of();
    private String base = "b".repeat(40);
    private String mergeBase = "a".repeat(40);
    private String head = "1".repeat(40);
    private int changedFiles;
    private final List<Map<String, Object>> commits = new ArrayList<>();
    private boolean isOpen = true;
    private String merged = "none";
    private boolean tooLarge;
    private boolean isApp = true;
    private boolean takesNoLines;
    private boolean hidesUnlessAlone;

    /// Somebody pushed.
    public synchronized void pushed(String newHead, String diff) {
        head = newHead;
        shows(diff);
        changedFiles = paths().size();
    }

    /// As `GET /pulls/7/files` lists them, for a diff that is too large to be had whole.
    public synchronized void lists(List<Map<String, Object>> all) {
        files = List.copyOf(all);
        tooLarge = true;
        changedFiles = all.size();
    }

    public synchronized void hasCommits(String newBase, String newMergeBase) {
        base = newBase;
        mergeBase = newMergeBase;
    }

    public synchronized void claims(int filesChanged) {
        changedFiles = filesChanged;
    }

    /// @param commit of `main`
    public synchronized void merged(String commit) {
        isOpen = false;
        merged = commit;
    }

    public synchronized void reopened() {
        isOpen = true;
    }

    /// Somebody pushed to `main`.
    public synchronized void commits(String commit, String message) {
        commits.addFirst(Map.of("sha", commit, "commit", Map.of("message", message)));
    }

    /// The token is a person's: checks are forbidden.
    public synchronized void isNoApp() {
        isApp = false;
    }

    /// Its idea of the diff is not ours.
    public synchronized void takesNoLines() {
        takesNoLines = true;
    }

    /// Leaves out the lines of all files but on a page of one.
    public synchronized void hidesLinesUnlessAlone() {
        hidesUnlessAlone = true;
    }

    public synchronized List<Review> reviews() {
        return List.copyOf(reviews);
    }

    public synchronized List<Check> checks() {
        return List.copyOf(checks);
    }

    public synchronized List<String> statuses() {
        return List.copyOf(statuses);
    }

    @Override
    protected HttpAnswer apply(HttpAsked request) {
        String path = request.path();
        if (path.equals("/graphql")) {
            return graph(request.json());
        }
        String repository = "/repos/" + REPOSITORY;
        String pull = repository + "/pulls/" + NUMBER;
        return switch (request.method() + " " + path) {
            case String it when it.equals("GET " + pull) -> json(200, pull());
            case String it when it.equals("GET " + repository + "/pulls") -> open(request);
            case String it when it.equals("GET " + repository + "/commits") -> json(200, commits);
            case String it
            when it.startsWith("GET " + repository + "/commits/") && it.endsWith("/pulls") ->
                json(200, request.path().contains(merged) && !isOpen ? List.of(pull()) : List.of());
            case String it when it.startsWith("GET " + repository + "/compare/") -> compare(request);
            case String it when it.equals("GET " + pull + "/files") -> files(request);
            case String it when it.equals("POST " + pull + "/reviews") -> review(request.json());
            case String it when it.equals("POST " + pull + "/comments") -> comment(request.json());
            case String it
            when it.startsWith("GET " + repository + "/git/trees/") ->
                json(200, tree(request.steps().getLast()));
            case String it
            when it.startsWith("GET " + repository + "/contents/") ->
                file(
                        request.query().getOrDefault("ref", ""),
                        String.join(
                                "/", request.steps().subList(4, request.steps().size())));
            case String it when it.equals("GET " + repository + "/commits/" + head + "/check-runs") -> checkRuns();
            case String it when it.equals("POST " + repository + "/check-runs") -> check(request.json());
            case String it
            when it.startsWith("PATCH " + repository + "/check-runs/") ->
                check(Long.parseLong(request.steps().getLast()), request.json());
            case String it
            when it.equals("POST " + repository + "/statuses/" + head) -> {
                statuses.add(request.json().path("state").asString(""));
                yield json(201, Map.of());
            }
            default -> missing();
        };
    }

    private HttpAnswer open(HttpAsked request) {
        boolean asked = request.query().getOrDefault("base", "main").equals("main");
        return page(asked && isOpen ? List.of(pull()) : List.of(), request, 100);
    }

    private Map<String, Object> pull() {
        return Map.ofEntries(
                Map.entry("merged_at", isOpen ? "" : "2026-01-01T00:00:00Z"),
                Map.entry("merge_commit_sha", merged),
                Map.entry("number", NUMBER),
                Map.entry("state", isOpen ? "open" : "closed"),
                Map.entry("draft", false),
                Map.entry("changed_files", changedFiles),
                Map.entry("user", Map.of("login", "dana")),
                Map.entry("base", Map.of("sha", base, "ref", "main")),
                Map.entry("head", Map.of("sha", head, "ref", "topic")));
    }

    private HttpAnswer compare(HttpAsked request) {
        if (!request.header("Accept").equals("application/vnd.github.diff")) {
            return json(200, Map.of("merge_base_commit", Map.of("sha", mergeBase)));
        }
        return tooLarge
                ? HttpAnswer.json(406, "{\"message\":\"Sorry, the diff exceeded the maximum number of files (300).\"}")
                : new HttpAnswer(200, "application/vnd.github.diff", diff());
    }

    private Map<String, Object> tree(String commit) {
        List<Map<String, String>> all = pathsAt(commit).stream()
                .map(path -> Map.of("path", path, "type", "blob"))
                .toList();
        return Map.of("sha", commit, "truncated", all.size() > 20, "tree", all);
    }

    private HttpAnswer files(HttpAsked request) {
        boolean alone = request.query().getOrDefault("per_page", "").equals("1");
        List<Map<String, Object>> shown = files;
        if (hidesUnlessAlone && !alone) {
            shown = files.stream()
                    .map(file -> {
                        Map<String, Object> less = new LinkedHashMap<>(file);
                        less.remove("patch");
                        less.putAll(Map.of("additions", 0, "deletions", 0, "changes", 0));
                        return less;
                    })
                    .toList();
        }
        return page(shown, request, 100);
    }

    private HttpAnswer review(JsonNode review) {
        if (!review.path("commit_id").asString("").equals(head)) {
            return refused("commit_id is not part of the pull request");
        }
        List<JsonNode> comments = review.path("comments").valueStream().toList();
        if (!comments.stream().allMatch(this::isInDiff)) {
            return refused("Pull request review thread line must be part of the diff");
        }
        comments.forEach(
                comment -> begins(ME, place(comment), comment.path("body").asString("")));
        reviews.add(new Review(
                head,
                review.path("event").asString("PENDING"),
                review.path("body").asString(""),
                comments.size()));
        return json(200, Map.of("id", nextId()));
    }

    private HttpAnswer comment(JsonNode comment) {
        boolean onFile = comment.path("subject_type").asString("").equals("file");
        boolean there = onFile ? paths().contains(comment.path("path").asString("")) : isInDiff(comment);
        if (!there || !comment.path("commit_id").asString("").equals(head)) {
            return refused("path or line could not be resolved");
        }
        begins(
                ME,
                onFile ? comment.path("path").asString("") : place(comment),
                comment.path("body").asString(""));
        return json(201, Map.of("id", nextId()));
    }

    private boolean isInDiff(JsonNode comment) {
        return !takesNoLines && lines().contains(place(comment));
    }

    private static String place(JsonNode comment) {
        return "%s %s %d"
                .formatted(
                        comment.path("path").asString(""),
                        comment.path("side").asString(""),
                        comment.path("line").asInt(0));
    }

    private static HttpAnswer refused(String why) {
        return json(422, Map.of("message", "Unprocessable Entity", "errors", List.of(why)));
    }

    private HttpAnswer checkRuns() {
        List<Map<String, Object>> runs = checks.stream()
                .filter(check -> check.head().equals(head))
                .map(check -> Map.<String, Object>of(
                        "id", check.id(),
                        "name", check.name(),
                        "external_id", check.externalId(),
                        "status", check.status(),
                        "output", Map.of("annotations_count", check.annotations())))
                .toList();
        return json(200, Map.of("total_count", runs.size(), "check_runs", runs));
    }

    private HttpAnswer check(JsonNode told) {
        if (!isApp) {
            return json(403, Map.of("message", "You must authenticate via a GitHub App."));
        }
        Check check = new Check(
                nextId(),
                told.path("name").asString(""),
                told.path("head_sha").asString(""),
                told.path("external_id").asString(""),
                told.path("status").asString(""),
                told.path("conclusion").asString(""),
                0);
        checks.add(check);
        return check(check.id(), told);
    }

    private HttpAnswer check(long id, JsonNode told) {
        JsonNode annotations = told.path("output").path("annotations");
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            if (check.id() == id && annotations.size() <= 50) {
                checks.set(
                        i,
                        new Check(
                                id,
                                check.name(),
                                check.head(),
                                check.externalId(),
                                told.path("status").asString(check.status()),
                                told.path("conclusion").asString(check.conclusion()),
                                check.annotations() + annotations.size()));
                return json(200, Map.of("id", id));
            }
        }
        return annotations.size() > 50 ? refused("at most 50 annotations") : missing();
    }

    private HttpAnswer graph(JsonNode asked) {
        JsonNode variables = asked.path("variables");
        String id = variables.path("id").asString("");
        return switch (asked.path("operationName").asString("")) {
            case "Threads" ->
                connection("reviewThreads", talks.stream().map(this::thread).toList(), variables);
            case "Reviews" ->
                connection(
                        "reviews",
                        reviews.stream()
                                .map(review -> Map.<String, Object>of("body", review.body(), "viewerDidAuthor", true))
                                .toList(),
                        variables);
            case "Resolve" -> resolved(id, true);
            case "Unresolve" -> resolved(id, false);
            case "Edit" -> edited(id, variables.path("body").asString(""));
            default -> json(200, Map.of("errors", List.of(Map.of("type", "undefinedOperation"))));
        };
    }

    /// Pages of ten, so that tests turn some.
    private static HttpAnswer connection(String name, List<Map<String, Object>> nodes, JsonNode variables) {
        int from = Integer.parseInt("0" + variables.path("after").asString(""));
        int to = Math.min(nodes.size(), from + 10);
        Map<String, Object> page = Map.of(
                "pageInfo", Map.of("hasNextPage", to < nodes.size(), "endCursor", Integer.toString(to)),
                "nodes", nodes.subList(from, to));
        return json(200, Map.of("data", Map.of("repository", Map.of("pullRequest", Map.of(name, page)))));
    }

    private Map<String, Object> thread(Talk talk) {
        List<Map<String, Object>> comments = talk.notes.stream()
                .map(note -> Map.<String, Object>of(
                        "id", "PRRC_" + note.id,
                        "body", note.body,
                        "viewerDidAuthor", note.author.equals(ME),
                        "author", Map.of("login", note.author),
                        "reactions",
                                Map.of(
                                        "nodes",
                                        note.thumbsDown.stream()
                                                .map(who -> Map.of("user", Map.of("login", who)))
                                                .toList())))
                .toList();
        return Map.of("id", talk.id, "isResolved", talk.resolved, "comments", Map.of("nodes", comments));
    }

    private HttpAnswer resolved(String id, boolean resolved) {
        talks.stream().filter(talk -> talk.id.equals(id)).forEach(talk -> talk.resolved = resolved);
        return json(200, Map.of("data", Map.of()));
    }

    private HttpAnswer edited(String id, String body) {
        talks.stream()
                .flatMap(talk -> talk.notes.stream())
                .filter(note -> id.equals("PRRC_" + note.id) && note.author.equals(ME))
                .forEach(note -> note.body = body);
        return json(200, Map.of("data", Map.of()));
    }
}
