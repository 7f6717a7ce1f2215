package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.catalog.Catalog;
import io.levee.catalog.Decoys;
import io.levee.consent.Action;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import io.levee.ledger.MaxStaleness;
import io.levee.testkit.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// An organisation that chance made. [#may] tells who may what from the tables alone and by none of Levee's own rules,
/// so that those can be held against it.
final class RandomCompany implements Directory {
    static final List<String> LABELS = List.of("payroll", "personal");
    static final List<ActorId> PEOPLE = List.of(ActorId.person("p0"), ActorId.person("p1"));
    static final List<ActorId> AGENTS = List.of(ActorId.agent("a0"), ActorId.agent("a1"), ActorId.agent("a2"));
    static final AssetId READ = AssetId.operation("w", "read");
    static final AssetId WRITE = AssetId.operation("w", "write");
    static final AssetId READ_TABLE = AssetId.operation("w", "readTable");
    static final AssetId WRITE_TABLE = AssetId.operation("w", "writeTable");
    static final List<AssetId> TABLES = List.of(AssetId.parse("table:t0"), AssetId.parse("table:t1"));

    private static final TeamId TEAM = new TeamId("warehouse");
    /// In the middle of a story.
    private static final Instant WAIVED_UNTIL = FakeClock.START.plusSeconds(30);

    private static final List<MaxStaleness> STALENESS = List.of(
            MaxStaleness.HOUSE,
            new MaxStaleness(Duration.ofSeconds(1), Duration.ofSeconds(3), Optional.empty()),
            new MaxStaleness(Duration.ofMillis(500), Duration.ofMillis(500), Optional.empty()),
            new MaxStaleness(Duration.ofSeconds(8), Duration.ofSeconds(10), Optional.of(WAIVED_UNTIL)));
    private static final List<String> PATTERNS = List.of("*", "*", "*", "operation:*", "table:*");

    private final long salt;
    private final Set<ActorId> gone = new HashSet<>();
    private final Set<ActorId> inactive = new HashSet<>();
    private final Set<List<ActorId>> actsFor = new HashSet<>();
    private final Map<ActorId, String> mayKnow = new HashMap<>();
    private final Map<ActorId, String> mayChange = new HashMap<>();
    private final Map<AssetId, Asset> assets = new HashMap<>();
    private final Set<AssetId> decoys = new HashSet<>();
    private final MaxStaleness staleness;
    private final InForce inForce;

    RandomCompany(RandomGenerator random, int revision) {
        salt = random.nextLong();
        for (ActorId person : PEOPLE) {
            either(random, 20, () -> gone.add(person));
            either(random, 20, () -> inactive.add(person));
        }
        for (ActorId agent : AGENTS) {
            either(random, 20, () -> gone.add(agent));
            PEOPLE.forEach(person -> {
                if (random.nextInt(8) > 0) {
                    actsFor.add(List.of(agent, person));
                }
            });
            mayKnow.put(agent, PATTERNS.get(random.nextInt(PATTERNS.size())));
            mayChange.put(agent, PATTERNS.get(random.nextInt(PATTERNS.size())));
        }
        List<AssetId> ids = new ArrayList<>(List.of(READ, WRITE, READ_TABLE, WRITE_TABLE));
        ids.addAll(TABLES);
        ids.forEach(id ->
                assets.put(id, new Asset(id, TEAM, "", Set.of(), Set.of(), labels(random, 4), labels(random, 2))));
        TABLES.forEach(id -> either(random, 20, () -> decoys.add(id)));
        staleness = STALENESS.get(random.nextInt(STALENESS.size()));
        inForce = new InForce("r" + revision, this, catalog(), this::answer, Map.of("w", staleness));
    }

    /// By this test's own reckoning; the waiver is over at [#WAIVED_UNTIL].
    Duration newsNeeded(boolean changes, Instant now) {
        Duration wanted = changes ? staleness.changes() : staleness.all();
        boolean waived = now.isBefore(WAIVED_UNTIL);
        return changes && !waived && wanted.toSeconds() > 2 ? Duration.ofSeconds(2) : wanted;
    }

