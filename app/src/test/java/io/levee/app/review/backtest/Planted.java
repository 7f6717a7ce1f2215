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
final class Planted implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Path folder;
    private final Repository repository;
    private final Map<String, String> files = new HashMap<>();
    private final List<String> commits = new ArrayList<>();

    Planted(Path folder) {
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

    Path folder() {
        return folder;
    }

    Planted remove(String path) {
        files.remove(path);
        return this;
    }

    Planted write(String path, String text) {
        files.put(path, text);
        return this;
    }

    String text(String path) {
        return files.getOrDefault(path, "");
    }

    List<String> commits() {
        return List.copyOf(commits);
    }

    /// All files as a commit; its id.
    String commit(String message, String author) {
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
            if (!commits.isEmpty()) {
                commit.setParentId(ObjectId.fromString(commits.getLast()));
            }
            PersonIdent person = new PersonIdent(
                    author, author + "@example.com", START.plus(Duration.ofHours(commits.size())), ZoneOffset.UTC);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.updateRef(Constants.HEAD);
            update.setNewObjectId(id);
            update.forceUpdate();
            commits.add(id.name());
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
