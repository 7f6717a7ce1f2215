package io.levee.adapters.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Stands for GitLab with one project and one merge request in it: what docs.gitlab.com says of
/// merge requests, their diffs and discussions, repository files, commit statuses, reactions and
/// external status checks. Setting a status that stands already is an error, as there.
public final class GitLabDouble extends ForgeDouble {
    public static final String PROJECT = "42";
    public static final long NUMBER = 7;
    public static final String ME = "project_42_bot";

    private final List<Map<String, Object>> statuses = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private List<Map<String, Object>> files = List.of();
    private String start = "b".repeat(40);
    private String base = "a".repeat(40);
    private String head = "1".repeat(40);
    private String changes = "0";
    private boolean takesNoLines;
    private boolean takesNoFiles;

    /// Somebody pushed.
    ///
    /// @param diff what lines may be commented on
    public synchronized void pushed(String newHead, String diff) {
        head = newHead;
        shows(diff);
        changes = Integer.toString(paths().size());
    }

    /// As `GET /merge_requests/7/diffs` lists them.
    public synchronized void lists(List<Map<String, Object>> all) {
        files = List.copyOf(all);
        changes = Integer.toString(all.size());
    }

    /// `1000+` where GitLab stops counting.
    public synchronized void claims(String changesCount) {
        changes = changesCount;
    }

    public synchronized void takesNoLines() {
        takesNoLines = true;
    }

    public synchronized void takesNoFiles() {
        takesNoFiles = true;
    }

    /// The states that were set, oldest first.
    public synchronized List<String> statuses() {
        return statuses.stream().map(it -> String.valueOf(it.get("status"))).toList();
    }

    /// Notes that belong to no discussion.
    public synchronized List<Note> notes() {
        return List.copyOf(notes);
    }

    public synchronized List<String> checks() {
        return List.copyOf(checks);
    }

    @Override
    protected HttpAnswer apply(HttpAsked request) {
        String project = "/projects/" + PROJECT;
        String merge = project + "/merge_requests/" + NUMBER;
        List<String> steps = request.steps();
        return switch (request.method() + " " + request.path()) {
            case "GET /user" -> json(200, Map.of("id", 99, "username", ME));
            case String it when it.equals("GET " + merge) -> json(200, merge());
            case String it
            when it.equals("GET " + project + "/merge_requests") ->
                page(
                        request.query().getOrDefault("target_branch", "main").equals("main")
                                ? List.of(merge())
                                : List.of(),
                        request,
                        100);
            case String it when it.equals("GET " + merge + "/diffs") -> page(files, request, 100);
            case String it
            when it.equals("GET " + merge + "/discussions") ->
                page(talks.stream().map(this::discussion).toList(), request, 10);
            case String it when it.equals("POST " + merge + "/discussions") -> begin(request.json());
            case String it
            when it.startsWith("PUT " + merge + "/discussions/") && steps.size() == 6 ->
                resolved(steps.get(5), request.json().path("resolved").asBoolean(false));
            case String it
            when it.startsWith("PUT " + merge + "/discussions/") && steps.size() == 8 ->
                edited(steps.get(7), request.json().path("body").asString(""));
            case String it when it.equals("GET " + merge + "/notes") -> notes(request);
            case String it
            when it.equals("POST " + merge + "/notes") -> {
                notes.add(new Note(nextId(), ME, request.json().path("body").asString("")));
                yield json(201, Map.of());
            }
            case String it
            when it.startsWith("PUT " + merge + "/notes/") ->
                edited(steps.get(5), request.json().path("body").asString(""));
            case String it when it.startsWith("GET " + merge + "/notes/") -> reactions(steps.get(5), request);
            case String it when it.equals("GET " + project + "/repository/tree") -> tree(request);
            case String it
            when it.startsWith("GET " + project + "/repository/files/") ->
                file(request.query().getOrDefault("ref", ""), steps.get(4));
            case String it
            when it.equals("GET " + project + "/repository/commits/" + head + "/statuses") ->
                page(
                        statuses.stream()
                                .filter(status -> head.equals(status.get("sha")))
                                .toList(),
                        request,
                        100);
            case String it when it.equals("POST " + project + "/statuses/" + head) -> status(request.json());
            case String it
            when it.equals("POST " + merge + "/status_check_responses") -> {
                checks.add(request.json().path("status").asString(""));
                yield json(201, Map.of());
            }
            default -> missing();
        };
    }

