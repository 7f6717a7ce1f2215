package io.levee.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The ledger of a running server, over its API.
record RemoteLedger(Api api) implements LedgerSource {
    @Override
    public List<String> tail(int limit, Optional<String> family) {
        String query =
                "?limit=" + limit + family.map(f -> "&family=" + Api.encoded(f)).orElse("");
        List<String> lines = new ArrayList<>();
        api.get("/v1/ledger/tail" + query).path("entries").forEach(entry -> lines.add(entry.toString()));
        return lines;
    }

    @Override
    public Optional<String> entry(String origin, long position) {
        JsonNode entry = api.get("/v1/ledger/entries/" + origin + "/" + position);
        return Optional.of(entry.toString());
    }

    @Override
    public Optional<String> proof(String origin, long position) {
        try (InputStream text = api.stream("/v1/ledger/proofs/" + origin + "/" + position)) {
            return Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNAVAILABLE, "the proof broke off: ask again", e);
        }
    }

    @Override
    public void export(OutputStream out) {
        try (InputStream lines = api.stream("/v1/ledger/export")) {
            lines.transferTo(out);
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNAVAILABLE, "the export broke off: run it again", e);
        }
    }

    @Override
    public List<String> keys() {
        return Text.strings(api.get("/v1/ledger/keys").path("keys"));
    }

    @Override
    public void close() {}
}
