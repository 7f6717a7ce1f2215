package io.levee.adapters.kafka.admin;

import io.levee.adapters.kafka.Brokers;
import io.levee.adapters.kafka.Cluster;
import io.levee.adapters.kafka.Waiting;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;

/// What Levee does on one cluster for those who have no admin rights there: reads what is,
/// decides, does, and tells what puts it back. One operation at a time: each decides on what
/// the one before it left, once all brokers know of it.
///
/// INVARIANT: only one process may do this on a cluster; two would both see room for one topic.
///
/// Thread-safe. Every operation ends within [#PATIENCE] and a moment; a [LeveeException] then
/// says that the cluster could not be asked, and the same operation may be asked for again.
public final class KafkaOperations {
    /// For one operation, from the first connection on.
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    static final int UNDOS_MAX = 1_000;

    private static final int ID_BYTES = 8;
    private static final Duration FAREWELL = Duration.ofMillis(200);
    private static final System.Logger LOG = System.getLogger(KafkaOperations.class.getName());

    private final Cluster cluster;
    private final KafkaBounds bounds;
    private final KafkaRules rules;
    private final RandomGenerator random;
    private final Map<String, Undo> undos = new LinkedHashMap<>();

    /// @param cluster as a user with the rights that ADR 0123 lists, not as a super user
    /// @param random  for ids that nobody guesses
    public KafkaOperations(Cluster cluster, KafkaBounds bounds, RandomGenerator random) {
        this.cluster = cluster;
        this.bounds = bounds;
        this.rules = new KafkaRules(bounds, cluster.untouchable());
        this.random = random;
    }

    /// Of agents, sorted.
    public List<String> listTopics() {
        return on(work -> work.reading().names());
    }

    /// Empty where there is none, or it is not agents'.
    public Optional<Topic> describeTopic(String name) {
        return Naming.isName(name) && bounds.covers(name) ? on(work -> work.find(name)) : Optional.empty();
    }

    public synchronized Outcome apply(KafkaChange change) {
        return on(work -> made(work, List.of(change), false));
    }

    /// Puts in place, unasked, the quota of a user and the bounds of a topic that it writes to:
    /// as much as fits into the share of the disk, and where nothing fits any more, the least.
    /// What is stricter already stays.
    public synchronized Outcome enforce(String user, String topic) {
        return on(work -> {
            Optional<Topic> there = Naming.isName(topic) && bounds.covers(topic) ? work.find(topic) : Optional.empty();
            if (there.isEmpty()) {
                return new Outcome.Refused(
                        KafkaRefusal.TOPIC_MISSING, "`%s` is no topic of agents here".formatted(Naming.shown(topic)));
            }
            ClusterState state = work.reading().state();
            List<KafkaChange> plan = new EnforcementRules(bounds).plan(state, user, topic, there.get());
            return made(work, plan, true);
        });
    }

    /// Puts back what was before the change with this id, each once, so far as the rules allow
    /// it.
    public synchronized Outcome undo(String id) {
        Undo undo = undos.get(id);
        if (undo == null) {
            return new Outcome.Refused(
                    KafkaRefusal.CHANGE_UNKNOWN, "there is no change `%s`".formatted(Naming.shown(id)));
        }
        if (undo.changes().isEmpty()) {
            return new Outcome.Refused(KafkaRefusal.NOTHING_TO_UNDO, String.join("; ", undo.lost()));
        }
        Outcome outcome = on(work -> made(work, undo.changes(), false));
        if (!(outcome instanceof Outcome.Refused)) {
            undos.remove(id);
        }
        return outcome;
    }

    /// One after the other, up to the first that is refused. What was done before that is said
    /// in the refusal.
    ///
    /// @param unasked whether the share of the disk does not matter, since each only tightens
    private Outcome made(Work work, List<KafkaChange> changes, boolean unasked) {
        List<Undo> done = new ArrayList<>();
        List<String> what = new ArrayList<>();
        for (KafkaChange change : changes) {
            ClusterState before = work.reading().state();
            Verdict verdict = rules.decide(before, change);
            boolean fullAnyway = unasked
                    && verdict instanceof Verdict.No(var refusal, var _)
                    && refusal == KafkaRefusal.DISK_SHARE_EXCEEDED;
            if (verdict instanceof Verdict.No(var refusal, var detail) && !fullAnyway) {
                return refused(refusal, detail, what, done);
            }
            if (new Doing(work.admin(), work.waiting(), bounds).make(change, before)) {
                work.awaitBrokers();
                done.add(Undo.of(before, change));
                what.add(change.toString());
                LOG.log(System.Logger.Level.INFO, "changed on the cluster: {0}", change);
            }
        }
        if (done.isEmpty()) {
            return new Outcome.Unchanged("it is so already");
        }
        Undo undo = Undo.of(done);
        return new Outcome.Done(remember(undo), String.join(", then ", what), undo);
    }

    private Outcome refused(KafkaRefusal refusal, String detail, List<String> what, List<Undo> done) {
        LOG.log(System.Logger.Level.INFO, "refused on the cluster: {0}, {1}", refusal.code(), detail);
        if (done.isEmpty()) {
            return new Outcome.Refused(refusal, detail);
        }
        return new Outcome.Refused(
                refusal,
                "%s; done before that: %s, undone by `%s`"
                        .formatted(detail, String.join(", then ", what), remember(Undo.of(done))));
    }

    private String remember(Undo undo) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        undos.put(id, undo);
        if (undos.size() > UNDOS_MAX) {
            undos.remove(undos.keySet().iterator().next());
        }
        return id;
    }

    private <T> T on(Function<Work, T> work) {
        Waiting waiting = new Waiting(PATIENCE);
        Admin admin = cluster.open();
        try {
            return work.apply(new Work(admin, waiting, new Reading(admin, waiting, bounds, cluster.untouchable())));
        } finally {
            admin.close(FAREWELL);
        }
    }

    /// One connection, with its deadline.
    private record Work(Admin admin, Waiting waiting, Reading reading) {
        Optional<Topic> find(String name) {
            return reading.names().contains(name)
                    ? Optional.ofNullable(reading.topics(List.of(name)).get(name))
                    : Optional.empty();
        }

        void awaitBrokers() {
            int behind = new Brokers(admin, waiting).behind();
            if (behind > 0) {
                throw new LeveeException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "it was done, and `%d` brokers have not heard of it: look whether they run".formatted(behind));
            }
        }
    }
}
