package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.EnumSet;
import java.util.Set;

/// What a stop order covers. [#FORMS] says how it is written.
public sealed interface Scope {
    String FORMS = "`agent:NAME`, `person:NAME`, `team:NAME`, `session:ID`, `job:ID`, `operation:API/ID`,"
            + " `tool:SERVER/NAME`, `model:PROVIDER/NAME`, `label:NAME` or `everything`";

    record Agent(ActorId agent) implements Scope {
        public Agent {
            if (!agent.isAgent()) {
                throw new IllegalArgumentException("`%s` is no agent".formatted(agent));
            }
        }

        @Override
        public String toString() {
            return agent.toString();
        }
    }

    /// The person, and whoever acts for them.
    record Person(ActorId person) implements Scope {
        public Person {
            if (!person.isPerson()) {
                throw new IllegalArgumentException("`%s` is no person".formatted(person));
            }
        }

        @Override
        public String toString() {
            return person.toString();
        }
    }

    /// All agents that the team owns, and all agents that act for its people.
    record Team(TeamId team) implements Scope {
        @Override
        public String toString() {
            return "team:" + team;
        }
    }

    /// The session, and those that were started from it.
    record Session(SessionId session) implements Scope {
        @Override
        public String toString() {
            return "session:" + session;
        }
    }

    /// One program; the session that it was launched for goes on.
    record Job(WorkloadId job) implements Scope {
        @Override
        public String toString() {
            return "job:" + job;
        }
    }

    /// Calls of one operation of an API, or of one tool of a server, whoever calls; all else that they do goes on.
    record Operation(AssetId operation) implements Scope {
        public Operation {
            if (!operation.isOfApi()) {
                throw new IllegalArgumentException("`%s` is no operation and no tool".formatted(operation));
            }
        }

        @Override
        public String toString() {
            return operation.toString();
        }
    }

    /// Calls of one version of a model.
    record Model(AssetId model) implements Scope {
        public Model {
            if (!model.kind().equals(AssetId.MODEL)) {
                throw new IllegalArgumentException("`%s` is no model".formatted(model));
            }
        }

        @Override
        public String toString() {
            return model.toString();
        }
    }

    /// Every session that carries the label, also one that gets it while the order is in force.
    record Label(String label) implements Scope {
        public Label {
            Names.check("label", label);
        }

        @Override
        public String toString() {
            return "label:" + label;
        }
    }

    /// Every agent. People in person may still call, or nobody could resume.
    record Everything() implements Scope {
        @Override
        public String toString() {
            return "everything";
        }
    }

    /// Reads the written form; throws [IllegalArgumentException] where it is not one.
    static Scope parse(String text) {
        if (text.equals("everything")) {
            return new Everything();
        }
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "agent" -> new Agent(ActorId.agent(name));
            case "person" -> new Person(ActorId.person(name));
            case "team" -> new Team(new TeamId(name));
            case "session" -> new Session(new SessionId(name));
            case "job" -> new Job(new WorkloadId(name));
            case AssetId.OPERATION, AssetId.TOOL -> new Operation(AssetId.parse(text));
            case AssetId.MODEL -> new Model(AssetId.parse(text));
            case "label" -> new Label(name);
            default -> throw new IllegalArgumentException("`%s` is no scope: write %s".formatted(text, FORMS));
        };
    }

    default boolean covers(Run run) {
        return switch (this) {
            case Agent(ActorId agent) -> run.chain().agents().contains(agent);
            case Person(ActorId person) -> run.chain().person().equals(person);
            case Team(TeamId team) ->
                !run.chain().agents().isEmpty() && run.teams().contains(team);
            case Session(SessionId session) -> run.sessions().contains(session);
            case Job(WorkloadId job) -> run.job().filter(job::equals).isPresent();
            case Operation(AssetId operation) -> run.assets().contains(operation);
            case Model(AssetId model) -> run.assets().contains(model);
            case Label(String label) -> run.labels().contains(label);
            case Everything() -> !run.chain().agents().isEmpty();
        };
    }

    /// The layers on which there is something of this scope. What is about calls leaves tokens and programs alone.
    default Set<Layer> layers() {
        return switch (this) {
            case Operation _, Model _ -> EnumSet.of(Layer.GATEWAY);
            case Job _ -> EnumSet.of(Layer.RUNTIME);
            case Agent _, Person _, Team _, Session _, Label _, Everything _ -> EnumSet.allOf(Layer.class);
        };
    }
}
