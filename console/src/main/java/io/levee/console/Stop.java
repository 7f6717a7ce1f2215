package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stop order as the API tells it.
public record Stop(
        String id,
        String scope,
        @Nullable List<String> layers,
        @Nullable List<String> inForce,
        boolean freeze,
        @Nullable String expiresAt,
        @Nullable List<String> people,
        String by,
        String reason,
        String time,
        String state,
        @Nullable List<Report> reports,
        boolean holds,
        @Nullable Resume resume) {

    public record Report(
            String layer,
            String stopper,
            boolean asked,
            boolean effective,
            long micros,
            long affected,
            @Nullable String detail,
            boolean verified,
            long verifiedMicros,
            @Nullable String evidence) {}

    public record Resume(
            String proposedBy,
            @Nullable String confirmedBy,
            String reason,
            @Nullable List<String> layers) {}

    public List<Report> said() {
        return reports == null ? List.of() : reports;
    }

    public boolean isInForce() {
        return !state.equals("resumed") && !state.equals("expired");
    }

    /// The layers on which it is in force, where those are not all that it named; else nothing.
    public String left() {
        return inForce == null || inForce.equals(layers) ? "" : String.join(", ", inForce);
    }

    public String kind() {
        return freeze ? "freeze" : "stop";
    }

    /// What of it stands now, in words.
    public String words() {
        if (proposed()) {
            return "needs a second person to " + (freeze ? "thaw" : "resume");
        }
        return isInForce() ? "in force" : state;
    }

    public boolean proposed() {
        return state.equals("proposed");
    }

    /// When the last probe saw it hold.
    public long slowestMicros() {
        return said().stream()
                .filter(report -> !report.asked())
                .mapToLong(Report::verifiedMicros)
                .max()
                .orElse(0);
    }

    /// True where `person` is the one who proposed and therefore cannot confirm.
    public boolean proposedBy(String person) {
        return resume != null && resume.proposedBy().equals(person);
    }
}
