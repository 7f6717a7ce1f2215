package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One small file for each tree, for the owner alone, so that the next Levee finds it. Not forced
/// to the disk: what makes a machine forget a written file ends its processes as well.
record Records(Path folder) {
    static final int TREES_MAX = 4096;

    private static final int BYTES_MAX = 4096;
    private static final String ENDING = ".tree";
    private static final String HEAD = "levee-tree 1";
    private static final String JOB = "job ";

    /// Of a sign that a tree was handed over.
    private static final String MOVED = ".moved";

    /// One tree and where it is.
    ///
    /// @param job the folder of what is kept of a confined program
    record Entry(TreeId id, Tier tier, Place place, Optional<Path> job) {
        Entry(TreeId id, Tier tier, Place place) {
            this(id, tier, place, Optional.empty());
        }
    }

    /// What can be used, and what cannot.
    record Listing(List<Entry> entries, List<Finding> findings) {}

    static Records in(Path folder) {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return new Records(folder.toRealPath());
        } catch (IOException e) {
            throw unusable("the folder `%s`".formatted(folder), e);
        }
    }

    void write(Entry entry) throws IOException {
        Path partial = folder.resolve(entry.id() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String job = entry.job().map(folder -> JOB + folder + "\n").orElse("");
        Files.writeString(
                partial,
                "%s\nid %s\ntier %s\n%s\n%s".formatted(HEAD, entry.id(), entry.tier(), text(entry.place()), job));
        Files.move(partial, file(entry.id()), StandardCopyOption.ATOMIC_MOVE);
    }

    /// @throws LeveeException where there is a record that cannot be used: its tree may run; and where
    ///     the tree was handed over, so that whoever missed it does nothing to it
    Optional<Entry> read(TreeId id) {
        try {
            return Optional.of(parse(file(id), id));
        } catch (NoSuchFileException e) {
            if (handedOver(id)) {
                throw new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "tree `%s` was handed over: ask the Levee that has it now".formatted(id),
                        e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("the record `%s`".formatted(file(id)), e);
        }
    }

    Listing list() {
        List<Entry> entries = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                if (entries.size() + findings.size() == TREES_MAX) {
                    findings.add(new Finding(folder, "more than %d records: not all were read".formatted(TREES_MAX)));
                    break;
                }
                try {
                    String name = file.getFileName().toString();
                    entries.add(parse(file, new TreeId(name.substring(0, name.length() - ENDING.length()))));
                } catch (NoSuchFileException e) { // it ended meanwhile: nothing to list
                } catch (IOException | IllegalArgumentException e) {
                    findings.add(
                            new Finding(file, "%s; look for its processes, then remove it".formatted(e.getMessage())));
                }
            }
        } catch (IOException e) {
            throw unusable("the folder `%s`".formatted(folder), e);
        }
        return new Listing(List.copyOf(entries), List.copyOf(findings));
    }

    void remove(TreeId id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    boolean has(TreeId id) {
        return Files.exists(file(id));
    }

    boolean handedOver(TreeId id) {
        return Files.exists(folder.resolve(id + MOVED)) && !has(id);
    }

    /// Takes one over. The sign that it went stands before it goes, and it goes in one step: at no moment do both
    /// folders have it.
    void takeOver(TreeId id, Records from) throws IOException {
        Files.writeString(from.folder.resolve(id + MOVED), folder + "\n");
        Files.move(from.file(id), file(id), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(folder.resolve(id + MOVED)); // it may have been here before
    }

    /// The signs of what somebody else has forgotten by now, or never got.
    void sweep() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + MOVED)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - MOVED.length());
                Path to = Path.of(Files.readString(file).strip());
                if (Files.exists(folder.resolve(id + ENDING)) || Files.notExists(to.resolve(id + ENDING))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | InvalidPathException e) {
            return; // they only refuse
        }
    }

    static LeveeException unusable(String what, Exception why) {
        return new LeveeException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s cannot be used: %s; look for its processes".formatted(what, why.getMessage()),
                why);
    }

    private Path file(TreeId id) {
        return folder.resolve(id + ENDING);
    }

    private static String text(Place place) {
        return switch (place) {
            case Place.Group(Path directory) -> "group " + directory;
            case Place.Namespace(long init, long start, long inode, String boot) ->
                "namespace %d %d %d %s".formatted(init, start, inode, boot);
            case Place.Later() -> throw new IllegalArgumentException("a place that is not known yet has no record");
        };
    }

    private static Entry parse(Path file, TreeId id) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (bytes.length > BYTES_MAX
                || lines.size() < 4
                || lines.size() > 5
                || (lines.size() == 5 && !lines.get(4).startsWith(JOB + "/"))
                || !lines.get(0).equals(HEAD)
                || !lines.get(1).equals("id " + id)
                || !lines.get(2).startsWith("tier ")) {
            throw new IOException("no record of tree `%s`".formatted(id));
        }
        try {
            Tier tier = Tier.valueOf(lines.get(2).substring("tier ".length()));
            Optional<Path> job = lines.stream().skip(4).findFirst().map(it -> Path.of(it.substring(JOB.length())));
            return new Entry(id, tier, place(id, tier, lines.get(3)), job);
        } catch (IllegalArgumentException e) { // numbers, names and paths alike
            throw new IOException("no record of tree `%s`".formatted(id), e);
        }
    }

    private static Place place(TreeId id, Tier tier, String line) {
        List<String> words = List.of(line.split(" ", -1));
        if (tier == Tier.PID_NAMESPACE && words.size() == 5 && words.getFirst().equals("namespace")) {
            return new Place.Namespace(
                    Long.parseLong(words.get(1)),
                    Long.parseLong(words.get(2)),
                    Long.parseLong(words.get(3)),
                    words.get(4));
        }
        Path directory = Path.of(line.substring(Math.min(line.length(), "group ".length())));
        Path name = directory.getFileName();
        if (tier == Tier.PID_NAMESPACE
                || !line.startsWith("group /")
                || !directory.equals(directory.normalize())
                || name == null
                || !name.toString().startsWith("levee-" + id + "-")) {
            throw new IllegalArgumentException("no place");
        }
        return new Place.Group(directory);
    }
}
