package io.levee.adapters.git;

import io.levee.change.Change;
import io.levee.change.Change.NotReviewed;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/// A repository of git on disk, read only. Thread-safe.
///
/// The repository may be hostile. Only its objects and refs are read, by JGit in this process: no
/// working tree, index, attribute, filter, text conversion, external diff, hook or credential,
/// and nothing is fetched. Links are content, not followed. Configuration of the machine and of
/// its people is not read; a repository whose own includes other files is refused. Where git
/// would read a replaced or grafted object, this reads the real one.
///
/// What a revision is, is as git says it: an id, a branch, `HEAD~3`. Methods throw
/// [LeveeException] where a revision is no commit of the repository, or objects are missing or
/// broken.
public final class GitHistory implements AutoCloseable {
    /// Paths of one revision.
    public static final int PATHS_MAX = 500_000;

    private final Store store;

    private GitHistory(Store store) {
        this.store = store;
    }

    /// @param folder a repository without working tree, or a folder inside of one with it
    /// @throws LeveeException where there is none, or it cannot be read
    public static GitHistory open(Path folder) {
        return new GitHistory(Store.open(folder));
    }

    /// What `head` has that `base` has not, as a forge shows it: from where the two parted
    /// (`base...head`), or, where they have nothing in common, from `base` itself.
    public RangeChange range(String base, String head) {
        ObjectId from = store.commit(base);
        ObjectId to = store.commit(head);
        return store.ask(reader -> between(reader, parting(reader, from, to), to));
    }

    /// What one commit changed, beside its first parent; all of it for the first commit of all.
    public RangeChange commit(String rev) {
        ObjectId id = store.commit(rev);
        return store.ask(reader -> {
            try (RevWalk walk = new RevWalk(reader)) {
                RevCommit commit = walk.parseCommit(id);
                ObjectId parent = commit.getParentCount() == 0
                        ? ObjectId.zeroId()
                        : commit.getParent(0).getId();
                return between(reader, parent, id);
            }
        });
    }

    private static ObjectId parting(ObjectReader reader, ObjectId base, ObjectId head) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(base));
            walk.markStart(walk.parseCommit(head));
            RevCommit parted = walk.next();
            return parted == null ? base : parted.getId();
        }
    }

    private RangeChange between(ObjectReader reader, ObjectId base, ObjectId head) throws IOException {
        boolean none = base.equals(ObjectId.zeroId());
        ObjectId before = none ? base : Store.tree(reader, base);
        ObjectId after = Store.tree(reader, head);
        Trees.Differences differences = Trees.differences(reader, before, after, true);
        return new RangeChange(
                none ? "" : base.name(),
                head.name(),
                change(reader, differences),
                new TreeContents(store, before, after));
    }

    private static Change change(ObjectReader reader, Trees.Differences differences) throws IOException {
        try (InputStream diff = new DiffText(reader, differences.entries())) {
            Change change = UnifiedDiff.read(diff);
            if (differences.whole()) {
                return change;
            }
            List<NotReviewed> notReviewed = new ArrayList<>(change.notReviewed());
            notReviewed.add(new NotReviewed("", "more files differ than are looked at"));
            return new Change(change.files(), notReviewed);
        }
    }

    /// Whole files of a diff that is to be applied to `HEAD`; see [#applied(Change, String)].
    public Contents applied(Change change) {
        return applied(change, "HEAD");
    }

    /// Whole files of a diff: before, the file of the revision that all hunks fit exactly, or
    /// else the file whose id the diff gives; after, that file with the hunks on it. Empty where
    /// nothing fits, or the file was not read whole.
    public Contents applied(Change change, String rev) {
        ObjectId commit = store.commit(rev);
        ObjectId tree = store.ask(reader -> Store.tree(reader, commit));
        return new AppliedContents(store, tree, change);
    }

    /// The text of a file or link at a revision; empty where there is none, it has more than 2
    /// MiB, or is no text.
    public Optional<String> textAt(String rev, String path) {
        ObjectId commit = store.commit(rev);
        return store.ask(reader -> store.text(reader, Store.tree(reader, commit), path));
    }

    /// The id of what stands at a path of a revision, a file, a link or a folder; empty where
    /// there is nothing. What has the same id is the same.
    ///
    /// @param path empty for all of it
    public Optional<String> contentId(String rev, String path) {
        ObjectId commit = store.commit(rev);
        return store.ask(reader -> Store.entry(reader, Store.tree(reader, commit), path))
                .map(ObjectId::name);
    }

    /// All files at a revision, links too, in the order of git; at most [#PATHS_MAX].
    public List<String> pathsAt(String rev) {
        ObjectId commit = store.commit(rev);
        return store.ask(reader -> Trees.paths(reader, Store.tree(reader, commit), PATHS_MAX));
    }

    /// The commits that `head` has and `base` has not, along first parents, the newest first; at
    /// most [Commit#COMMITS_MAX].
    public List<Commit> commits(String base, String head) {
        ObjectId from = store.commit(base);
        ObjectId to = store.commit(head);
        return store.ask(reader -> new CommitLog(reader).between(from, to));
    }

    /// The commits of `head` that were committed at or after a time, along first parents, the
    /// newest first; at most [Commit#COMMITS_MAX].
    public List<Commit> commitsSince(Instant since, String head) {
        ObjectId to = store.commit(head);
        return store.ask(reader -> new CommitLog(reader).since(since, to));
    }

    /// The newest commits of `head`, along first parents, the newest first.
    ///
    /// @param max at most [Commit#COMMITS_MAX]
    public List<Commit> newest(String head, int max) {
        ObjectId to = store.commit(head);
        return store.ask(reader -> new CommitLog(reader).newest(to, max));
    }

    /// Which of these commits take back which others, of these or older ones that they name.
    ///
    /// @param commits as [#commits] or [#commitsSince] has them, the newest first
    public List<Revert> reverts(List<Commit> commits) {
        return new Reverts(this).among(commits, true);
    }

    /// As [#reverts], but without looking for changes that are taken back among others: what this
    /// reads of the repository is little.
    public List<Revert> plainReverts(List<Commit> commits) {
        return new Reverts(this).among(commits, false);
    }

    /// Branches of this repository and of those that it fetched, the newest first.
    ///
    /// @param max at most [Branch#BRANCHES_MAX]
    public List<Branch> branches(int max) {
        return store.ask(reader -> Branch.of(store.repository(), reader, max));
    }

    /// Whether a commit is another one, or comes before it.
    public boolean contains(String rev, String ancestor) {
        ObjectId from = store.commit(rev);
        ObjectId before = store.commit(ancestor);
        return store.ask(reader -> {
            try (RevWalk walk = new RevWalk(reader)) {
                return walk.isMergedInto(walk.parseCommit(before), walk.parseCommit(from));
            }
        });
    }

    /// Whether this is a commit of the repository.
    public boolean has(String rev) {
        return id(rev).isPresent();
    }

    /// The full id of a commit; empty where there is none.
    Optional<String> id(String rev) {
        try {
            return Optional.of(store.commit(rev).name());
        } catch (LeveeException _) { // a message may name what was never here
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
