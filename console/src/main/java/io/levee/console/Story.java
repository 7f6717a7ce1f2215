package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The story of one session as the API tells it.
public record Story(String session, List<Carried> carries, List<LetGo> letGo, List<Decision> calls) {

    public record Carried(String label, String source, String decision, String time) {}

    public record LetGo(
            List<String> labels,
            List<String> sinks,
            String by,
            String reason,
            String decision,
            String time,
            @Nullable String released) {}

    /// Who it is, as its newest call says.
    public String who() {
        if (calls.isEmpty()) {
            return "";
        }
        Decision newest = calls.getFirst();
        return newest.onBehalfOf().isEmpty() ? newest.caller() : newest.caller() + " for " + newest.onBehalfOf();
    }

    public List<Decision> refused() {
        return calls.stream().filter(call -> !call.allowed()).toList();
    }
}
