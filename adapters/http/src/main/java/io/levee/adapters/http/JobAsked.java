package io.levee.adapters.http;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobRequest;
import io.levee.rooms.jobs.Setting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody who wants a job says of it, over HTTP or as arguments of a tool.
///
/// @param agent       whose job it is; left out where an agent asks for itself
/// @param job         its name in the catalog
/// @param environment names and values
/// @param on          the engine that shall run it; left out for what its skill runs on first
record JobAsked(
        @Nullable String agent,
        @Nullable String skill,
        @Nullable List<String> command,
        @Nullable String job,
        @Nullable Map<String, String> environment,
        @Nullable String directory,
        @Nullable List<String> reads,
        @Nullable List<String> outputs,
        @Nullable Integer memoryMib,
        @Nullable Integer cpuMillis,
        @Nullable Integer processes,
        @Nullable Integer diskMib,
        @Nullable Long deadlineSeconds,
        @Nullable String on) {
    private static final long SECONDS_MAX = 31L * 24 * 3600;

    /// Throws [BadInput] for what makes no sense.
    ///
    /// @param usual what is not said is as here
    JobRequest request(Chain chain, SessionId session, Caps usual) {
        return BadInput.parse(
                BadInput.required("skill", skill),
                named -> new JobRequest(
                        chain,
                        session,
                        Optional.ofNullable(job),
                        named,
                        list(command),
                        settings(),
                        directory == null ? "" : directory,
                        assets(list(reads)),
                        list(outputs).stream().map(JobRequest.Output::parse).toList(),
                        caps(usual),
                        Optional.ofNullable(deadlineSeconds)
                                .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, 0, SECONDS_MAX))),
                        Optional.ofNullable(on)));
    }

    /// A person's own, or an agent's own for that person.
    static boolean isOf(Identity.Known caller, Job job) {
        Chain chain = caller.chain();
        return chain.person().equals(job.spec().person())
                && (chain.agents().isEmpty() || job.spec().agents().containsAll(chain.agents()));
    }

    static <T> List<T> list(@Nullable List<T> some) {
        return some == null ? List.of() : some;
    }

    private List<Setting> settings() {
        return environment == null
                ? List.of()
                : environment.entrySet().stream()
                        .map(each -> new Setting(each.getKey(), each.getValue()))
                        .toList();
    }

    private static Set<AssetId> assets(List<String> texts) {
        Set<AssetId> all = new HashSet<>();
        texts.forEach(text -> all.add(AssetId.parse(text)));
        return all;
    }

    /// What is not said is as usual.
    private Optional<Caps> caps(Caps usual) {
        if (memoryMib == null && cpuMillis == null && processes == null && diskMib == null) {
            return Optional.empty();
        }
        return Optional.of(new Caps(
                memoryMib == null ? usual.memoryMib() : memoryMib,
                cpuMillis == null ? usual.cpuMillis() : cpuMillis,
                processes == null ? usual.processes() : processes,
                diskMib == null ? usual.diskMib() : diskMib));
    }
}