    InForce inForce() {
        return inForce;
    }

    Asset asset(AssetId id) {
        return Objects.requireNonNull(assets.get(id));
    }

    /// Whether everybody in the chain may do this to each of these.
    boolean may(Chain chain, Action action, List<AssetId> named) {
        if (gone.contains(chain.person()) || inactive.contains(chain.person())) {
            return false;
        }
        for (ActorId agent : chain.agents()) {
            if (gone.contains(agent) || !actsFor.contains(List.of(agent, chain.person()))) {
                return false;
            }
            String pattern = pattern(agent, action);
            String prefix = pattern.substring(0, pattern.length() - 1);
            if (!named.stream().allMatch(id -> id.toString().startsWith(prefix))) {
                return false;
            }
        }
        return named.stream().noneMatch(decoys::contains)
                && chain.principals().stream()
                        .allMatch(principal -> named.stream()
                                .allMatch(id -> answer(principal, action, id) instanceof Policy.Answer.Permitted));
    }

    @Override
    public Optional<Person> person(ActorId person) {
        return gone.contains(person)
                ? Optional.empty()
                : Optional.of(new Person(person, "somebody", Set.of(), Set.of(), !inactive.contains(person)));
    }

    @Override
    public Optional<Passport> passport(ActorId agent) {
        if (gone.contains(agent)) {
            return Optional.empty();
        }
        Set<ActorId> people = new HashSet<>(PEOPLE);
        people.removeIf(person -> !actsFor.contains(List.of(agent, person)));
        return Optional.of(new Passport(
                agent,
                "anything",
                TEAM,
                "here",
                people,
                List.of(new AssetPattern(pattern(agent, Action.READ))),
                List.of(new AssetPattern(pattern(agent, Action.CHANGE))),
                new Passport.Spend(0, 0),
                List.of(),
                Set.of(),
                Set.of()));
    }

    private String pattern(ActorId agent, Action action) {
        return Objects.requireNonNull((action == Action.CHANGE ? mayChange : mayKnow).get(agent));
    }

    private Policy.Answer answer(ActorId principal, Action action, AssetId id) {
        long mixed = (salt ^ List.of(principal, action.word(), id).hashCode()) * 0x9E3779B97F4A7C15L;
        return switch ((int) (mixed >>> 59)) {
            case 0 -> new Policy.Answer.Forbidden(List.of());
            case 1 -> new Policy.Answer.NotPermitted();
            case 2 -> new Policy.Answer.Failed(ConsentRefusal.POLICY_ERROR, "");
            default -> new Policy.Answer.Permitted(List.of());
        };
    }

    private Catalog catalog() {
        List<AssetTemplate> table = List.of(AssetTemplate.parse("table:{table}"));
        return new Catalog(
                List.of(),
                assets.values(),
                List.of(new Api(
                        "w",
                        TEAM,
                        Api.Protocol.HTTP,
                        URI.create("http://localhost:1"),
                        List.of(
                                new Api.Operation(READ, "GET", "/rows", false, List.of()),
                                new Api.Operation(WRITE, "POST", "/rows", true, List.of()),
                                new Api.Operation(READ_TABLE, "GET", "/tables/{table}", false, table),
                                new Api.Operation(WRITE_TABLE, "POST", "/tables/{table}", true, table)))),
                new Decoys(decoys, Map.of()));
    }

    private static Set<String> labels(RandomGenerator random, int oneIn) {
        Set<String> labels = new HashSet<>();
        LABELS.forEach(label -> either(random, oneIn, () -> labels.add(label)));
        return labels;
    }

    private static void either(RandomGenerator random, int oneIn, Runnable action) {
        if (random.nextInt(oneIn) == 0) {
            action.run();
        }
    }
}
