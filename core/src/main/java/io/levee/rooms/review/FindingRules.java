package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Conditions.Asked;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a finding of what a rule found: which line it is about, and what it rests on.
final class FindingRules {
    private FindingRules() {}

    /// @param documents by id, what the rule's `why` may name
    static Finding of(Reviewer.Hit hit, Map<String, Document> documents, Quotes quotes) {
        Guardrail guardrail = hit.match().guardrail();
        Optional<Line> line = lineOf(hit.file().file(), hit.match().asked());
        List<Citation> evidence = new ArrayList<>();
        line.ifPresent(it -> evidence.add(quotes.of(hit.file().file(), it)));
        evidence.add(new Citation("guardrail", guardrail.id(), guardrail.message()));
        guardrail.why().forEach(why -> evidence.add(known(why, documents)));
        return new Finding(
                guardrail.team(),
                guardrail.id(),
                guardrail.severity(),
                hit.file().path(),
                line.map(Line::number).orElse(0),
                message(hit, quotes),
                evidence);
    }

    private static String message(Reviewer.Hit hit, Quotes quotes) {
        Guardrail guardrail = hit.match().guardrail();
        String advice = guardrail.advice();
        String message = quotes.words(hit.match().message(), guardrail.message());
        return advice.isEmpty() ? message : "%s; %s".formatted(message, advice);
    }

    private static Citation known(String why, Map<String, Document> documents) {
        Document document = documents.get(why);
        return document == null
                ? new Citation("source", why, "")
                : new Citation(document.kind(), document.id(), Quotes.beginning(lesson(document)));
    }

    /// What the page says in one line: its cause, else how it begins.
    private static String lesson(Document document) {
        return document.head().stream()
                .reduce((_, last) -> last)
                .orElseGet(() -> document.body()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .orElse(document.title()));
    }

    private static Optional<Line> lineOf(ChangedFile file, Asked asked) {
        if (asked.line().isPresent()) {
            return asked.line();
        }
        if (asked.value().isPresent()) {
            return at(file, asked.value().get());
        }
        return asked.part().map(part -> at(file, part)).orElseGet(() -> ChangedLines.near(file, 0, 0));
    }

    /// A part is cited where it differs: its first line may not be in the diff.
    private static Optional<Line> at(ChangedFile file, StructuredChange.Part part) {
        return part.before() == null || part.after() == null || part.values().isEmpty()
                ? ChangedLines.near(file, part.lineAfter(), part.lineBefore())
                : at(file, part.values().getFirst());
    }

    private static Optional<Line> at(ChangedFile file, StructuredChange.Value value) {
        return ChangedLines.near(file, value.lineAfter(), value.lineBefore());
    }
}
