package io.levee.app.jobs;

import io.levee.rooms.jobs.JobSpec.StagedOutput;
import io.levee.rooms.jobs.Outputs.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// The files of one folder that an attempt staged, as they are once nothing of the attempt runs any
/// more. What is no plain file and no folder is only counted.
///
/// @param files relative to the folder, sorted
/// @param odd   links of either kind, devices, pipes; the first few, relative
record StagedFiles(Path folder, List<Path> files, long bytes, List<Path> odd) {
    static final int FILES_MAX = 200_000;
    private static final int ODD_SHOWN = 3;
    /// Engines write these beside the data.
    private static final String MARKER = "_SUCCESS";

    static StagedFiles in(Path folder) {
        List<Path> files = new ArrayList<>();
        List<Path> odd = new ArrayList<>();
        long[] bytes = new long[1];
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && names(file) == 1) {
                        files.add(folder.relativize(file));
                        bytes[0] += attributes.size();
                    } else if (odd.size() < ODD_SHOWN) {
                        odd.add(folder.relativize(file));
                    }
                    return files.size() > FILES_MAX ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("`%s` cannot be looked at".formatted(folder), e);
        }
        files.sort(null);
        return new StagedFiles(folder, List.copyOf(files), bytes[0], List.copyOf(odd));
    }

    /// INVARIANT: a file that has another name may be somebody else's, which Levee could read where the job could not.
    private static int names(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    }

    /// What every output must be.
    Verdict plain(StagedOutput output) {
        boolean fits = files.size() <= FILES_MAX;
        String seen = !odd.isEmpty()
                ? "`%s` is a link or a device".formatted(odd.getFirst())
                : fits
                        ? "%d files, %d bytes".formatted(files.size(), bytes)
                        : "more than %d files".formatted(FILES_MAX);
        return new Verdict(output, "plain-files", odd.isEmpty() && fits, seen);
    }

    Verdict check(StagedOutput output, String check) {
        String[] words = check.split(" ", -1);
        long number = words.length > 1 ? Long.parseLong(words[1]) : 0;
        return switch (words[0]) {
            case "not-empty" -> new Verdict(output, check, data() > 0, "%d bytes of data".formatted(data()));
            case "success-marker" -> {
                boolean there = files.contains(Path.of(MARKER));
                yield new Verdict(output, check, there, there ? "`_SUCCESS` is there" : "`_SUCCESS` is missing");
            }
            case "bytes-min" -> new Verdict(output, check, data() >= number, "%d bytes of data".formatted(data()));
            case "files-max" -> new Verdict(output, check, files.size() <= number, "%d files".formatted(files.size()));
            default -> new Verdict(output, check, false, "nobody knows this check");
        };
    }

    /// Without what engines write beside it: markers and checksums.
    private long data() {
        long sum = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                try {
                    sum += Files.size(folder.resolve(file));
                } catch (IOException e) {
                    throw new UncheckedIOException("`%s` cannot be looked at".formatted(file), e);
                }
            }
        }
        return sum;
    }

    /// Copies them into a new folder. Returns SHA-256 over names and contents, hex.
    ///
    /// @param base the last folder on the way to them that no job can replace
    String copy(Path base, Path to) throws IOException {
        Descent descent = new Descent(base);
        MessageDigest digest = sha256();
        Files.createDirectories(to);
        for (Path file : files) {
            Path target = to.resolve(file.toString());
            Files.createDirectories(target.getParent());
            try (SeekableByteChannel channel = descent.open(base.relativize(folder.resolve(file)));
                    InputStream in = Channels.newInputStream(channel);
                    OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
                digest.update((file + "\0" + channel.size() + "\0").getBytes(StandardCharsets.UTF_8));
                in.transferTo(out);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// With all that is in it; nothing where there is none. Follows no link.
    ///
    /// @param folder in a folder that no job can replace
    static void delete(Path folder) throws IOException {
        new Descent(Objects.requireNonNull(folder.toAbsolutePath().getParent())).delete(folder.getFileName());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
