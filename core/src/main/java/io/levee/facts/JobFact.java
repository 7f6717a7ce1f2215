package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What became of jobs: every decision before its effect, every outcome after it. What a job was told
/// and what it printed is not here (I12); digests find both again.
public sealed interface JobFact extends Fact {
    JobId job();

    /// A job was asked for and not admitted; nothing of it ran.
    ///
    /// @param missing everything at once, as `code: detail`
    record Refused(JobId job, Chain chain, SessionId session, AssetId asset, String skill, List<String> missing)
            implements JobFact {
        public Refused {
            missing = List.copyOf(missing);
        }
    }

    /// A job may run, within this.
    ///
    /// @param command  SHA-256 of the command, hex
    /// @param owner    whose agent it is
    /// @param reads    what it said that it reads
    /// @param writes   where its outputs are published
    /// @param engine   what runs it
    /// @param killTier how every process of it can be ended, in the engine's words
    /// @param attempts how often it may be tried
    /// @param trust    the rung up to which Levee mends it by itself
    /// @param revision of the organisation that decided
    record Admitted(
            JobId job,
            Chain chain,
            SessionId session,
            AssetId asset,
            TeamId owner,
            String skill,
            String engine,
            String command,
            Set<AssetId> reads,
            Set<AssetId> writes,
            String killTier,
            Instant deadline,
            int attempts,
            String trust,
            String revision)
            implements JobFact {
        public Admitted {
            reads = Set.copyOf(reads);
            writes = Set.copyOf(writes);
        }
    }

    /// An attempt is about to begin; recorded before anything of it runs (I1).
    ///
    /// @param number  from 1
    /// @param changes what is different from what was asked for, such as `spark.driver.memory=2g`
    record Began(JobId job, int number, WorkloadId workload, List<String> changes) implements JobFact {
        public Began {
            changes = List.copyOf(changes);
        }
    }

    /// An attempt ended.
    ///
    /// @param exit of its first process, where it had one to tell
    /// @param why  in the words of the job room: `exited`, `deadline`, `memory`
    record Ended(JobId job, int number, Optional<Integer> exit, String why) implements JobFact {}

    /// What an output of an attempt was held against before it is published.
    record Checked(JobId job, int number, AssetId output, String check, boolean passed, String detail)
            implements JobFact {}

    /// Why an attempt failed, as far as signatures and evidence say.
    ///
    /// @param signature          `unknown` where nobody knows
    /// @param confidencePermille 0 to 1000
    /// @param part               whose part it is to mend: `job`, `platform`, `either`
    /// @param cited              lines of its log that were found again
    /// @param digest             SHA-256 of those lines, hex, its beginning
    record Diagnosed(
            JobId job,
            int number,
            String signature,
            int confidencePermille,
            String part,
            String action,
            int cited,
            String digest)
            implements JobFact {}

    /// A model was to be asked why an attempt failed, for no signature is certain. What it supposes decides nothing.
    ///
    /// @param agent   in whose name
    /// @param outcome `answered`, or in one word why there is no answer
    /// @param kept    hypotheses whose lines were found again in its log
    /// @param dropped what else it said
    /// @param digest  SHA-256 of what was kept, hex, its beginning
    record Supposed(
            JobId job, int number, ActorId agent, AssetId model, String outcome, int kept, int dropped, String digest)
            implements JobFact {}

    /// Levee decided to mend by itself, and with which trust; recorded before the next attempt.
    ///
    /// @param rung what the remedy needs; the job's trust is no less
    record Remedied(JobId job, int number, String signature, String action, List<String> changes, String rung)
            implements JobFact {
        public Remedied {
            changes = List.copyOf(changes);
        }
    }

    /// An output is about to take its place, or did.
    record Published(JobId job, int number, AssetId output, Stage stage, String digest) implements JobFact {}

    /// Another replica supervises it from now on, because the one that did is silent.
    record Adopted(JobId job, String from) implements JobFact {}

    /// It does others harm; recorded before it is ended for that.
    ///
    /// @param signal which one told
    /// @param why    what was measured and the limit
    record Quarantined(JobId job, int number, String signal, String why) implements JobFact {}

    /// Its agent may run the same again.
    ///
    /// @param by who lets it
    record Released(JobId job, Chain by) implements JobFact {}

    /// It is over.
    ///
    /// @param to who has it in hand now; empty where nobody needs to
    record Closed(JobId job, Outcome outcome, String why, Optional<ActorId> to) implements JobFact {}

    enum Stage {
        INTENDED,
        DONE
    }

    enum Outcome {
        SUCCEEDED,
        /// It failed, and whoever asked has the diagnosis.
        HANDED_BACK,
        /// It failed through the platform's part, and the owner of that has the diagnosis.
        HANDED_OVER,
        STOPPED,
        /// It did others harm, and is kept from running again.
        QUARANTINED
    }
}
