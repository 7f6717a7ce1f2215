package io.levee.rooms.jobs.supposing;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Remedy;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a model sees of a failed attempt. All of it is data; a log says what its program wants it to say.
///
/// @param skill    of the job
/// @param ended    how it ended, in Levee's words
/// @param likely   what its signatures think, less than certain; empty where they know nothing
/// @param lines    of its log, as they are shown: without secrets, and with what people do not see written out
/// @param remedies of the skill
public record Briefing(String skill, String ended, String likely, List<Cited> lines, List<Offered> remedies) {
    public static final int LINES_MAX = 400;
    /// Of all lines with the names of their files, in UTF-8.
    public static final int BYTES_MAX = 32 * 1024;
    public static final int REMEDIES_MAX = 64;

    public Briefing {
        lines = List.copyOf(lines);
        remedies = List.copyOf(remedies);
        int bytes = lines.stream().mapToInt(Briefing::bytes).sum();
        if (lines.size() > LINES_MAX || bytes > BYTES_MAX || remedies.size() > REMEDIES_MAX) {
            throw new IllegalArgumentException("`%d` lines, `%d` bytes and `%d` remedies are too much"
                    .formatted(lines.size(), bytes, remedies.size()));
        }
    }

    /// A remedy that a model may name.
    ///
    /// @param name of the signature that has it
    /// @param when what that signature is about
    public record Offered(String name, String when, Remedy remedy) {}

    /// What a line takes of [#BYTES_MAX].
    public static int bytes(Cited line) {
        return line.file().getBytes(StandardCharsets.UTF_8).length
                + line.text().getBytes(StandardCharsets.UTF_8).length;
    }

    /// Whether the model could read what it quotes at the place that it names.
    boolean shows(Supposition.Quote quote) {
        return lines.stream()
                .anyMatch(it -> it.line() == quote.line()
                        && it.file().equals(quote.file())
                        && it.text().contains(quote.text()));
    }
}
