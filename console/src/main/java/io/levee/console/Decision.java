package io.levee.console;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One decision as the API tells it; see its documentation for the members.
public record Decision(
        String id,
        String time,
        @Nullable String person,
        @Nullable List<String> agents,
        @Nullable String session,
        @Nullable String api,
        @Nullable String method,
        @Nullable String path,
        @Nullable String operation,
        boolean changes,
        boolean allowed,
        String reason,
        @Nullable String advice,
        @Nullable String detail,
        @Nullable List<Evidence> evidence,
        @Nullable List<String> direct,
        @Nullable List<String> owners,
        int reached,
        @Nullable String revision,
        Place ledger,
        @Nullable Outcome outcome) {

    public record Evidence(
            String kind, String ref, @Nullable String note) {}

    public record Place(String origin, long position) {
        @Override
        public String toString() {
            return origin + "#" + position;
        }
    }

    public record Outcome(
            String ending,
            int status,
            long bytesIn,
            long bytesOut,
            long micros,
            @Nullable String stop,
            @Nullable Place ledger) {
        public boolean stopped() {
            return ending.toLowerCase(Locale.ROOT).equals("stopped");
        }
    }

    /// How it went, in one word: the word that filters and colours know.
    public String verdict() {
        if (!allowed) {
            return "denied";
        }
        return outcome != null && outcome.stopped() ? "stopped" : "allowed";
    }

    /// True while the call has not ended.
    public boolean open() {
        return allowed && outcome == null;
    }

    /// Who is calling, without its kind: the last agent, else the person.
    public String caller() {
        List<String> chain = agents == null ? List.of() : agents;
        return name(chain.isEmpty() ? person : chain.getLast());
    }

    /// For whom, empty where the person calls in person or nobody is known.
    public String onBehalfOf() {
        return agents == null || agents.isEmpty() ? "" : name(person);
    }

    public String what() {
        return text(method) + " " + (text(api).isEmpty() || text(path).startsWith("/" + api) ? "" : "/" + api)
                + text(path);
    }

    /// The operation's short name, else nothing.
    public String operationName() {
        return name(operation);
    }

    public List<String> chain() {
        return agents == null ? List.of() : agents;
    }

    public List<Evidence> grounds() {
        return evidence == null ? List.of() : evidence;
    }

    public List<String> touched() {
        return direct == null ? List.of() : direct;
    }

    public List<String> teams() {
        return owners == null ? List.of() : owners;
    }

    public static String name(@Nullable String id) {
        return id == null ? "nobody known" : id.substring(id.indexOf(':') + 1);
    }

    public static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    public String adviceText() {
        return text(advice);
    }

    public String detailText() {
        return text(detail);
    }
}
