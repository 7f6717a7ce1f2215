package io.levee.adapters.forges.gitlab;

import io.levee.adapters.forges.Pages;
import io.levee.adapters.forges.Patch;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.rest.Ask;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// The diff of one merge request, file by file. GitLab leaves out what is large (`collapsed`,
/// `too_large`), and files past its limits altogether.
final class GitLabChange {
    static final int FILES_MAX = 3_000;
    /// Larger pages fail at GitLab (its issue 427168).
    private static final int PAGE = 30;
    /// Files without lines whose content is asked for.
    private static final int ASKED_MAX = 200;

    private final Wire wire;
    private final PullRequest request;
    private final BiFunction<String, String, Optional<byte[]>> fetch;
    private final List<ChangedFile> files = new ArrayList<>();
    private final List<Change.NotReviewed> unseen = new ArrayList<>();
    private int asked;

    /// @param fetch a file by its path and commit
    GitLabChange(Wire wire, PullRequest request, BiFunction<String, String, Optional<byte[]>> fetch) {
        this.wire = wire;
        this.request = request;
        this.fetch = fetch;
    }

    Change read() {
        Pages pages = Pages.of(
                FILES_MAX / PAGE,
                page -> wire.ask(Ask.get(
                        GitLabForge.path(request.ref()) + "/diffs",
                        Map.of("per_page", Integer.toString(PAGE), "page", Integer.toString(page)))));
        pages.items().forEach(this::file);
        int listed = pages.items().size();
        if (!pages.whole() || request.files() != listed) {
            unseen.add(new Change.NotReviewed(
                    "",
                    "GitLab shows %d files of %s"
                            .formatted(
                                    listed, request.files() == PullRequest.FILES_UNKNOWN ? "more" : request.files())));
        }
        if (!GitLabForge.head(wire, request.ref()).equals(request.head())) {
            unseen.add(new Change.NotReviewed("", "somebody pushed while it was read"));
        }
        return new Change(files, unseen);
    }

    private void file(JsonNode file) {
        String path = file.path("new_path").asString("");
        String hunks = file.path("diff").asString("");
        boolean left = file.path("collapsed").asBoolean(false)
                || file.path("too_large").asBoolean(false)
                || file.path("overflow").asBoolean(false);
        Change read = patch(file, path, hunks.startsWith("@@") ? hunks : "").read();
        files.addAll(read.files());
        if (left) {
            unseen.add(new Change.NotReviewed(path, "too large for GitLab to show"));
        } else if (hunks.startsWith("@@")) {
            unseen.addAll(read.notReviewed());
        } else if (!hunks.isEmpty() || !isWithoutLines(file)) {
            unseen.add(new Change.NotReviewed(path, "GitLab shows no lines of it, as of what is no text"));
        }
    }

    /// Renamed or another mode, which says all; or a file that has nothing in it.
    private boolean isWithoutLines(JsonNode file) {
        boolean added = file.path("new_file").asBoolean(false);
        if (!added && !file.path("deleted_file").asBoolean(false)) {
            return file.path("renamed_file").asBoolean(false)
                    || !file.path("a_mode").equals(file.path("b_mode"));
        }
        if (++asked > ASKED_MAX) {
            return false;
        }
        String path = file.path(added ? "new_path" : "old_path").asString("");
        return fetch.apply(path, added ? request.head() : request.mergeBase())
                .filter(content -> content.length == 0)
                .isPresent();
    }

    private static Patch patch(JsonNode file, String path, String hunks) {
        ChangedFile.Kind kind = file.path("new_file").asBoolean(false)
                ? ChangedFile.Kind.ADDED
                : file.path("deleted_file").asBoolean(false)
                        ? ChangedFile.Kind.DELETED
                        : file.path("renamed_file").asBoolean(false)
                                ? ChangedFile.Kind.RENAMED
                                : ChangedFile.Kind.MODIFIED;
        return new Patch(
                kind,
                file.path("old_path").asString(path),
                path,
                file.path("a_mode").asString(""),
                file.path("b_mode").asString(""),
                hunks);
    }
}
