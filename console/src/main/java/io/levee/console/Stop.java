package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stop order as the API tells it.
public record Stop(
        String id,
        String scope,
        @Nullable List<String> layers,
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
            boolean effective,
            long micros,
            long affected,
            @Nullable String detail,
            boolean verified,
            long verifiedMicros,
            @Nullable String evidence) {}

    public record Resume(String proposedBy, @Nullable String confirmedBy, String reason) {}

    public List<Report> said() {
        return reports == null ? List.of() : reports;
    }

    public boolean inForce() {
        return !state.equals("resumed");
    }

    public boolean proposed() {
        return state.equals("proposed");
    }

    /// When the last probe saw it hold.
    public long slowestMicros() {
        return said().stream().mapToLong(Report::verifiedMicros).max().orElse(0);
    }

    /// True where `person` is the one who proposed and therefore cannot confirm.
    public boolean proposedBy(String person) {
        return resume != null && resume.proposedBy().equals(person);
    }
}
