package io.levee.app.diagnose;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A diagnosis for somebody who was woken up by it.
final class DiagnosisText {
    private static final int LINE_MAX = 300;

    private DiagnosisText() {}

    static List<String> of(Diagnosis it) {
        List<String> lines = new ArrayList<>();
        lines.add(it.cause());
        if (!it.isKnown()) {
            unknown(it, lines);
            return lines;
        }
        lines.add("  %s on %s, %s (%.2f), by the skill %s"
                .formatted(it.signature(), it.engine(), sure(it), it.confidence(), it.skill()));
        lines.add("");
        lines.add("the log says");
        cited(it.evidence(), lines);
        it.remedy().ifPresent(remedy -> remedy(remedy, lines));
        lines.add("whose part    " + part(it));
        add(lines, "how to check  ", it.verify());
        add(lines, "also look at  ", String.join(", ", it.collect()));
        add(lines, "says who      ", it.source());
        alternatives(it, "it may also be", lines);
        return lines;
    }

    private static void unknown(Diagnosis it, List<String> lines) {
        if (!it.evidence().isEmpty()) {
            lines.add("");
            lines.add("the log says");
            cited(it.evidence(), lines);
            lines.add("what to do    read the lines above; `levee skill learn` makes a signature of them");
        }
        alternatives(it, "it may be, but the log does not show it", lines);
    }

    private static String sure(Diagnosis it) {
        if (it.isCertain()) {
            return "certain";
        }
        return it.confidence() >= 0.6 ? "likely" : "perhaps";
    }

    private static void cited(List<Cited> evidence, List<String> lines) {
        for (Cited cited : evidence) {
            String text = cited.text().length() <= LINE_MAX
                    ? cited.text()
                    : cited.text().substring(0, LINE_MAX) + "…";
            lines.add("  %s:%d: %s".formatted(cited.file(), cited.line(), text.strip()));
        }
        lines.add("");
    }

    private static void remedy(Remedy remedy, List<String> lines) {
        String args = remedy.args().entrySet().stream()
                .map((Map.Entry<String, String> arg) -> arg.getKey() + "=" + arg.getValue())
                .collect(Collectors.joining(" "));
        lines.add("what to do    %s".formatted((remedy.action().word() + " " + args).strip()));
        add(lines, "              ", remedy.command());
        boolean people = remedy.rung().compareTo(Rung.SUGGEST) <= 0;
        lines.add("              %s%s"
                .formatted(
                        people
                                ? "for people to do"
                                : "Levee does it by itself from the rung `%s` on"
                                        .formatted(remedy.rung().word()),
                        remedy.undo().isEmpty() ? "" : "; to take it back: " + remedy.undo()));
    }

    private static String part(Diagnosis it) {
        return switch (it.part()) {
            case JOB -> "yours: the job has to change";
            case PLATFORM -> "the platform team's: nothing in the job is wrong";
            case EITHER -> "yours or the platform team's";
        };
    }

    private static void alternatives(Diagnosis it, String head, List<String> lines) {
        if (it.alternatives().isEmpty()) {
            return;
        }
        lines.add(head);
        for (Diagnosis.Alternative other : it.alternatives()) {
            lines.add("  %.2f %s: %s".formatted(other.confidence(), other.signature(), other.cause()));
        }
    }

    private static void add(List<String> lines, String head, String text) {
        if (!text.isEmpty()) {
            lines.add(head + text);
        }
    }
}
