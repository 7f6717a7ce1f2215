package io.levee.app.replica;

import io.levee.adapters.advisers.ModelSupposer;
import io.levee.app.jobs.JobFailures;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.ModelProvider.Wire;
import io.levee.identity.ActorId;
import io.levee.organisation.JobSettings;
import io.levee.organisation.Organisation;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.supposing.Answer;
import io.levee.rooms.jobs.supposing.Supposer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The model that may suppose why a job failed, as `levee.yaml` names it now. It is asked for the person for
/// whom the job ran, as [OwnModels] has it: nobody's log goes to a model that this person may not ask.
/// Thread-safe.
final class FailureModels implements JobFailures.Models {
    private static final int SUPPOSERS_MAX = 500;

    private final Supplier<Organisation> organisation;
    private final OwnModels models;
    private final Function<Job, Set<String>> carried;
    private final Map<Asking, Supposer> supposers = new ConcurrentHashMap<>();

    /// @param carried labels of what the job's session has read
    FailureModels(Supplier<Organisation> organisation, OwnModels models, Function<Job, Set<String>> carried) {
        this.organisation = organisation;
        this.models = models;
        this.carried = carried;
    }

    /// Keeps what was learned of how the model wants to be asked.
    private record Asking(JobSettings.Diagnostician diagnostician, Wire wire, String url, ActorId person) {}

    @Override
    public Optional<JobFailures.Model> of(Job job) {
        Organisation now = organisation.get();
        return now.settings()
                .jobs()
                .diagnostician()
                .map(it -> new JobFailures.Model(it.agent(), it.model(), supposer(it, job, now)));
    }

    private Supposer supposer(JobSettings.Diagnostician diagnostician, Job job, Organisation now) {
        if (!clears(diagnostician.model(), job, now)) {
            return silent(Answer.Why.NOT_CLEARED);
        }
        Wire wire = OwnModels.wire(diagnostician.model(), now);
        return models.url(diagnostician.model())
                .map(url ->
                        supposer(new Asking(diagnostician, wire, url, job.spec().person())))
                .orElseGet(() -> silent(Answer.Why.SILENT));
    }

    private Supposer supposer(Asking asking) {
        if (supposers.size() >= SUPPOSERS_MAX) {
            supposers.clear();
        }
        return supposers.computeIfAbsent(
                asking,
                it -> ModelSupposer.throughGateway(
                        it.wire(),
                        it.url(),
                        OwnModels.nameOf(it.diagnostician().model()),
                        () -> models.key(it.diagnostician().agent(), it.person()),
                        models.patience()));
    }

    private static Supposer silent(Answer.Why why) {
        return _ -> new Answer.None(why);
    }

    /// INVARIANT I11: a log may hold whatever the job could read, so it goes to no model that is not cleared for
    /// all of that.
    private boolean clears(AssetId model, Job job, Organisation now) {
        Set<String> labels = new HashSet<>(carried.apply(job));
        labels.addAll(labels(job.spec(), now.catalog()));
        return now.catalog()
                .asset(model)
                .filter(asset -> labels.stream().allMatch(asset::clears))
                .isPresent();
    }

    /// Of what a job said that it reads and makes.
    static Set<String> labels(JobSpec spec, Catalog catalog) {
        Set<String> labels = new HashSet<>();
        Stream.of(
                        Stream.of(spec.asset()),
                        spec.reads().stream(),
                        spec.outputs().stream().map(JobSpec.StagedOutput::asset))
                .flatMap(each -> each)
                .flatMap(asset -> catalog.asset(asset).stream())
                .forEach(asset -> labels.addAll(asset.labels()));
        return labels;
    }
}
