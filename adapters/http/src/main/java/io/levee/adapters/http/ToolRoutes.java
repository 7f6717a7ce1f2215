package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.adapters.mcp.Difference;
import io.levee.adapters.mcp.McpServers;
import io.levee.adapters.mcp.Offered;
import io.levee.consent.approval.Shown;
import io.levee.identity.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What servers of MCP offer and nobody approved as it is, for whoever may audit. Nothing is approved here: that is a
/// reviewed change of the organisation's folder.
public final class ToolRoutes implements Routes {
    /// Of one server.
    static final int WAITING_MAX = 200;
    /// Of one answer: beyond it, things are named without what they say.
    static final int TEXT_MAX = 2 << 20;

    private static final int NAME_LENGTH_MAX = 200;
    /// What agents used and cannot use any more stands before what they never could.
    private static final List<Offered.State> URGENT_FIRST = List.of(
            Offered.State.CHANGED, Offered.State.NOT_OFFERED, Offered.State.NOT_APPROVED, Offered.State.NOT_DESCRIBED);

    private final Guard guard;
    private final Supplier<List<McpServers.Standing>> standings;

    public ToolRoutes(Guard guard, Supplier<List<McpServers.Standing>> standings) {
        this.guard = guard;
        this.standings = standings;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/tools", guard.auditor(this::all));
    }

    record View(List<ServerView> servers) {}

    /// @param unlisted how many more wait
    record ServerView(String server, String owner, boolean reachable, List<Waiting> waiting, int unlisted) {}

    /// Texts of the server are marked where a character cannot be seen, see [Shown]; `approved` and `offered` are JSON.
    ///
    /// @param state    `changed`, `not-offered`, `not-approved` or `not-described`
    /// @param command  approves it; null where there is nothing to approve, or its name cannot be used
    /// @param approved null where nothing was approved, or nobody knows what
    /// @param offered  null where the server offers nothing of the name
    /// @param cut      whether the answer had no room for what it says
    record Waiting(
            String kind,
            String name,
            String state,
            @Nullable String digest,
            @Nullable String command,
            @Nullable String approved,
            @Nullable String offered,
            List<ChangeView> changes,
            int unlisted,
            boolean cut) {}

    record ChangeView(String path, String what, List<LineView> lines) {}

    record LineView(String side, String text) {}

    private void all(Context ctx, Identity.Known caller) {
        Room room = new Room();
        Json.write(
                ctx,
                200,
                new View(standings.get().stream().map(one -> server(one, room)).toList()));
    }

    private static ServerView server(McpServers.Standing standing, Room room) {
        List<Offered> waiting = standing.waiting();
        return new ServerView(
                standing.api().name(),
                standing.api().owner().toString(),
                standing.reachable(),
                waiting.stream()
                        .sorted(Comparator.<Offered>comparingInt(one -> URGENT_FIRST.indexOf(one.state()))
                                .thenComparing(Offered::name))
                        .limit(WAITING_MAX)
                        .map(one -> waiting(standing.api().name(), one, room))
                        .toList(),
                Math.max(0, waiting.size() - WAITING_MAX));
    }

    private static boolean isVanished(Offered one) {
        return one.digest().isEmpty();
    }

    private static Waiting waiting(String server, Offered one, Room room) {
        boolean vanished = isVanished(one);
        boolean fits =
                vanished || room.takes(one.approved().length() + one.shown().length());
        Difference difference = vanished || !fits ? new Difference(List.of(), 0) : one.difference();
        boolean cut = !fits || !room.takes(difference.length());
        return new Waiting(
                one.kind(),
                name(one.name()),
                word(one.state()),
                orNull(one.digest()),
                vanished || !one.isNamable() ? null : "levee tools approve %s %s".formatted(server, one.asked()),
                cut ? null : orNull(one.approved()),
                cut ? null : orNull(one.shown()),
                cut
                        ? List.of()
                        : difference.changes().stream().map(ToolRoutes::change).toList(),
                difference.unlisted(),
                cut);
    }

    private static ChangeView change(Difference.Change change) {
        return new ChangeView(
                change.path(),
                word(change.what()),
                change.lines().stream()
                        .map(line -> new LineView(word(line.side()), line.text()))
                        .toList());
    }

    private static String name(String name) {
        return Shown.line(name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX) + "…");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// What one answer still has room for.
    private static final class Room {
        private int left = TEXT_MAX;

        boolean takes(int text) {
            if (text > left) {
                return false;
            }
            left -= text;
            return true;
        }
    }
}
