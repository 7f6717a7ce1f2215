package io.levee.testkit;

import io.levee.catalog.AssetId;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobStore;
import io.levee.rooms.jobs.Supervision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Jobs that are forgotten when the test ends. Keeps the whole contract of [JobStore], by one lock; each
/// replica asks through a view of its own.
public final class MemoryJobs {
    private final InstantSource clock;
    private final Map<JobId, Row> rows = new LinkedHashMap<>();
    private final Map<String, Instant> heard = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private final Set<JobId> released = ConcurrentHashMap.newKeySet();

    private record Row(Job job, String replica, String machine, long version, String from, String wish) {}

    public MemoryJobs(InstantSource clock) {
        this.clock = clock;
    }

    /// As one replica sees them.
    public JobStore of(String replica, String machine, String folder) {
        return new View(replica, machine, folder);
    }

    /// All of them, oldest first.
    public synchronized List<Job> all() {
        return rows.values().stream().map(Row::job).toList();
    }

    private final class View implements JobStore {
        private final String replica;
        private final String machine;
        private final String folder;

        View(String replica, String machine, String folder) {
            this.replica = replica;
            this.machine = machine;
            this.folder = folder;
        }

        @Override
        public void add(Job job, String bound) {
            synchronized (MemoryJobs.this) {
                rows.put(job.id(), new Row(job, replica, bound, 0, "", ""));
            }
        }

        @Override
        public boolean save(Held before, Job after) {
            synchronized (MemoryJobs.this) {
                Row row = rows.get(after.id());
                if (row == null || !row.replica().equals(replica) || row.version() != before.version()) {
                    return false;
                }
                rows.put(after.id(), new Row(after, replica, row.machine(), row.version() + 1, "", row.wish()));
                return true;
            }
        }

        @Override
        public List<Held> beat() {
            synchronized (MemoryJobs.this) {
                Instant now = clock.instant();
                heard.put(replica, now);
                folders.put(replica, folder);
                List<Held> mine = new ArrayList<>();
                for (Row row : List.copyOf(rows.values())) {
                    Instant last = heard.get(row.replica());
                    boolean silent = last != null && last.isBefore(now.minus(Supervision.SILENT));
                    boolean here = row.machine().isEmpty() || row.machine().equals(machine);
                    Row own = row;
                    if (row.job().open() && silent && here && !row.replica().equals(replica)) {
                        String from = row.replica() + " " + folders.getOrDefault(row.replica(), "");
                        own = new Row(row.job(), replica, row.machine(), row.version() + 1, from, row.wish());
                        rows.put(row.job().id(), own);
                    }
                    if (own.job().open() && own.replica().equals(replica)) {
                        mine.add(new Held(own.job(), own.version(), own.from(), own.wish()));
                    }
                }
                return mine;
            }
        }

        @Override
        public void giveBack(Held held) {
            synchronized (MemoryJobs.this) {
                Row row = rows.get(held.job().id());
                if (row != null && row.replica().equals(replica) && row.version() == held.version()) {
                    String before = held.from().substring(0, held.from().indexOf(' '));
                    rows.put(
                            held.job().id(),
                            new Row(row.job(), before, row.machine(), row.version() + 1, "", row.wish()));
                }
            }
        }

        @Override
        public Optional<Job> find(JobId job) {
            synchronized (MemoryJobs.this) {
                return Optional.ofNullable(rows.get(job)).map(Row::job);
            }
        }

        @Override
        public List<Job> newest(Optional<ActorId> person, int max) {
            return all().reversed().stream()
                    .filter(job ->
                            person.filter(it -> !it.equals(job.spec().person())).isEmpty())
                    .limit(max)
                    .toList();
        }

        @Override
        public Optional<JobId> quarantined(String agent, AssetId asset) {
            return all().reversed().stream()
                    .filter(job -> job.outcome()
                            .filter(JobFact.Outcome.QUARANTINED::equals)
                            .isPresent())
                    .filter(job -> !released.contains(job.id()))
                    .filter(job -> job.spec().chain().caller().toString().equals(agent))
                    .filter(job -> job.spec().asset().equals(asset))
                    .map(Job::id)
                    .findFirst();
        }

        @Override
        public boolean release(String agent, AssetId asset) {
            synchronized (MemoryJobs.this) {
                boolean some = false;
                for (Optional<JobId> job = quarantined(agent, asset);
                        job.isPresent();
                        job = quarantined(agent, asset)) {
                    some |= released.add(job.get());
                }
                return some;
            }
        }

        @Override
        public int openOf(String agent) {
            return (int) all().stream()
                    .filter(job ->
                            job.open() && job.spec().chain().caller().toString().equals(agent))
                    .count();
        }

        @Override
        public boolean wishEnd(JobId job, String by) {
            synchronized (MemoryJobs.this) {
                Row row = rows.get(job);
                if (row == null || !row.job().open()) {
                    return false;
                }
                rows.put(job, new Row(row.job(), row.replica(), row.machine(), row.version(), row.from(), by));
                return true;
            }
        }
    }
}
