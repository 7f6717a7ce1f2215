package io.levee.app.jobs;

import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Signal;
import io.levee.rooms.jobs.SignalKind;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// `kind: disk-free`: where a file system of this machine is nearly full, the job that has most in its
/// scratch folder there does harm. The caps of each job hold it already; this is for many that are within theirs.
///
/// | setting | |
/// |---|---|
/// | `path` | a folder on that file system, absolute |
/// | `percent` | that must be free |
public final class DiskSignals implements SignalKind {
    private final Function<WorkloadId, Optional<Path>> scratch;

    /// @param scratch folder of an attempt; empty where it has none
    public DiskSignals(Function<WorkloadId, Optional<Path>> scratch) {
        this.scratch = scratch;
    }

    @Override
    public String kind() {
        return "disk-free";
    }

    @Override
    public Set<String> required() {
        return Set.of("path", "percent");
    }

    @Override
    public Set<String> optional() {
        return Set.of();
    }

    @Override
    public Signal signal(SignalSource source, UnaryOperator<String> secrets) {
        String path = source.settings().getOrDefault("path", "");
        String percent = source.settings().getOrDefault("percent", "");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("`%s` is no absolute folder".formatted(path));
        }
        if (!percent.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("`%s` is no percentage: write 1 to 99".formatted(percent));
        }
        return new Disk(source.name(), source.hold(), Path.of(path), Integer.parseInt(percent), scratch);
    }

    private record Disk(
            String name, Duration hold, Path path, int percent, Function<WorkloadId, Optional<Path>> scratch)
            implements Signal {
        @Override
        public Map<JobId, String> harmful(List<Job> running) {
            try {
                FileStore store = Files.getFileStore(path);
                long total = store.getTotalSpace();
                long free = store.getUsableSpace();
                if (total <= 0 || free >= total / 100 * percent) {
                    return Map.of();
                }
                Optional<JobId> greediest = Optional.empty();
                long most = 0;
                for (Job job : running) {
                    long bytes = there(job, store);
                    if (bytes > most) {
                        most = bytes;
                        greediest = Optional.of(job.id());
                    }
                }
                String why =
                        "%d %% of `%s` are free, and %d must be; %d MiB are in its scratch folder, more than in any other"
                                .formatted(free / (total / 100), path, percent, most / (1024 * 1024));
                return greediest.map(job -> Map.of(job, why)).orElse(Map.of());
            } catch (IOException e) {
                throw new IllegalStateException("`%s` cannot be looked at".formatted(path), e);
            }
        }

        private long there(Job job, FileStore store) throws IOException {
            Optional<Path> folder = job.last().flatMap(attempt -> scratch.apply(attempt.run()));
            return folder.isPresent()
                            && Files.exists(folder.get())
                            && Files.getFileStore(folder.get()).equals(store)
                    ? ScratchFiles.in(folder.get()).bytes()
                    : 0;
        }
    }
}
