package io.levee.adapters.forges.gitlab;

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
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// GitLab.
public final class GitLabForge implements Forge {
    public static final String API = "https://gitlab.com/api/v4";
    private static final int FILES_DIGITS_MAX = 6;
    /// Of a hundred files.
    private static final int TREE_PAGES_MAX = 50;

    private final Wire wire;
    private final OptionalLong statusCheck;
    private final Turns turns = new Turns();

    /// @param api         [#API], or `https://HOST/api/v4`
    /// @param token       of a project or group, scope `api`, role Developer; asked for each request
    /// @param statusCheck the id of an external status check that is concluded too
    public GitLabForge(String api, Supplier<String> token, OptionalLong statusCheck, Patience patience) {
        this.wire = new Wire(api, token, Map.of("User-Agent", "levee"), patience);
        this.statusCheck = statusCheck;
    }

    static String project(PullRequest.Ref ref) {
        return "/projects/" + Ask.step(ref.repository());
    }

    static String path(PullRequest.Ref ref) {
        return "%s/merge_requests/%d".formatted(project(ref), ref.number());
    }

    static String head(Wire wire, PullRequest.Ref ref) {
        return wire.ask(Ask.get(path(ref))).orThrow().json().path("sha").asString("");
    }

    @Override
    public PullRequest opened(PullRequest.Ref ref) {
        JsonNode told = wire.ask(Ask.get(path(ref))).orThrow().json();
        JsonNode commits = told.path("diff_refs");
        String files = told.path("changes_count").asString("");
        return new PullRequest(
                ref,
                PullRequest.commit(commits.path("start_sha").asString("")),
                PullRequest.commit(commits.path("base_sha").asString("")),
                PullRequest.commit(commits.path("head_sha").asString("")),
                told.path("author").path("username").asString("ghost"),
                told.path("state").asString("").equals("opened"),
                told.path("draft").asBoolean(false),
                // `1000+` where it stopped counting
                files.length() <= FILES_DIGITS_MAX && files.matches("[0-9]+")
                        ? Integer.parseInt(files)
                        : PullRequest.FILES_UNKNOWN);
    }

    @Override
    public List<Listed> open(String repository, Optional<String> branch) {
        Map<String, String> query = new HashMap<>(Map.of("state", "opened", "per_page", "100"));
        branch.ifPresent(it -> query.put("target_branch", it));
        Pages pages = Pages.of(LISTED_MAX / 100, page -> {
            query.put("page", Integer.toString(page));
            return wire.ask(Ask.get("/projects/%s/merge_requests".formatted(Ask.step(repository)), query));
        });
        return pages.items().stream()
                .filter(it -> !it.path("draft").asBoolean(false))
                .map(it -> new Listed(
                        new PullRequest.Ref(repository, it.path("iid").asLong(0)),
                        it.path("sha").asString("")))
                .toList();
    }

    @Override
    public List<Undone> undone(String repository, String branch) {
        String project = "/projects/" + Ask.step(repository);
        Raw commits = wire.ask(Ask.get(
                project + "/repository/commits",
                Map.of("ref_name", branch, "per_page", Integer.toString(Undone.COMMITS_MAX))));
        return Undone.in(
                commits,
                it -> new Undone.Commit(
                        it.path("id").asString(""), it.path("message").asString("")),
                sha -> merged(repository, branch, sha));
    }

    private Stream<Undone> merged(String repository, String branch, String sha) {
        Raw answer = wire.ask(
                Ask.get("/projects/%s/repository/commits/%s/merge_requests".formatted(Ask.step(repository), sha)));
        return answer.status() == 404
                ? Stream.empty()
                : answer.orThrow()
                        .json()
                        .valueStream()
                        .filter(it -> it.path("state").asString("").equals("merged"))
                        .filter(it -> it.path("target_branch").asString("").equals(branch))
                        .filter(it -> Stream.of("merge_commit_sha", "squash_commit_sha", "sha")
                                .anyMatch(key -> it.path(key).asString("").equals(sha)))
                        .map(it -> new Undone(
                                new PullRequest.Ref(repository, it.path("iid").asLong(0)),
                                it.path("sha").asString(""),
                                ""));
    }

    @Override
    public Change change(PullRequest request) {
        return new GitLabChange(wire, request, (path, commit) -> file(request, path, commit)).read();
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
        Raw there = tree(request, folder, 1);
        if (there.status() == 404) {
            return List.of();
        }
        Pages pages = Pages.of(TREE_PAGES_MAX, page -> page == 1 ? there : tree(request, folder, page));
        if (!pages.whole()) {
            throw new IllegalStateException("GitLab lists too many files in `%s` of the base".formatted(folder));
        }
        return pages.items().stream()
                .filter(it -> it.path("type").asString("").equals("blob"))
                .map(it -> it.path("path").asString(""))
                .toList();
    }

    private Raw tree(PullRequest request, String folder, int page) {
        return wire.ask(Ask.get(
                project(request.ref()) + "/repository/tree",
                Map.of(
                        "path",
                        folder,
                        "ref",
                        request.base(),
                        "recursive",
                        "true",
                        "per_page",
                        "100",
                        "page",
                        Integer.toString(page))));
    }

    /// Empty where it is not there.
    private Optional<byte[]> file(PullRequest request, String path, String commit) {
        if (path.isEmpty() || path.equals(".") || path.equals("..")) {
            return Optional.empty();
        }
        Raw answer = wire.ask(Ask.get(
                "%s/repository/files/%s/raw".formatted(project(request.ref()), Ask.step(path)), Map.of("ref", commit)));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orThrow().bytes());
    }

    @Override
    public Published publish(PullRequest request, Change change, ReviewReport report) {
        return turns.take(request.ref(), () -> published(request, change, report));
    }

    private Published published(PullRequest request, Change change, ReviewReport report) {
        String head = head(wire, request.ref());
        if (!head.equals(request.head())) {
            return new Published.Stale(head);
        }
        new GitLabStatus(wire, request).conclude(report, statusCheck);
        GitLabThreads threads = new GitLabThreads(wire, request);
        new GitLabSummary(wire, request.ref(), threads::isMine).write(report);
        return Publishing.publish(threads, change, report, wire);
    }

    @Override
    public List<Feedback> feedback(PullRequest request) {
        return new GitLabThreads(wire, request).feedback();
    }
}
