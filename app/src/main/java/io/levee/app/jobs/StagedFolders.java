package io.levee.app.jobs;

import io.levee.facts.WorkloadId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec.StagedOutput;
import io.levee.rooms.jobs.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Outputs that are folders of files. What an attempt stages is its own; what is published is a copy of
/// Levee's, whole, behind a link that is replaced at once. The links and devices that a job may leave
/// are followed nowhere.
public final class StagedFolders implements Outputs {
    private static final int VERSIONS_KEPT = 3;
    private static final String DIGEST = ".sha256";

    private final Staging staging;

    /// Where an attempt stages.
    @FunctionalInterface
    public interface Staging {
        /// Empty where nothing of it is left.
        Optional<Path> of(Job job, WorkloadId run);
    }

    public StagedFolders(Staging staging) {
        this.staging = staging;
    }

    @Override
    public List<Verdict> check(Job job, Job.Attempt attempt) {
        List<Verdict> verdicts = new ArrayList<>();
        for (StagedOutput output : job.spec().outputs()) {
            Optional<Path> staged = staged(job, attempt.run(), output);
            if (staged.isEmpty()) {
                verdicts.add(new Verdict(
                        output,
                        "staged",
                        false,
                        "there is no folder `%s` in $LEVEE_STAGING".formatted(output.folder())));
                continue;
            }
            StagedFiles files = StagedFiles.in(staged.get());
            verdicts.add(files.plain(output));
            output.checks().forEach(check -> verdicts.add(files.check(output, check)));
        }
        return verdicts;
    }

    @Override
    public String publish(Job job, Job.Attempt attempt, StagedOutput output) {
        WorkloadId run = attempt.run();
        Path place = Path.of(output.place());
        Path versions = place.resolveSibling(place.getFileName() + ".versions");
        Path version = versions.resolve(run.value());
        Path digest = versions.resolve(run.value() + DIGEST);
        try {
            if (!Files.exists(digest)) {
                Files.createDirectories(versions);
                Path source = staged(job, run, output)
                        .orElseThrow(() ->
                                new LeveeException(ErrorCode.NOT_FOUND, "what `%s` staged is gone".formatted(run)));
                Path copying = versions.resolve("." + run.value());
                StagedFiles.delete(copying);
                // above the folder that the attempt stages in, which other jobs of its cluster may replace
                Path base = Objects.requireNonNull(source.toAbsolutePath().getParent())
                        .getParent();
                String sum = StagedFiles.in(source.toAbsolutePath()).copy(Objects.requireNonNull(base), copying);
                StagedFiles.delete(version);
                Files.move(copying, version, StandardCopyOption.ATOMIC_MOVE);
                Files.writeString(digest, sum);
            }
            point(place, version, versions);
            forgetOld(versions, version);
            return Files.readString(digest);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.INTERNAL,
                    "`%s` cannot be published at `%s`: %s; may Levee write there?"
                            .formatted(output.asset(), place, e.getMessage()),
                    e);
        }
    }

    private static void point(Path place, Path version, Path versions) throws IOException {
        if (Files.isSymbolicLink(place)) {
            Path there = Files.readSymbolicLink(place);
            if (there.equals(version) || isNewer(there, version)) {
                return; // done before; and what was published meanwhile is not taken back
            }
        } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = versions.resolve("before-levee-" + version.getFileName());
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        Path link = versions.resolve(".link-" + version.getFileName());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, version);
        Files.move(link, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isNewer(Path there, Path version) {
        return there.getParent() != null
                && there.getParent().equals(version.getParent())
                && age(digestOf(there)) > age(digestOf(version));
    }

    private static Path digestOf(Path version) {
        return version.resolveSibling(version.getFileName() + DIGEST);
    }

    private static void forgetOld(Path versions, Path current) throws IOException {
        List<Path> digests;
        try (Stream<Path> all = Files.list(versions)) {
            digests = all.filter(file -> file.toString().endsWith(DIGEST))
                    .sorted(Comparator.comparingLong(StagedFolders::age).reversed())
                    .skip(VERSIONS_KEPT)
                    .toList();
        }
        for (Path digest : digests) {
            String name = digest.getFileName().toString();
            Path version = versions.resolve(name.substring(0, name.length() - DIGEST.length()));
            if (!version.equals(current)) {
                StagedFiles.delete(version);
                Files.delete(digest);
            }
        }
    }

    private static long age(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void discard(Job job, Job.Attempt attempt) {
        staging.of(job, attempt.run()).ifPresent(folder -> {
            try {
                StagedFiles.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("what `%s` staged cannot be deleted".formatted(attempt.run()), e);
            }
        });
    }

    private Optional<Path> staged(Job job, WorkloadId run, StagedOutput output) {
        return staging.of(job, run)
                .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                .map(folder -> folder.resolve(output.folder()))
                .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    }
}
