package io.levee.adapters.cel;

import io.levee.catalog.AssetId;
import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.knowledge.Conditions.Answer;
import io.levee.knowledge.Conditions.Asked;
import io.levee.knowledge.Conditions.Compiled;
import io.levee.knowledge.Conditions.Owned;
import io.levee.knowledge.Conditions.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What tests ask conditions about.
final class Questions {
    static final CelConditions CONDITIONS = new CelConditions();

    private Questions() {}

    static Answer ask(String expression, Asked asked) {
        return switch (CONDITIONS.compile(expression)) {
            case Compiled.Ready(var check) -> check.ask(asked);
            case Compiled.Broken(var what) -> throw new AssertionError(expression + ": " + what);
        };
    }

    static String say(String text, Asked asked) {
        return switch (CONDITIONS.word(text)) {
            case Wording.Ready(var words) -> words.of(asked);
            case Wording.Broken(var what) -> throw new AssertionError(text + ": " + what);
        };
    }

    static Asked part(@Nullable Object before, @Nullable Object after) {
        return asked(file(List.of(), List.of()), before, after, List.of());
    }

    static Asked asked(ChangedFile file, @Nullable Object before, @Nullable Object after, List<Owned> touched) {
        var part = new StructuredChange.Part("topic", "orders", List.of(), before, after, 1, 1, List.of());
        return new Asked(
                file,
                Optional.of(new StructuredChange("kafka-topic", false, "", List.of(part))),
                Optional.of(part),
                Optional.empty(),
                Optional.empty(),
                touched);
    }

    static Asked line(ChangedFile file, int index) {
        return new Asked(
                file,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(file.added().get(index)),
                List.of());
    }

    static Asked value(StructuredChange.Value value) {
        Asked asked = part(Map.of(), Map.of());
        return new Asked(
                asked.file(), asked.structured(), asked.part(), Optional.of(value), Optional.empty(), List.of());
    }

    static ChangedFile file(List<String> removed, List<String> added) {
        List<Line> lines = new ArrayList<>();
        for (String text : removed) {
            lines.add(new Line(Line.Kind.REMOVED, lines.size() + 1, 0, text, true));
        }
        int gone = lines.size();
        for (String text : added) {
            lines.add(new Line(Line.Kind.ADDED, 0, lines.size() - gone + 1, text, true));
        }
        return new ChangedFile(
                ChangedFile.Kind.MODIFIED,
                "infra/a.yaml",
                "infra/b.yaml",
                "100644",
                "100644",
                new ChangedFile.Body.Text(List.of(new Hunk(1, gone, 1, added.size(), lines))));
    }

    static Owned topic(String name, Map<String, String> settings) {
        return new Owned(new AssetId("topic", name), "kafka", false, settings);
    }
}
