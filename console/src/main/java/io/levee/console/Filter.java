package io.levee.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which decisions a visitor wants to see.
///
/// @param show `all`, a verdict, or `changes`
/// @param text what must occur in who, what or why; empty for anything
public record Filter(String show, String text) {
    public static final List<String> SHOWS = List.of("all", "allowed", "denied", "stopped", "changes");
    static final int TEXT_LENGTH_MAX = 100;

    static Filter of(@Nullable String show, @Nullable String text) {
        String wanted = text == null ? "" : text.strip();
        return new Filter(
                show != null && SHOWS.contains(show) ? show : "all",
                wanted.substring(0, Math.min(wanted.length(), TEXT_LENGTH_MAX)));
    }

    boolean admits(Decision decision) {
        boolean shown = switch (show) {
            case "all" -> true;
            case "changes" -> decision.changes();
            default -> decision.verdict().equals(show);
        };
        String all = String.join(
                "\n",
                decision.what(),
                decision.operationName(),
                decision.reason(),
                Decision.text(decision.person()),
                String.join("\n", decision.chain()));
        return shown && all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    /// This filter with another verdict, as a query.
    public String query(String other) {
        return "?show=" + other + (text.isEmpty() ? "" : "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
}
