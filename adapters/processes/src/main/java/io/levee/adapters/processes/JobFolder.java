package io.levee.adapters.processes;

import io.levee.adapters.processes.Controllers.Groups;
import io.levee.adapters.processes.Controllers.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is kept of one confined program, for the owner alone: how it is held, whether it began, what it printed, how it
/// ended. Not forced to the disk; a machine that started anew is told by the name of its boot.
record JobFolder(Path path) {
    private static final int BYTES_MAX = 8192;
    private static final String HEAD = "levee-job 1";
    private static final String SPEC = "held";
    private static final String BROKEN = "broken";

    /// How it is held.
    ///
    /// @param user the number of its own user; empty where it has none
    record Held(String boot, OptionalInt user, Path scratch, Caps caps, Groups groups) {}

    static JobFolder create(Path path, Held held) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        JobFolder folder = new JobFolder(path.toRealPath());
        folder.write(SPEC, text(held));
        return folder;
    }

    /// @throws IOException where it is not there or says something else
    Held held() throws IOException {
        List<String> lines = read(SPEC).lines().toList();
        try {
            if (lines.size() < 5 || !lines.getFirst().equals(HEAD)) {
                throw new IOException("`%s` does not say how a program is held".formatted(path));
            }
            String user = rest(lines.get(2), "user ");
            List<String> caps = List.of(rest(lines.get(4), "caps ").split(" ", -1));
            Map<Kind, Path> groups = new EnumMap<>(Kind.class);
            for (String line : lines.subList(5, lines.size())) {
                List<String> words = List.of(line.split(" ", 2));
                groups.put(Kind.valueOf(words.getFirst().toUpperCase(Locale.ROOT)), Path.of(words.getLast()));
            }
            return new Held(
                    rest(lines.get(1), "boot "),
                    user.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(user)),
                    Path.of(rest(lines.get(3), "scratch ")),
                    new Caps(
                            Long.parseLong(caps.get(0)),
                            Integer.parseInt(caps.get(1)),
                            Integer.parseInt(caps.get(2)),
                            Long.parseLong(caps.get(3))),
                    new Groups(groups));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("`%s` does not say how a program is held".formatted(path), e);
        }
    }

    /// Whether its command may have run, as far as this boot knows.
    boolean began() throws IOException {
        return !read(Keeper.BEGAN).isEmpty();
    }

    boolean hasCode() {
        return Files.exists(path.resolve(Keeper.CODE));
    }

    /// How its command ended; empty where that is not written whole.
    OptionalInt code() throws IOException {
        String text = read(Keeper.CODE);
        return text.endsWith("\n") ? OptionalInt.of(Integer.parseInt(text.strip())) : OptionalInt.empty();
    }

    /// When, in milliseconds of this machine's clock.
    long codeWrittenMillis() throws IOException {
        return Files.getLastModifiedTime(path.resolve(Keeper.CODE)).toMillis();
    }

    Optional<Broken> broken() throws IOException {
        String text = read(BROKEN).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = List.of(text.split(" ", -1));
        try {
            return Optional.of(
                    new Broken(Cap.valueOf(words.get(0)), Long.parseLong(words.get(1)), Long.parseLong(words.get(2))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("`%s` does not say which cap was reached".formatted(path.resolve(BROKEN)), e);
        }
    }

    void write(Broken broken) throws IOException {
        write(BROKEN, "%s %d %d\n".formatted(broken.which(), broken.limit(), broken.seen()));
    }

    /// How much came into the log, also what is not kept of it.
    long printedBytes() throws IOException {
        List<Long> numbers = segments();
        if (numbers.isEmpty()) {
            return 0;
        }
        long last = numbers.getLast();
        long before = last == 0 ? 0 : Keeper.FIRST_BYTES + (last - 1) * Keeper.SEGMENT_BYTES;
        return before + path.resolve(Keeper.LOG + last).toFile().length(); // none where it went meanwhile
    }

    /// The numbers of the files of the log, in order.
    private List<Long> segments() throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, Keeper.LOG + "*")) {
            for (Path file : files) {
                numbers.add(Long.parseLong(file.getFileName().toString().substring(Keeper.LOG.length())));
            }
        } catch (NoSuchFileException e) { // forgotten
            return List.of();
        }
        numbers.sort(Comparator.naturalOrder());
        return numbers;
    }

    Logs logs() throws IOException {
        List<Long> numbers = segments();
        OptionalLong afterGap =
                numbers.stream().mapToLong(Long::longValue).skip(1).findFirst();
        long leftOut = afterGap.isEmpty() ? 0 : (afterGap.getAsLong() - 1) * Keeper.SEGMENT_BYTES;
        List<Path> files = numbers.stream()
                .map(number -> path.resolve(Keeper.LOG + number))
                .filter(file -> !isEmpty(file))
                .toList();
        return new Logs(files, leftOut);
    }

    /// Everything; there are no folders in it.
    void remove() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(path);
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return true; // it went meanwhile
        }
    }

    private static String text(Held held) {
        Caps caps = held.caps();
        StringBuilder text = new StringBuilder("%s\nboot %s\nuser %s\nscratch %s\ncaps %d %d %d %d\n"
                .formatted(
                        HEAD,
                        held.boot(),
                        held.user().isPresent() ? Integer.toString(held.user().getAsInt()) : "-",
                        held.scratch(),
                        caps.memoryBytes(),
                        caps.cpuMillisPerSecond(),
                        caps.processes(),
                        caps.diskBytes()));
        held.groups()
                .paths()
                .forEach((kind, group) -> text.append(kind.name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(group)
                        .append('\n'));
        return text.toString();
    }

    private static String rest(String line, String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException(line);
        }
        return line.substring(key.length());
    }

    private void write(String name, String text) throws IOException {
        Path partial = path.resolve(name + ".partial");
        Files.writeString(partial, text);
        Files.move(partial, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Empty where there is none.
    private String read(String name) throws IOException {
        try (InputStream in = Files.newInputStream(path.resolve(name))) {
            return new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
