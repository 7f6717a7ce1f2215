package io.levee.app.review.backtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A repository whose history is made for the test, without a working tree. Each commit is an hour
/// after the one before.
public final class Planted implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Path folder;
    private final Repository repository;
    private final Map<String, String> files = new HashMap<>();
    private final List<String> commits = new ArrayList<>();
    private int made;

    public Planted(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            repository = new FileRepositoryBuilder()
                    .setGitDir(folder.resolve(".git").toFile())
                    .build();
            repository.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Planted remove(String path) {
        files.remove(path);
        return this;
    }

    public Planted write(String path, String text) {
        files.put(path, text);
        return this;
    }

    public String text(String path) {
        return files.getOrDefault(path, "");
    }

    public List<String> commits() {
        return List.copyOf(commits);
    }

    /// All files as a commit; its id.
    public String commit(String message, String author) {
        String id = commit(message, author, commits.isEmpty() ? List.of() : List.of(commits.getLast()));
        point(Constants.HEAD, id);
        commits.add(id);
        return id;
    }

    /// All files as the merge of another commit; its id.
    public String merge(String other, String message, String author) {
        String id = commit(message, author, List.of(commits.getLast(), other));
        point(Constants.HEAD, id);
        commits.add(id);
        return id;
    }

    /// All files as a commit after the last one that only this ref names; its id.
    public String aside(String ref, String message, String author) {
        String id = commit(message, author, List.of(commits.getLast()));
        point(ref, id);
        return id;
    }

    private void point(String ref, String id) {
        try {
            RefUpdate update = repository.updateRef(ref);
            update.setNewObjectId(ObjectId.fromString(id));
            update.forceUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String commit(String message, String author, List<String> parents) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache tree = DirCache.newInCore();
            DirCacheBuilder index = tree.builder();
            for (Map.Entry<String, String> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, Constants.encode(file.getValue())));
                index.add(entry);
            }
            index.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.writeTree(inserter));
            parents.forEach(parent -> commit.addParentId(ObjectId.fromString(parent)));
            PersonIdent person = new PersonIdent(
                    author, author + "@example.com", START.plus(Duration.ofHours(made++)), ZoneOffset.UTC);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
