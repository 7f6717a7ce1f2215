package io.levee.app.incident;

import io.levee.adapters.organisation.parts.WrittenIncident;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.change.HiddenText;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Reads what somebody wrote about an incident. It comes from strangers: it has a limit, and
/// what a person would not see in it is refused.
final class Page {
    static final int BYTES_MAX = 256 * 1024;

    private static final int SHOWN_MAX = 20;

    private Page() {}

    /// @param name a file, or `-` for standard input
    /// @throws IllegalArgumentException where it is no page that can be kept, with every reason
    static WrittenIncident read(String name, InputStream standardInput) throws IOException {
        return of(name, name.equals("-") ? bounded(standardInput, name) : file(name));
    }

    private static byte[] file(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "`%s` is no file that can be read: name a page of Markdown, or `-` for standard input"
                            .formatted(name));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in, name);
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException("`%s` has more than %d KiB: keep what happened, and link the rest"
                    .formatted(name, BYTES_MAX >> 10));
        }
        return bytes;
    }

    static WrittenIncident of(String name, byte[] bytes) {
        String text = text(name, bytes);
        if (text.isBlank()) {
            throw new IllegalArgumentException("`%s` is empty: write what happened".formatted(name));
        }
        Findings findings = new Findings(name);
        hidden(text, findings);
        if (!findings.hasErrors()) {
            var read = WrittenIncident.read(new Source(name, text), findings);
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw new IllegalArgumentException(shown(findings.list()));
    }

    private static String shown(List<Problem> problems) {
        return problems.stream()
                .limit(SHOWN_MAX)
                .map(it -> "%s:%d: %s\n  %s".formatted(it.file(), it.line(), HiddenText.visible(it.what()), it.fix()))
                .collect(Collectors.joining("\n"));
    }

    private static void hidden(String text, Findings findings) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            for (HiddenText.Hidden it : HiddenText.in(line)) {
                findings.error(
                        number,
                        "column %d hides something: %s".formatted(it.column(), it.why()),
                        "write it so that people see it");
            }
        }
    }

    /// Windows ends lines with two characters; a page needs one.
    private static String text(String name, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new IllegalArgumentException(
                    "%s:%d: this is not UTF-8: save the file as UTF-8".formatted(name, line));
        }
        String text = out.flip().toString().replace("\r\n", "\n").replace('\r', '\n');
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
