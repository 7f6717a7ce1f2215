package io.levee.adapters.git;

import io.levee.change.RawText;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/// The objects of a repository, read with limits. Thread-safe.
final class Store implements AutoCloseable {
    /// Of one file that is read whole.
    static final int BLOB_BYTES_MAX = 2 * 1024 * 1024;
    private static final int CONFIG_BYTES_MAX = 1024 * 1024;
    /// As git looks for it.
    private static final int BINARY_BYTES = 8000;
    private static final int STEPS_MAX = 1000;

    private static final Pattern INCLUDES = Pattern.compile("(?im)^\\s*\\[\\s*include");

    private final Repository repository;
    private final Path folder;

    private Store(Repository repository, Path folder) {
        this.repository = repository;
        this.folder = folder;
    }

    /// @throws LeveeException where there is no repository, or one whose configuration leads
    /// elsewhere
    static Store open(Path folder) {
        NobodysConfig.use();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
        Path absolute = folder.toAbsolutePath().normalize();
        File bare = absolute.toFile();
        if (Files.isRegularFile(absolute.resolve("HEAD")) && Files.isDirectory(absolute.resolve("objects"))) {
            builder.setGitDir(bare);
        } else {
            builder.findGitDir(bare);
        }
        if (builder.getGitDir() == null) {
            throw new LeveeException(
                    ErrorCode.NOT_FOUND, "`%s` is no repository of git; name a folder inside one".formatted(folder));
        }
        try {
            check(builder.getGitDir().toPath());
            return new Store(builder.build(), folder);
        } catch (IOException | IllegalArgumentException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the repository of git in `%s` cannot be opened: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    /// JGit follows `include` to any file there is, a pipe that never ends among them.
    private static void check(Path gitDir) throws IOException {
        Path link = gitDir.resolve("commondir");
        Path common = gitDir;
        if (Files.isRegularFile(link) && Files.size(link) <= CONFIG_BYTES_MAX) {
            common = gitDir.resolve(Files.readString(link).strip());
        }
        for (Path config :
                new Path[] {gitDir.resolve("config"), gitDir.resolve("config.worktree"), common.resolve("config")}) {
            if (!Files.exists(config)) {
                continue;
            }
            if (!Files.isRegularFile(config) || Files.size(config) > CONFIG_BYTES_MAX) {
                throw new IOException("its `config` is no file of at most %,d bytes".formatted(CONFIG_BYTES_MAX));
            }
            if (INCLUDES.matcher(RawText.decode(Files.readAllBytes(config))).find()) {
                throw new IOException("its `config` includes other files; take the `include` out");
            }
        }
    }

    Repository repository() {
        return repository;
    }

    /// @throws LeveeException where the revision is no commit, or more than one
    ObjectId commit(String rev) {
        try {
            ObjectId id = repository.resolve(rev + "^{commit}");
            if (id != null) {
                return id;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LeveeException(
                    ErrorCode.NOT_FOUND, "`%s` is no commit of `%s`: %s".formatted(rev, folder, e.getMessage()), e);
        }
        throw new LeveeException(
                ErrorCode.NOT_FOUND, "`%s` is no commit of `%s`; fetch it, or name another".formatted(rev, folder));
    }

    /// What a question to the objects answers.
    interface Question<T> {
        T ask(ObjectReader reader) throws IOException;
    }

    /// @throws LeveeException where objects are missing or broken
    <T> T ask(Question<T> question) {
        try (ObjectReader reader = repository.newObjectReader()) {
            return question.ask(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw broken(e);
        }
    }

    LeveeException broken(Exception e) {
        return new LeveeException(
                ErrorCode.UPSTREAM_UNAVAILABLE,
                "the repository of git in `%s` has missing or broken objects: %s; run `git fsck`"
                        .formatted(folder, e.getMessage()),
                e);
    }

    static ObjectId tree(ObjectReader reader, AnyObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            RevCommit found = walk.parseCommit(commit);
            return found.getTree().getId();
        }
    }

    /// The text of a file; empty where there is no file or link, it is too large, or no text.
    ///
    /// @param path as [RawText] has it
    Optional<String> text(ObjectReader reader, ObjectId tree, String path) throws IOException {
        Optional<ObjectId> blob = blob(reader, tree, path);
        return blob.isEmpty() ? Optional.empty() : text(reader, blob.get());
    }

    Optional<String> text(ObjectReader reader, ObjectId blob) throws IOException {
        return bytes(reader, blob, BLOB_BYTES_MAX)
                .filter(bytes -> !isBinary(bytes, bytes.length))
                .map(RawText::decode);
    }

    /// What stands in a file; empty where it is larger than that, or missing.
    static Optional<byte[]> bytes(ObjectReader reader, ObjectId blob, int max) throws IOException {
        try {
            ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
            return loader.getSize() > max ? Optional.empty() : Optional.of(loader.getCachedBytes(max));
        } catch (MissingObjectException _) { // a partial clone has not fetched it
            return Optional.empty();
        }
    }

    static boolean isBinary(byte[] bytes) {
        return isBinary(bytes, Math.min(bytes.length, BINARY_BYTES));
    }

    private static boolean isBinary(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    /// What stands at a path, whatever it is.
    static Optional<ObjectId> entry(ObjectReader reader, ObjectId tree, String path) throws IOException {
        ObjectId at = tree;
        String[] steps = path.isEmpty() ? new String[0] : path.split("/", STEPS_MAX + 1);
        for (int step = 0; step < steps.length; step++) {
            CanonicalTreeParser entries = new CanonicalTreeParser();
            entries.reset(reader, at);
            if (steps[step].isEmpty() || !find(entries, RawText.encode(steps[step]))) {
                return Optional.empty();
            }
            at = entries.getEntryObjectId();
            int type = entries.getEntryRawMode() & FileMode.TYPE_MASK;
            if (step < steps.length - 1 && type != FileMode.TYPE_TREE) {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    private static Optional<ObjectId> blob(ObjectReader reader, ObjectId tree, String path) throws IOException {
        String[] steps = path.split("/", -1);
        ObjectId at = tree;
        for (int step = 0; step < steps.length && step < STEPS_MAX; step++) {
            CanonicalTreeParser entries = new CanonicalTreeParser();
            entries.reset(reader, at);
            if (steps[step].isEmpty() || !find(entries, RawText.encode(steps[step]))) {
                return Optional.empty();
            }
            at = entries.getEntryObjectId();
            boolean last = step == steps.length - 1;
            int type = entries.getEntryRawMode() & FileMode.TYPE_MASK;
            if (last && (type == FileMode.TYPE_FILE || type == FileMode.TYPE_SYMLINK)) {
                return Optional.of(at);
            }
            if (last || type != FileMode.TYPE_TREE) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean find(CanonicalTreeParser entries, byte[] name) throws IOException {
        for (; !entries.eof(); entries.next(1)) {
            int from = entries.getNameOffset();
            int to = entries.getEntryPathLength();
            if (Arrays.equals(entries.getEntryPathBuffer(), from, to, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        repository.close();
    }
}
