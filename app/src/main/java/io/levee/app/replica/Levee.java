package io.levee.app.replica;

import io.levee.adapters.control.ControlServer;
import io.levee.adapters.envoy.CheckServer;
import io.levee.adapters.envoy.PlainCheckServer;
import io.levee.adapters.http.ApiServer;
import io.levee.adapters.postgres.Database;
import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.adapters.proxy.GatewayServer;
import io.levee.adapters.telemetry.CallNumbers;
import io.levee.adapters.telemetry.MeasuredLedger;
import io.levee.adapters.telemetry.Numbers;
import io.levee.adapters.telemetry.Telemetry;
import io.levee.adapters.webhook.ApprovalWebhook;
import io.levee.app.forge.ForgeRoom;
import io.levee.app.review.HeldCallReviews;
import io.levee.catalog.Api;
import io.levee.console.ConsoleServer;
import io.levee.facts.Fact;
import io.levee.facts.ReplicaFact;
import io.levee.ledger.Ledger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One running replica. [#start] reads as the list of rooms in the order in which they are built;
/// what was started is closed in the reverse order.
public final class Levee implements AutoCloseable {
    public static final String VERSION = "0.1.0";

    private static final System.Logger LOG = System.getLogger(Levee.class.getName());
    private static final long TICK_SECONDS = 30;
    private static final Duration DRILL_MAX = Duration.ofMinutes(5);
    /// Stops are tried again after a second; a program that ended by itself is noticed as soon.
    private static final long STOPS_TICK_SECONDS = 1;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Configuration configuration;
    private final Addresses addresses;
    private Optional<ProcessWorkloads> programs = Optional.empty();

    /// Where it is reached.
    ///
    /// @param checks for other proxies, where somebody asked for it: gRPC, then HTTP
    public record Addresses(URI gateway, URI api, URI console, URI control, List<InetSocketAddress> checks) {}

    private Levee(Configuration configuration) {
        this.configuration = configuration;
        try {
            this.addresses = build();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static Levee start(Configuration configuration) {
        return new Levee(configuration);
    }

    public Addresses addresses() {
        return addresses;
    }

    /// What launches programs for agents; empty where this machine could not end them whole.
    public Optional<ProcessWorkloads> programs() {
        return programs;
    }

    private Addresses build() {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        ExecutorService threads = closing(Executors.newVirtualThreadPerTaskExecutor());
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ticks").factory());
        started.push(ticks::shutdownNow);

        // a system that hangs must not keep the other ticks waiting
        ScheduledExecutorService rehearsing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("rehearsals").factory());
        started.push(rehearsing::shutdownNow);
        ScheduledExecutorService drilling = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("drills").factory());
        started.push(drilling::shutdownNow);

        // the two slow starts, side by side
        CompletableFuture<Database> database =
                CompletableFuture.supplyAsync(() -> StorageWiring.database(configuration), threads);
        OrganisationWiring organisation = closing(organisation(database));
        StorageWiring storage = closing(StorageWiring.open(
                configuration,
                Started.of(database),
                organisation.organisation().settings().name(),
                clock));
        Telemetry telemetry = closing(Telemetry.fromEnvironment(configuration.environment(), configuration.replica()));
        Numbers numbers = new Numbers().withJvm();
        Ledger ledger = new MeasuredLedger(storage.ledger(), numbers, System::nanoTime);

        int apiPort =
                FreePort.orFree(configuration.host(), configuration.ports().api());
        String issuer = PublicUrl.of(configuration, apiPort);
        IdentityWiring identity =
                closing(IdentityWiring.build(configuration, issuer, storage, ledger, organisation, clock, random));
        organisation.watch(ledger);
        OwnGateway ownGateway = new OwnGateway();
        ReviewWiring reviews = closing(ReviewWiring.build(
                configuration, storage, ledger, organisation, identity, ownGateway, threads, random));
        LateTools tools = new LateTools();
        GatewayWiring gateway = GatewayWiring.build(
                configuration,
                storage,
                ledger,
                organisation,
                identity,
                clock,
                () -> ThreadLocalRandom.current().nextLong(), // names decisions, guards nothing
                telemetry.steps(),
                new HeldCallReviews(reviews.reviews()),
                tools);
        closing(gateway.budgets());
        StopWiring stops = StopWiring.build(
                configuration,
                storage,
                organisation,
                identity,
                gateway.calls(),
                gateway.budgets().budgets(),
                clock,
                threads,
                random);
        programs = stops.programs();
        JobWiring jobs = closing(JobWiring.build(
                configuration,
                storage,
                ledger,
                organisation,
                identity,
                ownGateway,
                gateway.budgets().budgets(),
                OwnGateway.reached(configuration.host(), apiPort),
                programs,
                clock,
                threads,
                random));
        tools.are(jobs.tools(organisation, identity));

        int recovered = gateway.calls().recover(storage.ledger());
        ledger.write(new ReplicaFact.Started(VERSION, recovered));
        stops.signed().restore();
        stops.stops().finishInterrupted();
        StopRuleWiring rules = StopRuleWiring.build(storage, organisation, identity, stops, clock, threads);
        ForgeRoom forges = closing(ForgeWiring.build(
                configuration, storage, ledger, organisation, reviews, numbers, clock, threads, random));
        count(numbers, storage, organisation, identity, gateway, stops, clock);
        tick(ticks, "signing keys", TICK_SECONDS, identity.server().keys()::tick);
        ApprovalWebhook.of(configuration.environment(), storage.ledger().origin(), clock)
                .map(this::closing)
                .ifPresent(webhook -> storage.ledger().follow(Set.of(Fact.Family.APPROVAL), webhook));
        tick(ticks, "stops", STOPS_TICK_SECONDS, stops::tend);
        tick(rehearsing, "rehearsals of stoppers", TICK_SECONDS, stops::rehearse);
        DrillRuns drills = closing(new DrillRuns(
                stops.drills(),
                () -> organisation.organisation().settings().drillEvery(),
                ledger,
                clock,
                DrillRuns.drillHere(),
                DRILL_MAX));
        tick(drilling, "drills", TICK_SECONDS, drills::tend);
        tick(ticks, "forges", STOPS_TICK_SECONDS, forges::tend);
        tick(ticks, "stop rules", STOPS_TICK_SECONDS, rules::tend);
        tick(ticks, "approvals", TICK_SECONDS, gateway.approvals().calls()::sweep);

        GatewayServer proxy = closing(gateway.listen(
                configuration,
                GatewayWiring.doors(configuration, organisation, identity, ledger, clock),
                telemetry,
                organisation,
                identity,
                URI.create(issuer)));
        ownGateway.listens(configuration.host(), proxy.uri().getPort());
        Optional<CheckWiring.Listening> checks =
                configuration.checks().map(settings -> closing(CheckWiring.listen(settings, gateway.calls())));
        ApiServer api = closing(HttpWiring.listen(
                configuration,
                apiPort,
                storage,
                organisation,
                identity,
                gateway,
                stops,
                reviews,
                forges.hooks(),
                jobs,
                numbers,
                clock,
                threads));
        jobs.begin();
        ConsoleServer console = closing(ConsoleServer.start(
                new InetSocketAddress(
                        configuration.host(), configuration.ports().console()),
                api.address(),
                clock,
                random));
        ControlServer control = closing(ControlServer.start(
                stops.signed(),
                storage.ledger().origin(),
                new InetSocketAddress(
                        configuration.host(), configuration.ports().control())));
        closing(RunFile.write(
                configuration.dataFolder(),
                api.address(),
                proxy.uri(),
                console.address(),
                control.address(),
                storage.ledger().origin().toString()));
        return new Addresses(proxy.uri(), api.address(), console.address(), control.address(), addresses(checks));
    }

    private static List<InetSocketAddress> addresses(Optional<CheckWiring.Listening> checks) {
        return checks.stream()
                .flatMap(on -> Stream.concat(
                        on.grpc().map(CheckServer::address).stream(),
                        on.plain().map(PlainCheckServer::address).stream()))
                .toList();
    }

    private OrganisationWiring organisation(CompletableFuture<Database> database) {
        try {
            return OrganisationWiring.read(configuration);
        } catch (RuntimeException e) {
            Started.of(database).close();
            throw e;
        }
    }

    private static void count(
            Numbers numbers,
            StorageWiring storage,
            OrganisationWiring organisation,
            IdentityWiring identity,
            GatewayWiring gateway,
            StopWiring stops,
            InstantSource clock) {
        Supplier<Set<String>> apis = () ->
                organisation.inForce().catalog().apis().stream().map(Api::name).collect(Collectors.toSet());
        storage.ledger()
                .follow(
                        Set.of(Fact.Family.CALL),
                        new CallNumbers(numbers, storage.ledger().origin(), clock.instant(), apis));
        numbers.gauge(
                "levee_calls_open",
                "calls that are open now",
                () -> gateway.inFlight().count());
        numbers.gauge(
                "levee_stops_open",
                "stop orders in force",
                () -> identity.stops().all().size());
        numbers.gauge(
                "levee_stops_red",
                "stop orders of this replica that do not hold on every layer",
                () -> stops.stops().red().size());
        numbers.gauge(
                "levee_stoppers_disarmed",
                "stoppers that could not stop what is nobody's when this replica last tried",
                () -> stops.rehearsals().disarmed().size());
        numbers.gauge(
                "levee_drill_failed",
                "1 where the last drill of this replica failed",
                () -> stops.drills()
                        .of(storage.ledger().origin())
                        .filter(last -> !last.drill().holds())
                        .map(_ -> 1)
                        .orElse(0));
        numbers.gauge(
                "levee_view_age_seconds",
                "age of the view of other replicas' facts",
                () -> storage.ledger().age().toNanos() / 1e9);
    }

    private static void tick(ScheduledExecutorService ticks, String what, long seconds, Runnable work) {
        var _ = ticks.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) { // the thread's root: a failure must not end the ticking
                        LOG.log(System.Logger.Level.WARNING, "{0}: {1}; tried again", what, e.getMessage());
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }

    private <T extends AutoCloseable> T closing(T part) {
        started.push(part);
        return part;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) { // one part that does not close must not keep the others open
                LOG.log(System.Logger.Level.WARNING, "a part did not close", e);
            }
        }
    }
}
