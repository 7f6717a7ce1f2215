package io.levee.console;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a stop would reach, as far as recent decisions tell: a help for whoever hesitates, not a promise.
///
/// @param open  calls that are in flight now
/// @param calls recent calls of the scope
public record Preview(
        String words,
        int open,
        int calls,
        SortedSet<String> agents,
        SortedSet<String> people,
        SortedSet<String> sessions) {

    static Preview of(String scope, List<Decision> recent) {
        int open = 0;
        int calls = 0;
        SortedSet<String> agents = new TreeSet<>();
        SortedSet<String> people = new TreeSet<>();
        SortedSet<String> sessions = new TreeSet<>();
        for (Decision decision : recent) {
            if (covers(scope, decision)) {
                calls++;
                open += decision.open() ? 1 : 0;
                agents.addAll(decision.chain());
                people.add(Decision.text(decision.person()));
                sessions.add(Decision.text(decision.session()));
            }
        }
        people.remove("");
        sessions.remove("");
        return new Preview(words(scope), open, calls, agents, people, sessions);
    }

    private static boolean covers(String scope, Decision decision) {
        return scope.equals("everything")
                ? !decision.chain().isEmpty()
                : decision.chain().contains(scope)
                        || scope.equals(decision.person())
                        || scope.equals("session:" + decision.session());
    }

    private static String words(String scope) {
        String name = Decision.name(scope);
        return switch (scope.contains(":") ? scope.substring(0, scope.indexOf(':')) : scope) {
            case "agent" -> "The agent " + name + ", whoever it acts for.";
            case "person" -> "The person " + name + ", and every agent that acts for them.";
            case "team" -> "Every agent that the team " + name + " owns, and every agent that acts for its people.";
            case "session" -> "This one run of one agent, and what was started from it.";
            case "job" -> "This one program. The session that it was launched for goes on.";
            case "operation", "tool" -> "Calls of " + name + ", whoever calls. All else that they do goes on.";
            case "model" -> "Calls of the model " + name + ", whoever calls.";
            case "label" -> "Every session that carries the label " + name + ", and every one that gets it later.";
            default -> "Every agent of every team. People in person may still call.";
        };
    }
}
