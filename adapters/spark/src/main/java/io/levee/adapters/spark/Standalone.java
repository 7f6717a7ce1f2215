package io.levee.adapters.spark;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.rooms.stop.Stopper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The master of a standalone cluster, by its web UI: `/json/`
/// ([monitoring](https://spark.apache.org/docs/latest/spark-standalone.html#monitoring-and-logging)) lists, and
/// the links of the page kill, as `spark.ui.killEnabled` lets them.
record Standalone(Rest rest) implements Cluster {
    /// The page sends back to itself once it did what it was asked.
    private static final int SENT_BACK = 302;

    @Override
    public List<Work> live() {
        JsonNode master = rest.ask(Ask.get("/json/")).orThrow().json();
        // INVARIANT: a master that stands by knows of no applications
        if (!master.path("status").asString("").equals("ALIVE")) {
            throw new IllegalStateException("the master is not the one that decides");
        }
        List<Work> live = new ArrayList<>();
        for (JsonNode app : array(master, "activeapps")) {
            live.add(new Work(
                    app.path("id").asString(""),
                    app.path("user").asString(""),
                    app.path("name").asString(""),
                    Set.of()));
        }
        for (JsonNode driver : array(master, "activedrivers")) {
            live.add(new Work(
                    driver.path("id").asString(""), "", driver.path("mainclass").asString(""), Set.of()));
        }
        return live;
    }

    @Override
    public void kill(Work work) {
        int status = killed(work.id());
        if (status != SENT_BACK) {
            throw new IllegalStateException("a kill was answered with %d".formatted(status));
        }
    }

    /// Shows that the page takes kills, not that the master would obey one: it answers the same to both.
    @Override
    public Stopper.Proof rehearse() {
        int live = live().size();
        int app = killed("app-" + UUID.randomUUID());
        int driver = killed("driver-" + UUID.randomUUID());
        return new Stopper.Proof(
                app == SENT_BACK && driver == SENT_BACK,
                "%d applications and drivers listed; kill of ones that are not there: %d, %d; nothing was killed"
                        .formatted(live, app, driver));
    }

    private int killed(String id) {
        String kind = id.startsWith("driver-") ? "driver" : "app";
        return rest.ask(Ask.post("/%s/kill/?id=%s&terminate=true".formatted(kind, id))
                        .mayRepeat())
                .status();
    }

    private static JsonNode array(JsonNode master, String name) {
        JsonNode found = master.path(name);
        if (!found.isArray()) {
            throw new IllegalStateException("the master's answer has no `%s`".formatted(name));
        }
        return found;
    }
}
