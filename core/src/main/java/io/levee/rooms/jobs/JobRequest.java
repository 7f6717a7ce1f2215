package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import io.levee.identity.Names;
import io.levee.identity.SessionId;
import io.levee.organisation.JobSettings.Caps;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Somebody wants a program to run for them.
///
/// @param chain       whom it acts for; an agent is in it
/// @param session     from which it is started
/// @param job         its name in the catalog; empty for one that is not there
/// @param skill       the knowledge that it is run by
/// @param command     the program and its arguments, at most 64 KiB together
/// @param environment what it gets besides what Levee gives it; at most 64 KiB
/// @param directory   where it begins, absolute; empty for its scratch folder
/// @param reads       what it reads
/// @param outputs     what it makes
/// @param caps        empty for the usual ones
/// @param deadline    over all its attempts; empty for the longest allowed
/// @param on          the engine that shall run it; empty for what its skill runs on first
public record JobRequest(
        Chain chain,
        SessionId session,
        Optional<String> job,
        String skill,
        List<String> command,
        List<Setting> environment,
        String directory,
        Set<AssetId> reads,
        List<Output> outputs,
        Optional<Caps> caps,
        Optional<Duration> deadline,
        Optional<String> on) {
    static final int BYTES_MAX = 65_536;
    static final int OUTPUTS_MAX = 20;
    static final int READS_MAX = 100;

    public JobRequest {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        reads = Set.copyOf(reads);
        outputs = List.copyOf(outputs);
        job.ifPresent(name -> Names.check("job", name));
        on.ifPresent(name -> Names.check("engine", name));
        Names.check("skill", skill);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("a job needs a command: write it behind `--`");
        }
        bounded("the command", command.stream().mapToInt(String::length).sum());
        bounded(
                "the environment",
                environment.stream()
                        .mapToInt(each -> each.name().length() + each.value().length())
                        .sum());
        if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("no word of a command holds a zero");
        }
        if (!directory.isEmpty() && !directory.startsWith("/")) {
            throw new IllegalArgumentException("`%s` is no absolute folder".formatted(directory));
        }
        if (outputs.size() > OUTPUTS_MAX || reads.size() > READS_MAX) {
            throw new IllegalArgumentException(
                    "a job has at most %d outputs and %d inputs".formatted(OUTPUTS_MAX, READS_MAX));
        }
        if (outputs.stream().map(Output::folder).distinct().count() < outputs.size()
                || new HashSet<>(outputs.stream().map(Output::asset).toList()).size() < outputs.size()) {
            throw new IllegalArgumentException("two outputs have one folder, or one asset is named twice");
        }
    }

    private static void bounded(String what, int size) {
        if (size > BYTES_MAX) {
            throw new IllegalArgumentException("%s has more than %d characters".formatted(what, BYTES_MAX));
        }
    }

    /// What must be permitted before it may run at all.
    public AssetId asset() {
        return new AssetId("job", job.orElseGet(() -> "ad-hoc-" + skill));
    }

    /// What the job makes: a folder below the one where it stages, and what that becomes.
    public record Output(AssetId asset, String folder) {
        public Output {
            Names.check("folder of an output", folder);
        }

        /// From `table:sales.daily=daily`; the name of the asset where no folder is named.
        public static Output parse(String text) {
            int equals = text.indexOf('=');
            AssetId asset = AssetId.parse(equals < 0 ? text : text.substring(0, equals));
            return new Output(asset, equals < 0 ? asset.name().replace('/', '-') : text.substring(equals + 1));
        }
    }
}
