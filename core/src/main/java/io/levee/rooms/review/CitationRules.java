package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.Secrets;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds every citation again, byte for byte, or drops the finding (I5). Shares nothing with what
/// makes findings: it takes a reference apart and looks the quote up where that says.
final class CitationRules {
    private static final Pattern COUNTED = Pattern.compile(
            "([0-9]{1,9}) of ([0-9]{1,9}) commits that changed `(.+)` changed `(.+)` too", Pattern.DOTALL);

    /// Of each path all that the change says: a diff of several commits names one more than once.
    private final Map<String, List<Read>> files = new HashMap<>();
    private final Map<String, Guardrail> guardrails;
    private final Map<String, Document> documents;
    private final List<CoChange> together;

    CitationRules(ReviewRequest request, Map<String, Guardrail> guardrails, Map<String, Document> documents) {
        this(request, guardrails, documents, List.of());
    }

    /// @param together what history counted
    CitationRules(
            ReviewRequest request,
            Map<String, Guardrail> guardrails,
            Map<String, Document> documents,
            List<CoChange> together) {
        this.together = List.copyOf(together);
        request.change()
                .files()
                .forEach(file -> files.computeIfAbsent(file.path(), _ -> new ArrayList<>())
                        .add(new Read(file, request.contents())));
        this.guardrails = guardrails;
        this.documents = documents;
    }

    /// Whether everything that the finding rests on is there, a line of the change among it where
    /// its file has lines.
    boolean hold(Finding finding) {
        boolean needsLine =
                files.getOrDefault(finding.file(), List.of()).stream().anyMatch(Read::hasLines);
        boolean hasLine = finding.evidence().stream().anyMatch(it -> it.kind().equals("diff"));
        return (hasLine || !needsLine) && finding.evidence().stream().allMatch(this::holds);
    }

    private boolean holds(Citation citation) {
        return switch (citation.kind()) {
            case "diff" -> isInChange(citation);
            case "guardrail" ->
                Optional.ofNullable(guardrails.get(citation.ref()))
                        .filter(it -> it.message().equals(citation.quote()))
                        .isPresent();
            case "incident", "runbook", "skill" ->
                Optional.ofNullable(documents.get(citation.ref()))
                        .filter(it -> says(it, citation.quote()))
                        .isPresent();
            case "history" -> isCounted(citation);
            case "source" -> citation.quote().isEmpty();
            default -> false;
        };
    }

    private static boolean says(Document document, String quote) {
        return !quote.isEmpty()
                && (document.body().contains(quote)
                        || document.title().equals(quote)
                        || document.head().stream().anyMatch(it -> it.startsWith(quote)));
    }

    /// The numbers and names that the quote says are those that were counted, with that commit as
    /// the newest; the first file is in the change and the second is not.
    private boolean isCounted(Citation citation) {
        Matcher said = COUNTED.matcher(citation.quote());
        return said.matches()
                && files.containsKey(said.group(3))
                && files.values().stream().flatMap(List::stream).noneMatch(it -> it.isAt(said.group(4)))
                && together.stream()
                        .anyMatch(it -> it.newest().equals(citation.ref())
                                && it.file().equals(said.group(3))
                                && it.other().equals(said.group(4))
                                && Integer.toString(it.both()).equals(said.group(1))
                                && Integer.toString(it.alone()).equals(said.group(2)));
    }

    private boolean isInChange(Citation citation) {
        int colon = citation.ref().lastIndexOf(':');
        if (colon < 0) {
            return false;
        }
        String digits = citation.ref().substring(colon + 1);
        if (!digits.matches("[0-9]{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(digits);
        return files.getOrDefault(citation.ref().substring(0, colon), List.of()).stream()
                .anyMatch(file -> file.says(number, citation.quote()));
    }

    /// One file as the diff has it, and whole where that is known; each read once, when somebody
    /// asks.
    private static final class Read {
        private final ChangedFile file;
        private final Contents contents;
        private @Nullable Map<Integer, List<String>> shown;
        private @Nullable List<Whole> whole;

        Read(ChangedFile file, Contents contents) {
            this.file = file;
            this.contents = contents;
        }

        boolean hasLines() {
            return !file.hunks().isEmpty();
        }

        boolean isAt(String path) {
            return file.before().equals(path) || file.after().equals(path);
        }

        boolean says(int number, String quote) {
            return shown().getOrDefault(number, List.of()).stream().anyMatch(line -> line.startsWith(quote))
                    && fitsWhole(number, quote);
        }

        /// Lines by their numbers, as they may be shown. Each side of a hunk is read from its
        /// start, because what a line shows may depend on those before it.
        private Map<Integer, List<String>> shown() {
            if (shown == null) {
                shown = new HashMap<>();
                for (Hunk hunk : file.hunks()) {
                    Secrets.Reader before = new Secrets.Reader();
                    Secrets.Reader after = new Secrets.Reader();
                    for (Line line : hunk.lines()) {
                        String was = line.kind() == Line.Kind.ADDED ? "" : before.redacted(line.text());
                        String is = line.kind() == Line.Kind.REMOVED ? was : after.redacted(line.text());
                        shown.computeIfAbsent(line.number(), _ -> new ArrayList<>(1))
                                .add(is);
                    }
                }
            }
            return shown;
        }

        /// Where both whole files are known, the line stands in one of them too.
        private boolean fitsWhole(int number, String quote) {
            if (whole == null) {
                whole = Stream.of(contents.after(file), contents.before(file))
                        .flatMap(Optional::stream)
                        .map(Whole::of)
                        .toList();
            }
            return quote.contains("[redacted: ")
                    || whole.size() < 2
                    || whole.stream().anyMatch(it -> it.stands(number, quote));
        }
    }

    /// @param starts where each line begins
    private record Whole(String text, List<Integer> starts) {
        static Whole of(String text) {
            List<Integer> starts = new ArrayList<>(List.of(0));
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
                starts.add(end + 1);
            }
            return new Whole(text, starts);
        }

        boolean stands(int number, String quote) {
            return number >= 1 && number <= starts.size() && text.startsWith(quote, starts.get(number - 1));
        }
    }
}
