package io.levee.adapters.spark;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.rooms.stop.Stopper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// YARN's ResourceManager, as
/// [its REST](https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/ResourceManagerRest.html) has it. A
/// standby sends elsewhere, which is not followed: whoever has two of them gives the address of what stands before.
///
/// @param user for clusters with simple authentication: who kills
record Yarn(Rest rest, Optional<String> user) implements Cluster {
    private static final String LIVE = "NEW,NEW_SAVING,SUBMITTED,ACCEPTED,RUNNING";
    private static final Map<String, String> KILLED = Map.of("state", "KILLED");
    private static final int NOT_FOUND = 404;
    /// YARN counts from 1.
    private static final String NOBODYS = "/application_1_0000/state";

    @Override
    public List<Work> live() {
        JsonNode answer = rest.ask(Ask.get(path("?states=" + LIVE))).orThrow().json();
        JsonNode apps = answer.path("apps");
        if (!answer.has("apps") || !(apps.isObject() || apps.isNull())) {
            throw new IllegalStateException("the answer is not YARN's");
        }
        List<Work> live = new ArrayList<>();
        for (JsonNode app : apps.path("app")) {
            live.add(new Work(
                    app.path("id").asString(""),
                    app.path("user").asString(""),
                    app.path("name").asString(""),
                    tags(app.path("applicationTags").asString(""))));
        }
        return live;
    }

    @Override
    public void kill(Work work) {
        var _ = killed("/" + work.id() + "/state").orThrow().json();
    }

    /// Shows that YARN takes kills from us, not that it would take one of this agent's applications.
    @Override
    public Stopper.Proof rehearse() {
        int live = live().size();
        Answer answer = killed(NOBODYS);
        boolean reached = answer.status() == NOT_FOUND
                && answer.maybeJson().path("RemoteException").isObject();
        return new Stopper.Proof(
                reached,
                "%d applications listed; kill of one that is not there: %d; nothing was killed"
                        .formatted(live, answer.status()));
    }

    private Answer killed(String state) {
        return rest.ask(Ask.json("PUT", path(state), KILLED).mayRepeat());
    }

    private String path(String below) {
        String mark = below.contains("?") ? "&" : "?";
        return "/ws/v1/cluster/apps" + below
                + user.map(name -> mark + "user.name=" + name).orElse("");
    }

    private static Set<String> tags(String listed) {
        return Arrays.stream(listed.split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toSet());
    }
}
