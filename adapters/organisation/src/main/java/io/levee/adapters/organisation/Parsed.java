package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Layout;
import io.levee.adapters.organisation.parts.Part;
import io.levee.adapters.organisation.parts.PartReader;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.organisation.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One file, read by its reader: a pure function of its name and content, so it is kept while they do not change.
record Parsed(String file, Part part, List<Problem> problems) {
    Parsed {
        problems = List.copyOf(problems);
    }

    static Parsed of(String file, byte[] content) {
        Optional<PartReader> reader = Layout.readerOf(file);
        Findings findings = new Findings(file);
        Part part = reader.flatMap(it -> text(content, findings).map(text -> it.read(new Source(file, text), findings)))
                .orElse(Part.EMPTY);
        return new Parsed(file, part, findings.list());
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /// Nothing of what the file declares is known.
    boolean isUnreadable() {
        return hasErrors() && part.mentioned().isEmpty();
    }

    private static Optional<String> text(byte[] content, Findings findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            findings.error(line, "this is not UTF-8", "save the file as UTF-8");
            return Optional.empty();
        }
        String text = out.flip().toString();
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }
}
