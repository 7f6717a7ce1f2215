package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.facts.JobId;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.JobSettings;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.JobAnswer.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a job lacks before it may run: all of it, so that nobody asks five times. Pure.
final class AdmissionRules {
    /// Metadata of skills that are guard-rails.
    private static final String CHECKPOINTS = "levee-checkpoints";
    /// As Flink is told so, in small letters; it refuses what does not end then.
    private static final String BOUNDED = "execution.runtime-mode=batch";
    private static final String STAGING = "levee-staging";
    private static final String REQUIRED = "required";
    private static final Duration DEADLINE_MIN = Duration.ofSeconds(1);

    private AdmissionRules() {}

    /// @param skill  empty where there is none of that name
    /// @param unfit  why what runs it cannot; empty where it can
    /// @param asked  what consent said to each thing that the job does
    /// @param ofAgent open jobs of the agent on all replicas
    /// @param here   open jobs of this replica
    /// @param quarantine a job of the agent for the same asset that did others harm
    record Known(
            Optional<Skill> skill,
            Optional<String> unfit,
            JobSettings settings,
            List<Asked> asked,
            int ofAgent,
            int here,
            Optional<JobId> quarantine) {}

    /// One thing that consent was sought for.
    record Asked(Action action, AssetId asset, Consent consent) {}

    static List<Missing> missing(JobRequest request, Known known) {
        List<Missing> all = new ArrayList<>();
        if (request.chain().agents().isEmpty()) {
            all.add(new Missing("agent-missing", "a job is an agent's: name one with `--agent`"));
        }
        known.asked().forEach(asked -> consent(asked).ifPresent(all::add));
        if (known.skill().isEmpty()) {
            all.add(new Missing(
                    "skill-unknown",
                    "no skill is called `%s`: `levee skill list` lists them".formatted(request.skill())));
        }
        known.skill().ifPresent(skill -> all.addAll(guardRails(request, skill)));
        known.quarantine()
                .ifPresent(job -> all.add(new Missing(
                        "in-quarantine",
                        "`%s` did others harm: a person looks at it with `levee job show %s`, and lets it run again with `levee job release %s`"
                                .formatted(job, job, job))));
        known.unfit().ifPresent(why -> all.add(new Missing("engine-unfit", why)));
        caps(request, known.settings()).ifPresent(all::add);
        deadline(request, known.settings()).ifPresent(all::add);
        for (JobRequest.Output output : request.outputs()) {
            if (!known.settings().places().containsKey(output.asset())) {
                all.add(new Missing(
                        "output-without-place",
                        "nobody said where `%s` is published: add it to `jobs: outputs:` in levee.yaml"
                                .formatted(output.asset())));
            }
        }
        if (known.ofAgent() >= known.settings().perAgent()) {
            all.add(new Missing(
                    "agent-busy",
                    "the agent has %d open jobs, as many as it may: wait for one, or end one"
                            .formatted(known.ofAgent())));
        }
        if (known.here() >= known.settings().atOnce()) {
            all.add(new Missing(
                    "replica-busy", "%d jobs run here, as many as may: try again later".formatted(known.here())));
        }
        return List.copyOf(all);
    }

    /// What keeps it from being done; empty where everybody agrees.
    static Optional<Missing> consent(Asked asked) {
        String what =
                asked.action() == Action.READ ? "read" : asked.asset().kind().equals("job") ? "run" : "write";
        return switch (asked.consent()) {
            case Consent.Given _ -> Optional.empty();
            case Consent.Held _ ->
                Optional.of(new Missing(
                        what + "-needs-approval",
                        "a person must agree to each use of `%s`, which a job cannot wait for"
                                .formatted(asked.asset())));
            case Consent.Withheld no ->
                Optional.of(new Missing(
                        what + "-not-permitted",
                        "`%s` may not %s `%s`: %s"
                                .formatted(
                                        no.principal(),
                                        what,
                                        asked.asset(),
                                        no.refusal().advice())));
        };
    }

    private static List<Missing> guardRails(JobRequest request, Skill skill) {
        List<Missing> all = new ArrayList<>();
        if (required(skill, CHECKPOINTS) && !says(request, "checkpoint") && !says(request, BOUNDED)) {
            all.add(new Missing(
                    "checkpoints-missing",
                    ("`%s` runs streams with checkpoints alone: set their interval and folder in the command, or say "
                                    + "`-Dexecution.runtime-mode=BATCH` of a job that ends")
                            .formatted(skill.name())));
        }
        if (required(skill, STAGING)
                && request.outputs().isEmpty()
                && !request.job().isEmpty()) {
            all.add(new Missing(
                    "outputs-missing",
                    "`%s` stages what a job of the catalog makes: name it with `--output ASSET`"
                            .formatted(skill.name())));
        }
        return all;
    }

    private static boolean required(Skill skill, String name) {
        return REQUIRED.equals(skill.metadata().get(name));
    }

    private static boolean says(JobRequest request, String word) {
        return request.command().stream()
                        .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(word))
                || request.environment().stream()
                        .anyMatch(it -> it.toString().toLowerCase(Locale.ROOT).contains(word));
    }

    private static Optional<Missing> caps(JobRequest request, JobSettings settings) {
        Caps most = settings.most();
        return request.caps()
                .filter(asked -> !asked.within(most))
                .map(_ -> new Missing(
                        "caps-too-large",
                        "a job has at most %d MiB of memory, %d mCPU, %d processes and %d MiB of disk here"
                                .formatted(most.memoryMib(), most.cpuMillis(), most.processes(), most.diskMib())));
    }

    private static Optional<Missing> deadline(JobRequest request, JobSettings settings) {
        return request.deadline()
                .filter(asked -> asked.compareTo(DEADLINE_MIN) < 0 || asked.compareTo(settings.deadlineMax()) > 0)
                .map(_ -> new Missing(
                        "deadline-range",
                        "a deadline is 1 second to %d seconds away"
                                .formatted(settings.deadlineMax().toSeconds())));
    }
}
