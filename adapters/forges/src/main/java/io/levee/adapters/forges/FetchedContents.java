package io.levee.adapters.forges;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Whole files of one change, asked for one by one and kept: at most [#FILES_MAX] of them and
/// [#ALL_BYTES_MAX] together; the rest is not known. For one thread.
public final class FetchedContents implements Contents {
    static final int FILES_MAX = 600;
    static final int FILE_BYTES_MAX = 1024 * 1024;
    static final int ALL_BYTES_MAX = 64 * 1024 * 1024;
    private static final Set<String> NO_FILES = Set.of("120000", "160000");

    private final String mergeBase;
    private final String head;
    private final BiFunction<String, String, Optional<byte[]>> fetch;
    private final Map<String, Optional<String>> known = new HashMap<>();
    private int bytes;

    /// @param fetch a file by its path and commit
    public FetchedContents(PullRequest request, BiFunction<String, String, Optional<byte[]>> fetch) {
        this.mergeBase = request.mergeBase();
        this.head = request.head();
        this.fetch = fetch;
    }

    @Override
    public Optional<String> before(ChangedFile file) {
        return file.kind() == ChangedFile.Kind.ADDED
                ? Optional.of("")
                : text(file.before(), file.modeBefore(), mergeBase);
    }

    @Override
    public Optional<String> after(ChangedFile file) {
        return file.kind() == ChangedFile.Kind.DELETED ? Optional.of("") : text(file.after(), file.modeAfter(), head);
    }

    private Optional<String> text(String path, String mode, String commit) {
        if (NO_FILES.contains(mode)) {
            return Optional.empty();
        }
        String name = commit + ":" + path;
        if (!known.containsKey(name) && (known.size() >= FILES_MAX || bytes >= ALL_BYTES_MAX)) {
            return Optional.empty();
        }
        return known.computeIfAbsent(name, _ -> fetched(path, commit));
    }

    private Optional<String> fetched(String path, String commit) {
        try {
            Optional<byte[]> file = fetch.apply(path, commit);
            bytes += file.map(it -> it.length).orElse(0);
            return file.flatMap(FetchedContents::decoded);
        } catch (IllegalStateException _) { // what cannot be asked is not known
            return Optional.empty();
        }
    }

    /// Empty for what is no text, or more than [#FILE_BYTES_MAX].
    public static Optional<String> decoded(byte[] file) {
        if (file.length > FILE_BYTES_MAX) {
            return Optional.empty();
        }
        for (byte one : file) {
            if (one == 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
