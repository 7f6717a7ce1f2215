package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.Secrets;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds every citation again, byte for byte, or drops the finding (I5). Shares nothing with what
/// makes findings: it takes a reference apart and looks the quote up where that says.
final class CitationRules {
    private static final Pattern COUNTED = Pattern.compile(
            "([0-9]{1,9}) of ([0-9]{1,9}) commits that changed `(.+)` changed `(.+)` too", Pattern.DOTALL);

    private final Map<String, ChangedFile> files = new HashMap<>();
    private final Contents contents;
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
        request.change().files().forEach(file -> files.put(file.path(), file));
        this.contents = request.contents();
        this.guardrails = guardrails;
        this.documents = documents;
    }

    /// Whether everything that the finding rests on is there, a line of the change among it where
    /// its file has lines.
    boolean hold(Finding finding) {
        ChangedFile file = files.get(finding.file());
        boolean needsLine = file != null && !file.hunks().isEmpty();
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
                && files.values().stream()
                        .noneMatch(it ->
                                it.before().equals(said.group(4)) || it.after().equals(said.group(4)))
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
        ChangedFile file = files.get(citation.ref().substring(0, colon));
        String digits = citation.ref().substring(colon + 1);
        if (file == null || !digits.matches("[0-9]{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(digits);
        return isShown(file, number, citation.quote()) && fitsWhole(file, number, citation.quote());
    }

    /// Each side of a hunk is read from its start, because what a line shows may depend on those
    /// before it.
    private static boolean isShown(ChangedFile file, int number, String quote) {
        for (Hunk hunk : file.hunks()) {
            Secrets.Reader before = new Secrets.Reader();
            Secrets.Reader after = new Secrets.Reader();
            for (Line line : hunk.lines()) {
                String was = line.kind() == Line.Kind.ADDED ? "" : before.redacted(line.text());
                String is = line.kind() == Line.Kind.REMOVED ? was : after.redacted(line.text());
                if (line.number() == number && is.startsWith(quote)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Where whole files are known, the line stands in one of them too.
    private boolean fitsWhole(ChangedFile file, int number, String quote) {
        Optional<String> after = contents.after(file);
        Optional<String> before = contents.before(file);
        boolean redacted = quote.contains("[redacted: ");
        return redacted
                || after.isEmpty()
                || before.isEmpty()
                || stands(after.get(), number, quote)
                || stands(before.get(), number, quote);
    }

    private static boolean stands(String text, int number, String quote) {
        int from = 0;
        for (int i = 1; i < number; i++) {
            from = text.indexOf('\n', from) + 1;
            if (from == 0) {
                return false;
            }
        }
        return text.startsWith(quote, from);
    }

    /// Those that hold, in their order.
    List<Finding> kept(List<Finding> findings) {
        return findings.stream().filter(this::hold).toList();
    }
}
