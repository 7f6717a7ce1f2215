package io.levee.adapters.forges.gitlab;

import io.levee.adapters.forges.Comments;
import io.levee.adapters.forges.Feedback;
import io.levee.adapters.forges.Marker;
import io.levee.adapters.forges.Pages;
import io.levee.adapters.forges.Place;
import io.levee.adapters.forges.PostedThread;
import io.levee.adapters.forges.Posting;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Threads;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import io.levee.change.ChangedFile;
import io.levee.change.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The discussions of one merge request: at a line, at a file, or, where GitLab takes neither, at
/// the whole. All of them can be resolved.
final class GitLabThreads implements Threads {
    private static final int PAGES_MAX = 40;
    /// Comments of ours that are asked about their reactions.
    private static final int REACTIONS_MAX = 200;

    private final Wire wire;
    private final PullRequest request;
    private final String path;
    private final Set<String> lineRefused = new LinkedHashSet<>();
    private final Set<String> fileRefused = new LinkedHashSet<>();
    private long me;

    GitLabThreads(Wire wire, PullRequest request) {
        this.wire = wire;
        this.request = request;
        this.path = GitLabForge.path(request.ref());
    }

    @Override
    public List<PostedThread> ours() {
        List<PostedThread> ours = new ArrayList<>();
        for (JsonNode discussion : discussions()) {
            JsonNode first = discussion.path("notes").path(0);
            String body = first.path("body").asString("");
            if (isMine(first)) {
                Marker.of(body)
                        .ifPresent(marker -> ours.add(new PostedThread(
                                discussion.path("id").asString(""),
                                Long.toString(first.path("id").asLong(0)),
                                body,
                                first.path("resolved").asBoolean(false),
                                marker)));
            }
        }
        return ours;
    }

    /// @throws IllegalStateException where there are more than can be looked at
    private List<JsonNode> discussions() {
        Pages pages = Pages.of(
                PAGES_MAX,
                page -> wire.ask(
                        Ask.get(path + "/discussions", Map.of("per_page", "100", "page", Integer.toString(page)))));
        if (!pages.whole()) {
            throw new IllegalStateException("the merge request has more discussions than can be read");
        }
        return pages.items();
    }

    boolean isMine(JsonNode note) {
        if (me == 0) {
            me = wire.ask(Ask.get("/user")).orThrow().json().path("id").asLong(-1);
        }
        return note.path("author").path("id").asLong(-2) == me;
    }

    /// One by one: what came is found by the next look.
    @Override
    public boolean post(List<Posting> postings) {
        for (Posting posting : postings) {
            if (!post(posting)) {
                return false;
            }
        }
        return true;
    }

    private boolean post(Posting posting) {
        Map<String, Object> discussion = new LinkedHashMap<>();
        discussion.put("body", posting.body());
        Optional<Map<String, Object>> position = position(posting);
        position.ifPresent(it -> discussion.put("position", it));
        Optional<Raw> answer = wire.tell(Ask.json("POST", path + "/discussions", discussion));
        if (answer.isPresent()
                && position.isPresent()
                && (answer.get().status() == 400 || answer.get().status() == 422)) {
            (lineRefused.contains(posting.finding()) || !(posting.place() instanceof Place.OnLine)
                            ? fileRefused
                            : lineRefused)
                    .add(posting.finding());
            return post(posting);
        }
        return answer.map(Raw::orThrow).isPresent();
    }

    private Optional<Map<String, Object>> position(Posting posting) {
        if (fileRefused.contains(posting.finding())) {
            return Optional.empty();
        }
        Posting placed = lineRefused.contains(posting.finding()) ? posting.onFile() : posting;
        return switch (placed.place()) {
            case Place.OnLine(var file, var line) -> Optional.of(onLine(file, line));
            case Place.OnFile(var file) -> Optional.of(position(file, "file"));
            case Place.Nowhere _ -> Optional.empty();
        };
    }

    /// An added line by its number after, a removed one by that before, any other by both.
    private Map<String, Object> onLine(ChangedFile file, Line line) {
        Map<String, Object> position = position(file, "text");
        if (line.before() > 0) {
            position.put("old_line", line.before());
        }
        if (line.after() > 0) {
            position.put("new_line", line.after());
        }
        return position;
    }

    private Map<String, Object> position(ChangedFile file, String type) {
        Map<String, Object> position = new LinkedHashMap<>();
        position.put("position_type", type);
        position.put("base_sha", request.mergeBase());
        position.put("start_sha", request.base());
        position.put("head_sha", request.head());
        position.put("old_path", file.before());
        position.put("new_path", file.after());
        return position;
    }

    @Override
    public void edit(PostedThread thread, String body) {
        String note = "%s/discussions/%s/notes/%s".formatted(path, Ask.step(thread.id()), thread.comment());
        wire.ask(Ask.json("PUT", note, Map.of("body", body))).orThrow();
    }

    @Override
    public void resolve(PostedThread thread, boolean resolved) {
        String discussion = "%s/discussions/%s".formatted(path, Ask.step(thread.id()));
        wire.ask(Ask.json("PUT", discussion, Map.of("resolved", resolved))).orThrow();
    }

    /// Each person once for each finding.
    List<Feedback> feedback() {
        Set<Feedback> said = new LinkedHashSet<>();
        int asked = 0;
        for (JsonNode discussion : discussions()) {
            JsonNode first = discussion.path("notes").path(0);
            Optional<Marker> marker = Marker.of(first.path("body").asString("")).filter(_ -> isMine(first));
            if (marker.isEmpty()) {
                continue;
            }
            if (asked++ < REACTIONS_MAX) {
                reactions(first.path("id").asLong(0)).forEach(it -> said.add(feedback(marker.get(), it.path("user"))));
            }
            for (JsonNode note : discussion.path("notes")) {
                if (!isMine(note) && Comments.saysNotUseful(note.path("body").asString(""))) {
                    said.add(feedback(marker.get(), note.path("author")));
                }
            }
        }
        return List.copyOf(said);
    }

    private List<JsonNode> reactions(long note) {
        return Pages.of(
                        2,
                        page -> wire.ask(Ask.get(
                                "%s/notes/%d/award_emoji".formatted(path, note),
                                Map.of("per_page", "100", "page", Integer.toString(page)))))
                .items()
                .stream()
                .filter(it -> it.path("name").asString("").equals("thumbsdown"))
                .toList();
    }

    private static Feedback feedback(Marker marker, JsonNode who) {
        return new Feedback(
                marker.team(),
                marker.rule(),
                marker.finding(),
                who.path("username").asString("ghost"));
    }
}
