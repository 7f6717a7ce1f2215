package io.levee.app.replica;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.postgres.ShelfTable;
import io.levee.adapters.search.TeamKnowledge;
import io.levee.app.review.JsonShelf;
import io.levee.app.review.OwnersOf;
import io.levee.app.review.Rulebooks;
import io.levee.consent.Consents;
import io.levee.facts.Fact;
import io.levee.facts.ReviewId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import io.levee.ledger.Ledger;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.AdvisedPanel;
import io.levee.rooms.review.AskedModels;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.ReviewBook;
import io.levee.rooms.review.Reviews;
import io.levee.rooms.review.advice.Advisers;
import io.levee.rooms.review.advice.Spend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Reviewing changes: the door, with a panel for the revision of the organisation that is in force.
final class ReviewWiring implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReviewWiring.class.getName());
    private static final int RANDOM_BYTES = 8;

    private final Reviews reviews;
    private final Supplier<Organisation> organisation;
    private final Models models;
    private final Path cache;
    private final Executor threads;
    private final AtomicReference<Optional<Seated>> seated = new AtomicReference<>(Optional.empty());

    /// What one revision judges with; its knowledge comes once it is read.
    private record Seated(Reviews.Sitting sitting, List<Document> documents, Knowledge knowledge) {}

    /// How reviewers' models are asked.
    private record Models(OwnModels own, AdvisedPanel limits) {
        AdvisedPanel over(Panel panel, Organisation organisation) {
            return limits.over(panel, new ReviewerSeats(organisation, own));
        }
    }

    private ReviewWiring(
            Supplier<Organisation> organisation,
            Models models,
            Path cache,
            StorageWiring storage,
            Ledger ledger,
            Consents consents,
            Executor threads,
            RandomGenerator random) {
        this.organisation = organisation;
        this.models = models;
        this.cache = cache;
        this.threads = threads;
        ReviewBook book = new ReviewBook();
        storage.ledger().follow(Set.of(Fact.Family.REVIEW), book);
        AskedModels asked = new AskedModels();
        storage.ledger().follow(Set.of(Fact.Family.CALL), asked);
        this.reviews = new Reviews(
                this::sitting,
                consents,
                ledger,
                book,
                () -> id(random),
                new JsonShelf(new ShelfTable(storage.database())),
                asked);
    }

    static ReviewWiring build(
            Configuration configuration,
            StorageWiring storage,
            Ledger ledger,
            OrganisationWiring organisation,
            IdentityWiring identity,
            OwnGateway gateway,
            Executor threads,
            RandomGenerator random) {
        Duration patience = ReviewPatience.of(configuration);
        return new ReviewWiring(
                organisation::organisation,
                new Models(new OwnModels(identity.server().issuer(), gateway, patience), limits(threads, patience)),
                configuration.dataFolder().resolve("knowledge"),
                storage,
                ledger,
                new Consents(organisation::inForce),
                threads,
                random);
    }

    /// The gateway counts what models cost.
    private static AdvisedPanel limits(Executor threads, Duration patience) {
        Panel nobody = new Panel(Rulebooks.ofLibrary(_ -> List.of()), new KnownFormats());
        return new AdvisedPanel(nobody, Advisers.NOBODY, Spend.ELSEWHERE, threads, patience);
    }

    Reviews reviews() {
        return reviews;
    }

    private static ReviewId id(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ReviewId("rev-" + HexFormat.of().formatHex(bytes));
    }

    private Reviews.Sitting sitting() {
        Organisation now = organisation.get();
        Optional<Seated> known = seated.get();
        if (known.isPresent() && known.get().sitting().revision().equals(now.revision())) {
            return known.get().sitting();
        }
        Optional<Seated> same = known.filter(it -> it.documents().equals(now.documents()));
        Seated fresh = seat(now, same.map(Seated::knowledge).orElse(Knowledge.NONE));
        if (seated.compareAndSet(known, Optional.of(fresh)) && same.isEmpty()) {
            threads.execute(() -> learn(now, fresh));
        }
        return fresh.sitting();
    }

    private Seated seat(Organisation organisation, Knowledge knowledge) {
        Panel panel = new Panel(
                Rulebooks.of(organisation, OwnersOf.organisation(organisation), knowledge, Optional.of("")),
                new KnownFormats());
        return new Seated(
                new Reviews.Sitting(models.over(panel, organisation), organisation.revision()),
                organisation.documents(),
                knowledge);
    }

    /// Reading what teams wrote takes seconds, so reviews begin without it. What it replaces is
    /// not closed: reviews may be searching there, and it is memory alone.
    private void learn(Organisation now, Seated fresh) {
        if (now.documents().isEmpty()) {
            return;
        }
        try {
            Knowledge knowledge = TeamKnowledge.of(now.documents(), TeamKnowledge.Options.cachedIn(cache));
            if (!seated.compareAndSet(Optional.of(fresh), Optional.of(seat(now, knowledge)))) {
                knowledge.close();
            }
        } catch (RuntimeException e) { // the thread's root: reviews go on with rules alone
            LOG.log(System.Logger.Level.WARNING, "what teams wrote cannot be searched: {0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        seated.get().ifPresent(it -> it.knowledge().close());
    }
}
