package io.levee.app.replica;

import io.levee.adapters.control.FileJournal;
import io.levee.adapters.http.Interrupts;
import io.levee.adapters.oauth.TokenStopper;
import io.levee.adapters.oauth.TokensHere;
import io.levee.adapters.processes.ProcessStopper;
import io.levee.adapters.processes.ProcessTrees;
import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.adapters.processes.ProcessesHere;
import io.levee.budget.Budgets;
import io.levee.consent.RunningWorkloads;
import io.levee.facts.Fact;
import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.stop.Drills;
import io.levee.rooms.stop.LiveRuns;
import io.levee.rooms.stop.Rehearsals;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.StopBook;
import io.levee.rooms.stop.StopExecution;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.Stops;
import io.levee.rooms.stop.signed.SignedOrders;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ending things: the stop room, with a stopper for the gateway, one for tokens, and one for programs where this
/// machine can end them whole.
record StopWiring(
        Stops stops,
        StopBook book,
        SignedOrders signed,
        Interrupts interrupts,
        Rehearsals rehearsals,
        Drills drills,
        Turn turn,
        Optional<ProcessWorkloads> programs) {
    private static final System.Logger LOG = System.getLogger(StopWiring.class.getName());
    private static final int RANDOM_BYTES = 8;

    static StopWiring build(
            Configuration configuration,
            StorageWiring storage,
            OrganisationWiring organisation,
            IdentityWiring identity,
            Calls calls,
            Budgets budgets,
            InstantSource clock,
            Executor threads,
            SecureRandom random) {
        StopBook book = new StopBook();
        storage.ledger().follow(Set.of(Fact.Family.STOP), book);
        storage.ledger()
                .follow(
                        Set.of(Fact.Family.STOP),
                        entry -> cutForOthers(entry, storage.ledger().origin(), calls));
        BudgetStopper payments =
                new BudgetStopper(budgets, identity.stops(), identity.runs(), Optional.of(storage.ledger()));
        Interrupts interrupts = new Interrupts(identity.runs());
        storage.ledger()
                .follow(
                        Set.of(Fact.Family.STOP),
                        entry -> doForOthers(entry, storage.ledger().origin(), payments, interrupts, threads));
        OutsideStoppers outside =
                new OutsideStoppers(organisation::organisation, identity.stops(), secrets(configuration, clock));
        List<Stopper> own = new ArrayList<>(List.of(
                new GatewayStopper(calls, storage.ledger()),
                new TokenStopper(identity.live(), identity.standing(), storage.ledger(), storage.ledger(), clock),
                payments,
                interrupts));
        Optional<ProcessTrees> trees = trees(configuration);
        RunningWorkloads running = new RunningWorkloads(identity.runs());
        storage.ledger().follow(Set.of(Fact.Family.WORKLOAD), running);
        Optional<ProcessWorkloads> programs = trees.map(on -> new ProcessWorkloads(
                on,
                storage.ledger(),
                running,
                identity.stops(),
                identity.runs(),
                () -> new WorkloadId("run-" + named(random))));
        programs.map(of -> new ProcessStopper(of, running)).ifPresent(stopper -> {
            own.add(stopper);
            storage.ledger()
                    .follow(
                            Set.of(Fact.Family.STOP),
                            entry -> endForOthers(entry, storage.ledger().origin(), stopper, threads));
        });
        Stops stops = new Stops(
                organisation::inForce,
                storage.ledger(),
                book,
                () -> both(own, outside.now()),
                new Live(identity, running),
                storage.ledger(),
                () -> new StopId("stop-" + named(random)),
                threads,
                System::nanoTime);
        List<Stopper> here = new ArrayList<>(List.of(
                new GateHere(calls),
                new TokensHere(identity.live(), identity.standing()),
                new BudgetStopper(budgets, identity.stops(), identity.runs(), Optional.empty()),
                interrupts));
        programs.map(ProcessesHere::new).ifPresent(here::add);
        SignedOrders signed = new SignedOrders(
                organisation::organisation,
                FileJournal.open(configuration.dataFolder().resolve("orders")),
                identity.stops(),
                new StopExecution(() -> both(here, outside.now()), threads, System::nanoTime),
                stops,
                storage.ledger().origin(),
                clock,
                System::nanoTime,
                threads);
        Rehearsals rehearsals = new Rehearsals(() -> both(own, outside.now()), threads, clock, System::nanoTime);
        Drills drills = new Drills();
        storage.ledger().follow(Set.of(Fact.Family.STOP), drills);
        return new StopWiring(
                stops,
                book,
                signed,
                interrupts,
                rehearsals,
                drills,
                new Turn(storage.database(), "rehearsals"),
                programs);
    }

    /// What must happen again and again; see the two rooms.
    void tend() {
        signed.tend();
        programs.ifPresent(ProcessWorkloads::tend);
        stops.tend();
    }

    /// Tries every stopper on what is nobody's, unless another replica does so now.
    void rehearse() {
        turn.take(rehearsals::rehearse);
    }

    private static List<Stopper> both(List<Stopper> own, List<Stopper> outside) {
        List<Stopper> all = new ArrayList<>(own);
        all.addAll(outside);
        return all;
    }

    static Secrets secrets(Configuration configuration, InstantSource clock) {
        SecretFiles files = SecretFiles.ofStoppers(configuration, clock);
        return name -> files.secret(name)
                .orElseThrow(() -> new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "there is no secret `%s` that only this user can read in LEVEE_STOPPER_SECRETS"
                                .formatted(name)));
    }

    /// Without it nothing is launched here, which a machine that only carries calls does not need.
    private static Optional<ProcessTrees> trees(Configuration configuration) {
        try {
            return Optional.of(ProcessTrees.open(configuration.dataFolder().resolve("processes")));
        } catch (LeveeException e) {
            LOG.log(System.Logger.Level.WARNING, "no programs are launched here: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void endForOthers(Entry entry, Origin own, ProcessStopper stopper, Executor threads) {
        if (entry.fact() instanceof StopFact.Ordered order
                && order.layers().contains(Layer.RUNTIME)
                && !entry.origin().equals(own)) {
            threads.execute(() -> stopper.endHere(order));
        }
    }

    private static void doForOthers(
            Entry entry, Origin own, BudgetStopper payments, Interrupts interrupts, Executor threads) {
        if (entry.fact() instanceof StopFact.Ordered order && !entry.origin().equals(own)) {
            if (order.layers().contains(Layer.PAYMENT)) {
                threads.execute(() -> payments.freezeHere(order));
            }
            interrupts.tell(order);
        }
    }

    /// An order that another replica took is carried out here too, before this one says that it has seen it: that
    /// replica waits for it.
    private static void cutForOthers(Entry entry, Origin own, Calls calls) {
        if (entry.fact() instanceof StopFact.Ordered order && !entry.origin().equals(own)) {
            calls.shut(order);
        }
    }

    private static String named(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Refuses new calls and cuts open ones, here: for an order that can be told nobody.
    private record GateHere(Calls calls) implements Stopper {
        @Override
        public Layer layer() {
            return Layer.GATEWAY;
        }

        @Override
        public String name() {
            return "calls";
        }

        @Override
        public Done stop(StopFact.Ordered order, Receipt at) {
            return new Done(calls.cut(order).calls(), "refused here");
        }

        @Override
        public Proof verify(StopFact.Ordered order, Receipt at) {
            OptionalInt live = calls.live(order);
            return new Proof(
                    live.isPresent() && live.getAsInt() == 0,
                    live.isEmpty() ? "the gate does not know it" : "%d calls go on here".formatted(live.getAsInt()));
        }
    }

    /// What is live, by tokens and programs.
    private record Live(IdentityWiring identity, RunningWorkloads running) implements LiveRuns {
        @Override
        public Set<ActorId> people(Scope scope) {
            Stream<Chain> tokens = identity.live().covered(scope).stream().map(IdentityFact.TokenIssued::chain);
            Stream<Chain> programs =
                    running.covered(scope).stream().map(each -> each.launched().chain());
            return Stream.concat(tokens, programs).map(Chain::person).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Optional<WorkloadFact.Launched> job(WorkloadId job) {
            return running.find(job);
        }

        @Override
        public Set<String> labels() {
            return identity.labels().carried();
        }
    }

    /// Refuses new calls and cuts open ones, here and on every live replica.
    private record GatewayStopper(Calls calls, ReplicaView replicas) implements Stopper {
        private static final Duration PATIENCE = Duration.ofSeconds(3);

        @Override
        public Layer layer() {
            return Layer.GATEWAY;
        }

        @Override
        public String name() {
            return "calls";
        }

        @Override
        public Done stop(StopFact.Ordered order, Receipt at) {
            int cut = calls.cut(order).calls();
            Set<Origin> missing = replicas.awaitSeen(at, PATIENCE);
            if (!missing.isEmpty()) {
                throw new IllegalStateException("not yet seen by %s".formatted(missing));
            }
            return new Done(cut, "refused since %s".formatted(at));
        }

        /// Asks the gate itself, here, and whether every other replica has the order.
        @Override
        public Proof verify(StopFact.Ordered order, Receipt at) {
            OptionalInt live = calls.live(order);
            Set<Origin> missing = replicas.awaitSeen(at, Duration.ZERO);
            String evidence = "%s, %s"
                    .formatted(
                            live.isEmpty() ? "the gate does not know it" : "%d calls go on".formatted(live.getAsInt()),
                            missing.isEmpty() ? "every live replica has it" : "not seen by %s".formatted(missing));
            return new Proof(live.isPresent() && live.getAsInt() == 0 && missing.isEmpty(), evidence);
        }
    }
}
