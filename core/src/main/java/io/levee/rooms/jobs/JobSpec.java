package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.organisation.JobSettings.Caps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was admitted: nothing in it changes while the job lives.
///
/// @param startedFrom the session in which it was asked for
/// @param owner       the team of its agent
/// @param mender      who mends what is not the job's own part
/// @param rerunOf     the job that it repeats
/// @param idleSeconds without a sign of life it is ended
/// @param attempts    how often it is tried at most
public record JobSpec(
        ActorId person,
        List<ActorId> agents,
        SessionId session,
        SessionId startedFrom,
        AssetId asset,
        TeamId owner,
        Optional<TeamId> mender,
        String skill,
        String engine,
        List<String> command,
        List<Setting> environment,
        String directory,
        Set<AssetId> reads,
        List<StagedOutput> outputs,
        Caps caps,
        Instant deadline,
        int idleSeconds,
        int attempts,
        Rung trust,
        Optional<String> rerunOf) {
    public JobSpec {
        agents = List.copyOf(agents);
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        reads = Set.copyOf(reads);
        outputs = List.copyOf(outputs);
    }

    public Chain chain() {
        return new Chain(person, agents);
    }

    /// The same, but for what is run.
    JobSpec typed(List<String> words, List<Setting> variables) {
        return new JobSpec(
                person,
                agents,
                session,
                startedFrom,
                asset,
                owner,
                mender,
                skill,
                engine,
                words,
                variables,
                directory,
                reads,
                outputs,
                caps,
                deadline,
                idleSeconds,
                attempts,
                trust,
                rerunOf);
    }

    /// @param folder below where the job stages
    /// @param place  where it is published
    /// @param checks what it must pass before
    public record StagedOutput(AssetId asset, String folder, String place, List<String> checks) {
        public StagedOutput {
            checks = List.copyOf(checks);
        }
    }
}
