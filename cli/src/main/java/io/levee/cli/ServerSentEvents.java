package io.levee.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The data of a stream of server-sent events (WHATWG HTML, 9.2).
final class ServerSentEvents {
    private static final String DATA = "data:";

    private ServerSentEvents() {}

    /// Hands over the data of each event, up to `max` characters of it, until the stream ends.
    static void read(InputStream body, int max, Consumer<String> data) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        StringBuilder event = new StringBuilder();
        for (String line = Lines.next(lines, max); line != null; line = Lines.next(lines, max)) {
            if (line.isEmpty() && !event.isEmpty()) {
                data.accept(event.toString());
                event.setLength(0);
            } else if (line.startsWith(DATA) && event.length() + line.length() <= max) {
                String text = line.substring(DATA.length());
                event.append(event.isEmpty() ? "" : "\n").append(text.startsWith(" ") ? text.substring(1) : text);
            }
        }
    }
}
