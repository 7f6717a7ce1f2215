package io.levee.adapters.doubles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// What the doubles of forges share: a token, a diff whose lines may be commented on, files at
/// commits, pages, and faults that the test chooses for each request.
public abstract class ForgeDouble extends HttpDouble {
    public static final String TOKEN = "forge-token-never-shown";
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@.*");
    private static final JsonMapper JSON = new JsonMapper();

    /// What goes wrong with one request.
    public enum Fault {
        NONE,
        /// Nothing is done, and nobody can know.
        BAD_GATEWAY,
        /// It is done, and nobody can know.
        DONE_AND_LOST,
        TOO_MANY,
        SECONDARY_LIMIT,
        PRIMARY_LIMIT
    }

    private Function<HttpAsked, Fault> faults = _ -> Fault.NONE;
    private final Map<String, String> contents = new HashMap<>();
    private String diff = "";
    private long ids = 3_000_000_000L; // past what fits an int, as at GitHub

    public final synchronized void faults(Function<HttpAsked, Fault> chosen) {
        faults = chosen;
    }

    /// @param commit where it stands
    public final synchronized void has(String commit, String path, String text) {
        contents.put(commit + ":" + path, text);
    }

    protected abstract HttpAnswer apply(HttpAsked request);

    @Override
    protected final HttpAnswer answer(HttpAsked request) {
        if (!request.header("Authorization").equals("Bearer " + TOKEN)) {
            return HttpAnswer.json(401, "{\"message\":\"Bad credentials\"}");
        }
        return switch (faults.apply(request)) {
            case NONE -> apply(request);
            case BAD_GATEWAY -> HttpAnswer.json(502, "<html>");
            case DONE_AND_LOST -> {
                apply(request);
                yield HttpAnswer.json(502, "<html>");
            }
            case TOO_MANY -> HttpAnswer.json(429, "{}").with(Map.of("Retry-After", "7"));
            case SECONDARY_LIMIT -> HttpAnswer.json(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}");
            case PRIMARY_LIMIT ->
                HttpAnswer.json(403, "{\"message\":\"API rate limit exceeded\"}")
                        .with(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1"));
        };
    }

    protected final long nextId() {
        return ids++;
    }

    protected final void shows(String unified) {
        diff = unified;
    }

    protected final String diff() {
        return diff;
    }

    /// Sorted.
    protected final List<String> pathsAt(String commit) {
        return contents.keySet().stream()
                .filter(name -> name.startsWith(commit + ":"))
                .map(name -> name.substring(commit.length() + 1))
                .sorted()
                .toList();
    }

    protected final HttpAnswer file(String commit, String path) {
        String text = contents.get(commit + ":" + path);
        return text == null ? missing() : new HttpAnswer(200, "text/plain", text);
    }

    protected static HttpAnswer missing() {
        return HttpAnswer.json(404, "{\"message\":\"Not Found\"}");
    }

    protected static HttpAnswer json(int status, Object value) {
        return HttpAnswer.json(status, JSON.writeValueAsString(value));
    }

    /// One page, with the header that says whether more follow.
    protected final HttpAnswer page(List<?> all, HttpAsked request, int perPageMax) {
        int size = Math.clamp(Integer.parseInt(request.query().getOrDefault("per_page", "20")), 1, perPageMax);
        int page = Integer.parseInt(request.query().getOrDefault("page", "1"));
        int from = Math.min(all.size(), (page - 1) * size);
        int to = Math.min(all.size(), from + size);
        HttpAnswer answer = json(200, all.subList(from, to));
        return to < all.size()
                ? answer.with(Map.of("Link", "<https://elsewhere.example/?page=%d>; rel=\"next\"".formatted(page + 1)))
                : answer;
    }

    /// `PATH LEFT 3` and `PATH RIGHT 4` for every line that the diff shows.
    protected final Set<String> lines() {
        Set<String> lines = new HashSet<>();
        String path = "";
        int before = 0;
        int after = 0;
        for (String line : diff.split("\n", -1)) {
            Matcher hunk = HUNK.matcher(line);
            if (line.startsWith("diff --git ")) {
                path = line.substring(line.lastIndexOf(" b/") + 3);
                after = 0;
            } else if (hunk.matches()) {
                before = Integer.parseInt(hunk.group(1));
                after = Integer.parseInt(hunk.group(2));
            } else if (after > 0 && line.startsWith("+")) {
                lines.add("%s RIGHT %d".formatted(path, after++));
            } else if (after > 0 && line.startsWith("-")) {
                lines.add("%s LEFT %d".formatted(path, before++));
            } else if (after > 0 && line.startsWith(" ")) {
                lines.add("%s LEFT %d".formatted(path, before++));
                lines.add("%s RIGHT %d".formatted(path, after++));
            }
        }
        return lines;
    }

    protected final Set<String> paths() {
        Set<String> paths = new HashSet<>();
        for (String line : diff.split("\n", -1)) {
            if (line.startsWith("diff --git ")) {
                paths.add(line.substring(line.lastIndexOf(" b/") + 3));
            }
        }
        return paths;
    }

    /// One comment as the forge keeps it.
    public static final class Note {
        final long id;
        final String author;
        String body;
        final List<String> thumbsDown = new ArrayList<>();

        Note(long id, String author, String body) {
            this.id = id;
            this.author = author;
            this.body = body;
        }

        public String author() {
            return author;
        }

        public String body() {
            return body;
        }
    }

    /// A thread as the forge keeps it.
    public static final class Talk {
        final String id;
        /// `PATH RIGHT 3`, `PATH`, or empty.
        final String place;
        boolean resolved;
        final List<Note> notes = new ArrayList<>();

        Talk(String id, String place) {
            this.id = id;
            this.place = place;
        }

        public String place() {
            return place;
        }

        public boolean resolved() {
            return resolved;
        }

        public List<Note> notes() {
            return List.copyOf(notes);
        }
    }

    protected final List<Talk> talks = new ArrayList<>();

    public final synchronized List<Talk> talks() {
        return List.copyOf(talks);
    }

    public final synchronized void says(Talk talk, String author, String body) {
        talk.notes.add(new Note(nextId(), author, body));
    }

    public final synchronized void thumbsDown(Talk talk, String who) {
        talk.notes.getFirst().thumbsDown.add(who);
    }

    /// As a person does.
    public final synchronized void resolves(Talk talk, boolean resolved) {
        talk.resolved = resolved;
    }

    /// A thread that somebody else began.
    public final synchronized Talk begins(String author, String place, String body) {
        Talk talk = new Talk("talk" + nextId(), place);
        talk.notes.add(new Note(nextId(), author, body));
        talks.add(talk);
        return talk;
    }
}
