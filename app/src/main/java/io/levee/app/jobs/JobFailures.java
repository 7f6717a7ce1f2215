package io.levee.app.jobs;

import io.levee.adapters.diagnosis.LogQuotes;
import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.Finding;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Supervision;
import io.levee.rooms.jobs.supposing.Answer;
import io.levee.rooms.jobs.supposing.Asking;
import io.levee.rooms.jobs.supposing.Briefing;
import io.levee.rooms.jobs.supposing.Refinder;
import io.levee.rooms.jobs.supposing.Supposed;
import io.levee.rooms.jobs.supposing.Supposer;
import io.levee.rooms.jobs.supposing.SuppositionRules;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Why jobs fail: what skills know, and what a model supposes where they do not. Thread-safe.
public record JobFailures(JobSkills skills, Models models, Asking asking) implements Supervision.Failures {
    /// Which model is asked about a job.
    @FunctionalInterface
    public interface Models {
        /// Empty where the organisation names none.
        Optional<Model> of(Job job);
    }

    /// @param agent in whose name it is asked
    public record Model(ActorId agent, AssetId model, Supposer supposer) {}

    @Override
    public Diagnosis of(Job job, List<LogFile> log) {
        return skills.diagnose(job, log);
    }

    @Override
    public Optional<Supposed> supposed(Job job, Finding finding, List<LogFile> log, BooleanSupplier over) {
        return models.of(job)
                .map(model -> asking.ask(() -> supposed(model, job, finding, log), why -> not(model, why), over));
    }

    private Supposed supposed(Model model, Job job, Finding finding, List<LogFile> log) {
        Briefing briefing = skills.briefing(job, finding, log);
        if (briefing.lines().isEmpty()) {
            return not(model, Answer.Why.NOTHING_TO_SHOW);
        }
        return switch (model.supposer().ask(briefing)) {
            case Answer.None(var why) -> not(model, why);
            case Answer.Said said -> kept(model, said, briefing, new LogQuotes(log));
        };
    }

    private static Supposed not(Model model, Answer.Why why) {
        return new Supposed(model.agent(), model.model(), Optional.of(why), List.of(), 0);
    }

    private static Supposed kept(Model model, Answer.Said said, Briefing briefing, Refinder log) {
        SuppositionRules.Taken taken = SuppositionRules.taken(said, briefing, log);
        return new Supposed(model.agent(), model.model(), Optional.empty(), taken.hypotheses(), taken.dropped());
    }
}