    private HttpAnswer tree(HttpAsked request) {
        String folder = request.query().getOrDefault("path", "") + "/";
        List<Map<String, String>> all = pathsAt(request.query().getOrDefault("ref", "")).stream()
                .filter(path -> path.startsWith(folder))
                .map(path -> Map.of("path", path, "type", "blob"))
                .toList();
        return all.isEmpty() ? missing() : page(all, request, 100);
    }

    private Map<String, Object> merge() {
        return Map.of(
                "iid",
                NUMBER,
                "state",
                "opened",
                "draft",
                false,
                "sha",
                head,
                "changes_count",
                changes,
                "author",
                Map.of("username", "dana"),
                "diff_refs",
                Map.of("base_sha", base, "start_sha", start, "head_sha", head));
    }

    private Map<String, Object> discussion(Talk talk) {
        return Map.of(
                "id",
                talk.id,
                "individual_note",
                false,
                "notes",
                talk.notes.stream()
                        .map(note -> Map.of(
                                "id",
                                note.id,
                                "body",
                                note.body,
                                "system",
                                false,
                                "resolvable",
                                true,
                                "resolved",
                                talk.resolved,
                                "author",
                                Map.of("id", note.author.equals(ME) ? 99 : 1, "username", note.author)))
                        .toList());
    }

    private HttpAnswer begin(JsonNode told) {
        JsonNode position = told.path("position");
        String place = position.isMissingNode() ? "" : place(position);
        if (place.equals("refused")) {
            return json(400, Map.of("message", "400 Bad request - Note {:line_code=>[\"can't be blank\"]}"));
        }
        Talk talk = begins(ME, place, told.path("body").asString(""));
        return json(201, discussion(talk));
    }

    private String place(JsonNode position) {
        String path = position.path("new_path").asString("");
        boolean commits = position.path("base_sha").asString("").equals(base)
                && position.path("start_sha").asString("").equals(start)
                && position.path("head_sha").asString("").equals(head);
        if (position.path("position_type").asString("").equals("file")) {
            return commits && !takesNoFiles && paths().contains(path) ? path : "refused";
        }
        int before = position.path("old_line").asInt(0);
        int after = position.path("new_line").asInt(0);
        String place = after > 0 ? "%s RIGHT %d".formatted(path, after) : "%s LEFT %d".formatted(path, before);
        boolean other = after == 0 || before == 0 || lines().contains("%s LEFT %d".formatted(path, before));
        return commits && !takesNoLines && other && lines().contains(place) ? place : "refused";
    }

    private HttpAnswer resolved(String id, boolean resolved) {
        talks.stream().filter(talk -> talk.id.equals(id)).forEach(talk -> talk.resolved = resolved);
        return json(200, Map.of());
    }

    private HttpAnswer edited(String id, String body) {
        Stream.concat(talks.stream().flatMap(talk -> talk.notes.stream()), notes.stream())
                .filter(note -> id.equals(Long.toString(note.id)) && note.author.equals(ME))
                .forEach(note -> note.body = body);
        return json(200, Map.of());
    }

    /// Those of discussions are among them, as there.
    private HttpAnswer notes(HttpAsked request) {
        return page(
                Stream.concat(talks.stream().flatMap(talk -> talk.notes.stream()), notes.stream())
                        .map(note -> Map.of(
                                "id", note.id,
                                "body", note.body,
                                "author", Map.of("id", note.author.equals(ME) ? 99 : 1, "username", note.author)))
                        .toList(),
                request,
                100);
    }

    private HttpAnswer reactions(String note, HttpAsked request) {
        return page(
                talks.stream()
                        .flatMap(talk -> talk.notes.stream())
                        .filter(it -> note.equals(Long.toString(it.id)))
                        .flatMap(it -> it.thumbsDown.stream())
                        .map(who -> Map.of("name", "thumbsdown", "user", Map.of("username", who)))
                        .toList(),
                request,
                100);
    }

    private HttpAnswer status(JsonNode told) {
        String state = told.path("state").asString("");
        if (!statuses.isEmpty()
                && Objects.equals(statuses.getLast().get("status"), state)
                && Objects.equals(statuses.getLast().get("sha"), head)) {
            return json(400, Map.of("message", "Cannot transition status via :run from :" + state));
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("id", nextId());
        status.put("sha", head);
        status.put("name", told.path("name").asString(""));
        status.put("status", state);
        statuses.add(status);
        return json(201, status);
    }
}
