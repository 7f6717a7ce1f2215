package io.levee.adapters.forges.github;

import io.levee.adapters.forges.Pages;
import io.levee.adapters.forges.Patch;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.Wire;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.NoAnswer;
import io.levee.adapters.rest.Raw;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.UnifiedDiff;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The diff between two commits, as git writes it, which GitHub gives up to 300 files and 20,000
/// lines. Of larger changes, the pages of their files, which know no modes and leave out what is
/// large: past some 20,000 lines in one answer files come without lines and without a word about
/// it, so that those are asked for again, each alone.
final class GitHubChange {
    /// As many as GitHub lists.
    static final int FILES_MAX = 3_000;
    static final int ALONE_MAX = 200;
    private static final int PAGE = 100;
    /// Of a file that has nothing in it, as git names it.
    private static final String EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    private final Wire wire;
    private final PullRequest request;
    private final String repository;
    private final List<ChangedFile> files = new ArrayList<>();
    private final List<Change.NotReviewed> unseen = new ArrayList<>();
    private int alone;

    GitHubChange(Wire wire, PullRequest request) {
        this.wire = wire;
        this.request = request;
        this.repository = "/repos/" + request.ref().repository();
    }

    Change read() {
        Optional<byte[]> diff = diff();
        if (diff.isPresent()) {
            Change whole = UnifiedDiff.read(new ByteArrayInputStream(diff.get()));
            files.addAll(whole.files());
            unseen.addAll(whole.notReviewed());
        } else {
            pages();
        }
        if (request.files() != files.size()) {
            unseen.add(
                    new Change.NotReviewed("", "GitHub shows %d of %d files".formatted(files.size(), request.files())));
        }
        return new Change(files, unseen);
    }

    /// Empty where it is too large for GitHub, or for us.
    private Optional<byte[]> diff() {
        try {
            Raw answer =
                    wire.ask(Ask.get("%s/compare/%s...%s".formatted(repository, request.mergeBase(), request.head()))
                            .with("Accept", "application/vnd.github.diff"));
            return answer.status() == 406 || answer.status() == 422
                    ? Optional.empty()
                    : Optional.of(answer.orThrow().bytes());
        } catch (NoAnswer _) {
            return Optional.empty();
        }
    }

    private void pages() {
        Pages pages = Pages.of(FILES_MAX / PAGE, page -> page(PAGE, page));
        for (int i = 0; i < pages.items().size(); i++) {
            file(pages.items().get(i), i);
        }
        if (!GitHubForge.opened(wire, request.ref()).head().equals(request.head())) {
            unseen.add(new Change.NotReviewed("", "somebody pushed while it was read"));
        }
    }

    private Raw page(int size, int page) {
        return wire.ask(Ask.get(
                GitHubForge.path(request.ref()) + "/files",
                Map.of("per_page", Integer.toString(size), "page", Integer.toString(page))));
    }

    private void file(JsonNode listed, int index) {
        boolean silent = !listed.has("patch") && listed.path("changes").asInt(0) == 0;
        JsonNode file = silent ? alone(listed, index) : listed;
        String path = file.path("filename").asString("");
        if (file.has("patch")) {
            Change read = patch(file, file.path("patch").asString("")).read();
            boolean all = read.files().stream()
                    .allMatch(it -> it.added().size() == file.path("additions").asInt(-1)
                            && it.removed().size() == file.path("deletions").asInt(-1));
            files.addAll(read.files());
            unseen.addAll(read.notReviewed());
            if (!all) {
                unseen.add(new Change.NotReviewed(path, "GitHub shows only a part of it"));
            }
            return;
        }
        files.addAll(patch(file, "").read().files());
        if (silent && alone > ALONE_MAX) {
            unseen.add(new Change.NotReviewed(path, "too many files without lines to ask for each"));
        } else if (file.path("changes").asInt(0) > 0) {
            unseen.add(new Change.NotReviewed(path, "too large for GitHub to show"));
        } else if (!isWithoutLines(file)) {
            unseen.add(new Change.NotReviewed(path, "GitHub shows no lines of it, as of what is no text"));
        }
    }

    private static boolean isWithoutLines(JsonNode file) {
        return file.path("status").asString("").equals("renamed")
                || file.path("sha").asString("").equals(EMPTY);
    }

    /// The same file, on a page of its own; as it was where that shows another.
    private JsonNode alone(JsonNode listed, int index) {
        if (++alone > ALONE_MAX) {
            return listed;
        }
        JsonNode again = page(1, index + 1).orThrow().json().path(0);
        return again.path("filename").equals(listed.path("filename")) ? again : listed;
    }

    private static Patch patch(JsonNode file, String hunks) {
        String path = file.path("filename").asString("");
        ChangedFile.Kind kind = switch (file.path("status").asString("")) {
            case "added" -> ChangedFile.Kind.ADDED;
            case "removed" -> ChangedFile.Kind.DELETED;
            case "renamed" -> ChangedFile.Kind.RENAMED;
            case "copied" -> ChangedFile.Kind.COPIED;
            default -> ChangedFile.Kind.MODIFIED;
        };
        return new Patch(kind, file.path("previous_filename").asString(path), path, "", "", hunks);
    }
}
