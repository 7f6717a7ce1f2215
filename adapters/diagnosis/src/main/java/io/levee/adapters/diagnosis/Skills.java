package io.levee.adapters.diagnosis;

import io.levee.adapters.organisation.SkillFolder;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where skills come from: the starter library, a folder of skills, an organisation.
public final class Skills {
    /// In the order in which they are asked.
    public static final List<String> STARTER = List.of(
            "spark-batch", "flink-stream", "kafka-client", "postgres-client", "jvm", "kubernetes-job", "process");

    /// Bytes of one file of a skill.
    static final int FILE_BYTES_MAX = 1 << 20;

    private static final int SKILLS_MAX = 1_000;
    private static final int DEPTH_MAX = 6;
    private static final String PAGE = "SKILL.md";
    private static final String DIAGNOSIS = "diagnosis.yaml";

    private Skills() {}

    /// @param problems of all of their files
    public record Read(List<Skill> skills, List<Problem> problems) {
        public Read {
            skills = List.copyOf(skills);
            problems = List.copyOf(problems);
        }

        /// These after those; both count.
        public Read and(Read other) {
            return new Read(joined(skills, other.skills), joined(problems, other.problems));
        }

        private static <T> List<T> joined(List<T> one, List<T> other) {
            return Stream.concat(one.stream(), other.stream()).toList();
        }
    }

    /// Levee's own.
    public static Read starter() {
        List<Skill> skills = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String name : STARTER) {
            String folder = "skills/" + name;
            Optional<String> page = resource(folder + "/" + PAGE);
            if (page.isPresent()) {
                SkillFolder.Read read = SkillFolder.of(folder, page.get(), resource(folder + "/" + DIAGNOSIS));
                read.skill().ifPresent(skills::add);
                problems.addAll(read.problems());
            }
        }
        return new Read(skills, problems);
    }

    /// Every skill below a folder: a skill's own, one of many skills, or an organisation.
    public static Read in(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return problem(root, "`%s` is no folder".formatted(root), "name a folder with `SKILL.md` in it or below");
        }
        List<Path> pages;
        try (Stream<Path> all = Files.find(root, DEPTH_MAX, (path, _) -> path.endsWith(PAGE))) {
            pages = all.limit(SKILLS_MAX + 1L).sorted().toList();
        }
        if (pages.isEmpty()) {
            return problem(
                    root, "no `SKILL.md` in `%s`".formatted(root), "name a folder with `SKILL.md` in it or below");
        }
        if (pages.size() > SKILLS_MAX) {
            return problem(root, "more than %d skills".formatted(SKILLS_MAX), "name a folder below");
        }
        List<Skill> skills = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path page : pages) {
            Path folder = page.toAbsolutePath().normalize().getParent();
            Path diagnosis = page.resolveSibling(DIAGNOSIS);
            Optional<String> written = Files.exists(diagnosis) ? text(diagnosis, problems) : Optional.empty();
            Optional<String> read = text(page, problems);
            if (read.isPresent() && folder != null) {
                SkillFolder.Read skill = SkillFolder.of(shown(root, folder), read.get(), written);
                skill.skill().ifPresent(skills::add);
                problems.addAll(skill.problems());
            }
        }
        return new Read(skills, problems);
    }

    /// As it was named, and always with the skill's own folder.
    private static String shown(Path root, Path folder) {
        Path absolute = root.toAbsolutePath().normalize();
        return absolute.equals(folder)
                ? String.valueOf(folder.getFileName())
                : absolute.relativize(folder).toString().replace('\\', '/');
    }

    private static Read problem(Path root, String what, String fix) {
        return new Read(List.of(), List.of(Problem.error(root.toString(), 0, what, fix)));
    }

    private static Optional<String> text(Path file, List<Problem> problems) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FILE_BYTES_MAX + 1);
        }
        if (bytes.length > FILE_BYTES_MAX) {
            problems.add(Problem.error(
                    file.toString(), 0, "larger than %d KiB".formatted(FILE_BYTES_MAX >> 10), "split the skill"));
            return Optional.empty();
        }
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<String> resource(String file) {
        try (InputStream in = Skills.class.getResourceAsStream("/" + file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
