package io.levee.organisation;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.knowledge.diagnosis.Rung;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `jobs` in `levee.yaml` says of jobs that agents launch.
///
/// @param most        what one job may have at most
/// @param usual       what one has that does not say
/// @param deadlineMax the longest that one may take, over all its attempts; also that of one that does not say
/// @param idle        one that neither computes nor prints for so long is ended
/// @param atOnce      on one replica
/// @param perAgent    of one agent, on all replicas
/// @param attempts    how often one is tried at most
/// @param sharedUser  whether programs may have Levee's own user, who reads its keys, where it cannot give them others
/// @param trust       the rung up to which Levee mends an agent's jobs by itself
/// @param places      where outputs are published; an output that is not here is not published
/// @param engines     by name; a job runs on this machine where it does not name one
/// @param signals     by which jobs that do others harm are found
/// @param diagnostician whose model may suppose why a job failed; where nobody is named, no model is asked
public record JobSettings(
        Caps most,
        Caps usual,
        Duration deadlineMax,
        Duration idle,
        int atOnce,
        int perAgent,
        int attempts,
        boolean sharedUser,
        Map<ActorId, Rung> trust,
        Map<AssetId, Place> places,
        Map<String, EngineSource> engines,
        List<SignalSource> signals,
        Optional<Diagnostician> diagnostician) {
    public static final int AT_ONCE_MAX = 2_000;
    public static final int ATTEMPTS_MAX = 10;

    /// Of a house that says nothing: small, nothing is published, nothing is mended without people.
    public static final JobSettings HOUSE = new JobSettings(
            new Caps(4_096, 2_000, 512, 10_240),
            new Caps(1_024, 1_000, 256, 1_024),
            Duration.ofHours(6),
            Duration.ofMinutes(30),
            1_000,
            100,
            3,
            false,
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            Optional.empty());

    public JobSettings {
        trust = Map.copyOf(trust);
        places = Map.copyOf(places);
        engines = Map.copyOf(engines);
        signals = List.copyOf(signals);
    }

    public Rung trust(ActorId agent) {
        return trust.getOrDefault(agent, Rung.SUGGEST);
    }

    /// What one job may take of its machine.
    ///
    /// @param cpuMillis thousandths of one processor
    /// @param processes and threads
    /// @param diskMib   of its scratch folder, with what it stages
    public record Caps(int memoryMib, int cpuMillis, int processes, int diskMib) {
        public Caps {
            if (memoryMib < 1 || cpuMillis < 1 || processes < 1 || diskMib < 1) {
                throw new IllegalArgumentException("a cap is at least 1: %d MiB, %d mCPU, %d processes, %d MiB of disk"
                        .formatted(memoryMib, cpuMillis, processes, diskMib));
            }
        }

        /// No cap is above that of the other.
        public boolean within(Caps most) {
            return memoryMib <= most.memoryMib
                    && cpuMillis <= most.cpuMillis
                    && processes <= most.processes
                    && diskMib <= most.diskMib;
        }
    }

    /// Who asks a model about failures that no skill is certain of.
    public record Diagnostician(ActorId agent, AssetId model) {
        public Diagnostician {
            if (!agent.isAgent()) {
                throw new IllegalArgumentException("`%s` is no agent".formatted(agent));
            }
            if (!model.kind().equals(AssetId.MODEL)) {
                throw new IllegalArgumentException("`%s` is no model".formatted(model));
            }
        }
    }

    /// Where an output stands once it is published.
    ///
    /// @param folder absolute; what stood there before is kept beside it until the next one
    /// @param checks what an output must pass; see the job room
    public record Place(String folder, List<String> checks) {
        public Place {
            checks = List.copyOf(checks);
        }
    }
}
