package io.levee.adapters.forges.github;

import io.levee.adapters.forges.Feedback;
import io.levee.adapters.forges.FetchedContents;
import io.levee.adapters.forges.Forge;
import io.levee.adapters.forges.Pages;
import io.levee.adapters.forges.Patience;
import io.levee.adapters.forges.Published;
import io.levee.adapters.forges.Publishing;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Turns;
import io.levee.adapters.forges.Undone;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import io.levee.change.Change;
import io.levee.change.Contents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// GitHub.
public final class GitHubForge implements Forge {
    public static final String API = "https://api.github.com";
    /// Of an Enterprise Server, whose GraphQL is beside it.
    private static final String ENTERPRISE = "/api/v3";

    private final Wire wire;
    private final GraphQl graph;
    private final Turns turns = new Turns();

    /// @param api   [#API], or `https://HOST/api/v3`
    /// @param token of an installation of an app with `checks`, `pull_requests` (write) and
    ///              `contents` (read); asked for each request
    public GitHubForge(String api, Supplier<String> token, Patience patience) {
        Map<String, String> headers = Map.of(
                "Accept", "application/vnd.github+json",
                "X-GitHub-Api-Version", "2022-11-28",
                "User-Agent", "levee");
        boolean enterprise = api.endsWith(ENTERPRISE);
        this.wire = new Wire(api, token, headers, patience);
        this.graph = enterprise
                ? new GraphQl(
                        new Wire(api.substring(0, api.length() - "/v3".length()), token, headers, patience), "/graphql")
                : new GraphQl(wire, "/graphql");
    }

    static String path(PullRequest.Ref ref) {
        return "/repos/%s/pulls/%d".formatted(ref.repository(), ref.number());
    }

    @Override
    public PullRequest opened(PullRequest.Ref ref) {
        if (!GitHubHook.isRepository(ref.repository())) {
            throw new IllegalArgumentException(
                    "`%s` is no repository of GitHub: write `OWNER/NAME`".formatted(ref.repository()));
        }
        PullRequest now = opened(wire, ref);
        JsonNode compared = wire.ask(
                        Ask.get("/repos/%s/compare/%s...%s".formatted(ref.repository(), now.base(), now.head())))
                .orThrow()
                .json();
        String mergeBase = PullRequest.commit(
                compared.path("merge_base_commit").path("sha").asString(""));
        return new PullRequest(
                ref, now.base(), mergeBase, now.head(), now.author(), now.open(), now.draft(), now.files());
    }

    /// Without asking where it left its base.
    static PullRequest opened(Wire wire, PullRequest.Ref ref) {
        JsonNode told = wire.ask(Ask.get(path(ref))).orThrow().json();
        String base = PullRequest.commit(told.path("base").path("sha").asString(""));
        return new PullRequest(
                ref,
                base,
                base,
                PullRequest.commit(told.path("head").path("sha").asString("")),
                told.path("user").path("login").asString("ghost"),
                told.path("state").asString("").equals("open"),
                told.path("draft").asBoolean(false),
                told.path("changed_files").asInt(PullRequest.FILES_UNKNOWN));
    }

    @Override
    public List<Listed> open(String repository, Optional<String> branch) {
        Map<String, String> query = new HashMap<>(Map.of("state", "open", "per_page", "100"));
        branch.ifPresent(it -> query.put("base", it));
        Pages pages = Pages.of(LISTED_MAX / 100, page -> {
            query.put("page", Integer.toString(page));
            return wire.ask(Ask.get("/repos/%s/pulls".formatted(repository), query));
        });
        return pages.items().stream()
                .filter(it -> !it.path("draft").asBoolean(false))
                .map(it -> new Listed(
                        new PullRequest.Ref(repository, it.path("number").asLong(0)),
                        it.path("head").path("sha").asString("")))
                .toList();
    }

    @Override
    public List<Undone> undone(String repository, String branch) {
        Raw commits = wire.ask(Ask.get(
                "/repos/%s/commits".formatted(repository),
                Map.of("sha", branch, "per_page", Integer.toString(Undone.COMMITS_MAX))));
        return Undone.in(
                commits,
                it -> new Undone.Commit(
                        it.path("sha").asString(""),
                        it.path("commit").path("message").asString("")),
                sha -> merged(repository, branch, sha));
    }

    /// Of a rebase only its last commit is known.
    private Stream<Undone> merged(String repository, String branch, String sha) {
        Raw answer = wire.ask(Ask.get("/repos/%s/commits/%s/pulls".formatted(repository, sha)));
        return answer.status() == 404 || answer.status() == 422
                ? Stream.empty()
                : answer.orThrow()
                        .json()
                        .valueStream()
                        .filter(it -> !it.path("merged_at").asString("").isEmpty())
                        .filter(it -> it.path("base").path("ref").asString("").equals(branch))
                        .filter(it -> it.path("merge_commit_sha").asString("").equals(sha))
                        .map(it -> new Undone(
                                new PullRequest.Ref(
                                        repository, it.path("number").asLong(0)),
                                it.path("head").path("sha").asString(""),
                                ""));
    }

    @Override
    public Change change(PullRequest request) {
        return new GitHubChange(wire, request).read();
    }

    @Override
    public Contents contents(PullRequest request) {
        return new FetchedContents(request, (path, commit) -> file(request, path, commit));
    }

    @Override
    public Optional<String> atBase(PullRequest request, String path) {
        return file(request, path, request.base()).flatMap(FetchedContents::decoded);
    }

    @Override
    public List<String> pathsAtBase(PullRequest request, String folder) {
        JsonNode tree = wire.ask(Ask.get(
                        "/repos/%s/git/trees/%s".formatted(request.ref().repository(), request.base()),
                        Map.of("recursive", "1")))
                .orThrow()
                .json();
        if (tree.path("truncated").asBoolean(true)) {
            throw new IllegalStateException("GitHub does not list all files of the base: it has too many");
        }
        return tree.path("tree")
                .valueStream()
                .filter(it -> it.path("type").asString("").equals("blob"))
                .map(it -> it.path("path").asString(""))
                .filter(it -> it.startsWith(folder + "/"))
                .toList();
    }

    /// Empty where it is not there.
    private Optional<byte[]> file(PullRequest request, String path, String commit) {
        List<String> steps = List.of(path.split("/", -1));
        if (Stream.of("", ".", "..").anyMatch(steps::contains)) {
            return Optional.empty();
        }
        String below = steps.stream().map(Ask::step).collect(Collectors.joining("/"));
        Raw answer = wire.ask(
                Ask.get("/repos/%s/contents/%s".formatted(request.ref().repository(), below), Map.of("ref", commit))
                        .with("Accept", "application/vnd.github.raw+json"));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orThrow().bytes());
    }

    @Override
    public Published publish(PullRequest request, Change change, ReviewReport report) {
        return turns.take(request.ref(), () -> published(request, change, report));
    }

    private Published published(PullRequest request, Change change, ReviewReport report) {
        String head = opened(wire, request.ref()).head();
        if (!head.equals(request.head())) {
            return new Published.Stale(head);
        }
        new GitHubChecks(wire, request).conclude(report);
        return Publishing.publish(new GitHubThreads(wire, graph, request, Optional.of(report)), change, report, wire);
    }

    @Override
    public List<Feedback> feedback(PullRequest request) {
        return new GitHubThreads(wire, graph, request, Optional.empty()).feedback();
    }
}
