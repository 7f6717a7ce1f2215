package io.levee.adapters.http;

import io.levee.ledger.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The files of one log that is called `acme/replica-1` and has one whole and one partial tile.
final class FewFiles implements LedgerFiles {
    @Override
    public List<String> keys() {
        return List.of("acme/replica-1+c74f20a3+key");
    }

    @Override
    public Optional<byte[]> checkpoint(Origin origin) {
        return origin.toString().equals("acme/replica-1") ? bytes("acme/replica-1\n300\n") : Optional.empty();
    }

    @Override
    public Optional<byte[]> tile(Origin origin, TilePath path) {
        return path.index() == 0 || path.width() == 44 ? bytes(path.toString()) : Optional.empty();
    }

    @Override
    public Optional<byte[]> proof(Origin origin, long position) {
        return position < 300 ? bytes("%s#%d".formatted(origin, position)) : Optional.empty();
    }

    @Override
    public void export(OutputStream out) throws IOException {
        out.write("{\"id\":\"one\"}\n{\"id\":\"two\"}\n".getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> bytes(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
