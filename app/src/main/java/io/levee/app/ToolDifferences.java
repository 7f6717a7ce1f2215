package io.levee.app;

import io.levee.adapters.mcp.Difference;
import io.levee.adapters.mcp.Offered;
import java.util.List;

/// How `levee tools diff` shows what is not as it was approved.
final class ToolDifferences {
    private ToolDifferences() {}

    /// @param approved what was approved, as JSON; empty where nothing was, or it is not kept
    record Told(
            String kind,
            String name,
            String state,
            String digest,
            String shown,
            String approved,
            List<Difference.Change> changes,
            int unlisted) {
        static Told of(Offered one) {
            Difference difference = one.difference();
            return new Told(
                    one.kind(),
                    one.name(),
                    one.state().name(),
                    one.digest(),
                    one.shown(),
                    one.approved(),
                    difference.changes(),
                    difference.unlisted());
        }
    }

    /// Lines below the head of one that is offered.
    static String text(Offered one) {
        StringBuilder text = new StringBuilder();
        if (one.digest().isEmpty()) {
            return "";
        }
        if (one.approved().isEmpty() && one.state() == Offered.State.CHANGED) {
            text.append("  what was approved is not kept: this is all that it says now\n");
        }
        Difference difference = one.difference();
        for (Difference.Change change : difference.changes()) {
            String sign = switch (change.what()) {
                case ADDED -> "+";
                case REMOVED -> "-";
                case CHANGED -> "~";
            };
            text.append("  %s %s\n".formatted(sign, change.path()));
            change.lines().forEach(line -> text.append("    %s %s\n".formatted(sign(line.side()), line.text())));
        }
        if (difference.unlisted() > 0) {
            text.append("  %d more changes: --json has all of both\n".formatted(difference.unlisted()));
        }
        return text.toString();
    }

    private static String sign(Difference.Side side) {
        return switch (side) {
            case OLD -> "-";
            case NEW -> "+";
            case SAME -> " ";
            case GAP -> "…";
        };
    }
}
