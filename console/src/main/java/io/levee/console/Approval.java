package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One approval as the API tells it to whoever may give it.
///
/// @param call what would run; null in a list, and once nobody needs it
public record Approval(
        String id,
        String state,
        String person,
        List<String> agents,
        String session,
        List<String> assets,
        String digest,
        String requestedAt,
        String expiresAt,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Call call) {

    /// @param shown the body, line by line, with everything marked that cannot be seen
    public record Call(
            String method, String api, String target, List<String> headers, int bodyBytes, List<String> shown) {}

    /// Who acts for whom.
    public String caller() {
        return agents.isEmpty() ? person : String.join(" › ", agents) + " for " + person;
    }

    public boolean waits() {
        return state.equals("waiting") || state.equals("giving");
    }

    /// What would be done, in a line.
    public String what() {
        return String.join(", ", assets);
    }
}
