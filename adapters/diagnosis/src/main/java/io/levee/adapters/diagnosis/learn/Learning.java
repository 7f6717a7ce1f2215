package io.levee.adapters.diagnosis.learn;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.UnknownFailures;
import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.Line;
import io.levee.adapters.diagnosis.log.Thrown;
import io.levee.change.HiddenText;
import io.levee.change.Secrets;
import io.levee.knowledge.diagnosis.LogFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gathers failures that no signature knows by what they have in common.
public final class Learning {
    /// Proposals of one reading; who has more reads these first.
    public static final int PROPOSALS_MAX = 50;

    private static final int EXCERPT_MAX = 12;

    private Learning() {}

    /// The most frequent first.
    public static List<Proposal> from(List<LogFile> logs, Library library) {
        List<Cluster> clusters = new ArrayList<>();
        for (Event event : UnknownFailures.in(logs, library)) {
            String exception = event.root().map(Thrown::name).orElse("");
            Template template = Template.of(event.root().map(Thrown::message).orElse(event.message()));
            Cluster fitting = clusters.stream()
                    .filter(it -> it.exception.equals(exception) && it.template.isAlike(template))
                    .findFirst()
                    .orElseGet(() -> {
                        Cluster made = new Cluster(exception, template, event);
                        clusters.add(made);
                        return made;
                    });
            fitting.template = fitting.template.with(template);
            fitting.count += event.count();
        }
        Set<String> ids = new HashSet<>();
        return clusters.stream()
                .filter(it ->
                        !it.exception.isEmpty() || !it.template.expression().isEmpty())
                .sorted(Comparator.comparingLong((Cluster it) -> -it.count))
                .limit(PROPOSALS_MAX)
                .map(it -> it.proposal(ids))
                .toList();
    }

    /// Failures that are alike.
    private static final class Cluster {
        final String exception;
        final Event first;
        Template template;
        long count;

        Cluster(String exception, Template template, Event first) {
            this.exception = exception;
            this.template = template;
            this.first = first;
        }

        Proposal proposal(Set<String> ids) {
            String simple = exception.substring(exception.lastIndexOf('.') + 1);
            String name = Proposal.slug(simple.isEmpty() ? String.join(" ", template.words()) : simple);
            String id = name;
            for (int more = 2; !ids.add(id); more++) {
                id = name + "-" + more;
            }
            return new Proposal(id, exception, template.expression(), count, excerpt());
        }

        /// The head and each exception with its first frames.
        private List<String> excerpt() {
            List<String> lines = new ArrayList<>();
            for (Line line : first.lines()) {
                boolean frame = line.text().strip().startsWith("at ");
                boolean kept =
                        !frame || lines.isEmpty() || !lines.getLast().strip().startsWith("at ");
                if (kept && lines.size() < EXCERPT_MAX && !line.text().isBlank()) {
                    lines.add(HiddenText.visible(Secrets.redacted(line.text())).replace("\t", "    "));
                }
            }
            return lines;
        }
    }
}
