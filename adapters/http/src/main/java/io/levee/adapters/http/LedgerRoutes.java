package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.facts.Fact;
import io.levee.identity.Identity;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import io.levee.ledger.History;
import io.levee.ledger.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The record, to read and to check elsewhere. Keys, checkpoints and hashes are open, because whoever watches that the
/// record is not rewritten needs no right to read it; entries are for auditors.
public final class LedgerRoutes implements Routes {
    static final int TAIL_DEFAULT = 100;

    private final Guard guard;
    private final History history;
    private final LedgerFiles files;
    private final FactCodec codec;

    public LedgerRoutes(Guard guard, History history, LedgerFiles files, FactCodec codec) {
        this.guard = guard;
        this.history = history;
        this.files = files;
        this.codec = codec;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/ledger/tail", guard.auditor(this::tail));
        routing.get("/v1/ledger/entries/{organisation}/{replica}/{position}", guard.auditor(this::entry));
        routing.get("/v1/ledger/proofs/{organisation}/{replica}/{position}", guard.auditor(this::proof));
        routing.get("/v1/ledger/export", guard.auditor(this::export));
        routing.get("/v1/ledger/keys", ctx -> Json.write(ctx, 200, new Keys(files.keys())));
        routing.get("/ledger/{organisation}/{replica}/checkpoint", this::checkpoint);
        routing.get("/ledger/{organisation}/{replica}/tile/entries/<path>", guard.auditor(this::entries));
        routing.get("/ledger/{organisation}/{replica}/tile/<path>", ctx -> tile(ctx, ctx.pathParam("path")));
    }

    record Keys(List<String> keys) {}

    private void tail(Context ctx, Identity.Known caller) {
        int limit = BadInput.number("limit", ctx.queryParam("limit"), TAIL_DEFAULT, History.LIMIT_MAX);
        Set<Fact.Family> families = families(ctx.queryParam("family"));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes("{\"entries\":[".getBytes(StandardCharsets.UTF_8));
        String comma = "";
        for (Entry entry : history.latest(families, limit)) {
            json.writeBytes(comma.getBytes(StandardCharsets.UTF_8));
            json.writeBytes(codec.encode(entry));
            comma = ",";
        }
        json.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        ctx.status(200).contentType("application/json").result(json.toByteArray());
    }

    private void entry(Context ctx, Identity.Known caller) {
        Origin origin = origin(ctx);
        long position = BadInput.parse(ctx.pathParam("position"), LedgerRoutes::position);
        Optional<Entry> found = history.at(origin, position);
        if (found.isEmpty()) {
            Problems.missing(ctx, "nothing stands at %s#%d".formatted(origin, position));
            return;
        }
        ctx.status(200).contentType("application/cloudevents+json").result(codec.encode(found.get()));
    }

    private void proof(Context ctx, Identity.Known caller) {
        long position = BadInput.parse(ctx.pathParam("position"), LedgerRoutes::position);
        bytes(ctx, "text/plain; charset=utf-8", files.proof(origin(ctx), position));
    }

    private void export(Context ctx, Identity.Known caller) throws IOException {
        ctx.status(200).contentType("application/x-ndjson");
        ctx.header("Content-Disposition", "attachment; filename=\"levee-ledger.ndjson\"");
        files.export(ctx.res().getOutputStream());
    }

    private void checkpoint(Context ctx) {
        bytes(ctx, "text/plain; charset=utf-8", files.checkpoint(origin(ctx)));
    }

    private void entries(Context ctx, Identity.Known caller) {
        tile(ctx, "entries/" + ctx.pathParam("path"));
    }

    private void tile(Context ctx, String path) {
        TilePath tile = BadInput.parse(path, TilePath::parse);
        Optional<byte[]> bytes = files.tile(origin(ctx), tile);
        if (bytes.isPresent() && tile.whole()) {
            ctx.header("Cache-Control", "private, max-age=31536000, immutable");
        }
        bytes(ctx, "application/octet-stream", bytes);
    }

    private static void bytes(Context ctx, String type, Optional<byte[]> found) {
        if (found.isEmpty()) {
            Problems.missing(ctx, "the log has not grown that far, or is not kept here");
            return;
        }
        ctx.status(200).contentType(type).result(found.get());
    }

    private static Origin origin(Context ctx) {
        return BadInput.parse(ctx.pathParam("organisation") + "/" + ctx.pathParam("replica"), Origin::parse);
    }

    private static long position(String text) {
        if (text.length() > 18 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a position is a whole number, 0 for the first entry");
        }
        return Long.parseLong(text);
    }

    private static Set<Fact.Family> families(@Nullable String word) {
        if (word == null) {
            return EnumSet.allOf(Fact.Family.class);
        }
        return EnumSet.of(BadInput.parse(word, Fact.Family::of));
    }
}
