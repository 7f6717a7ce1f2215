package io.levee.testkit;

import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Adviser;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Claim;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A model that answers as a test says, and remembers what it saw. Thread-safe.
public final class ScriptedModel implements Adviser {
    private final Function<Briefing, Advice> script;
    private final List<Briefing> seen = new CopyOnWriteArrayList<>();

    public ScriptedModel(Function<Briefing, Advice> script) {
        this.script = script;
    }

    /// The same claims about everything.
    public static ScriptedModel saying(Claim... claims) {
        return new ScriptedModel(_ -> new Advice.Said(List.of(claims), 0, new Advice.Used(true, 100, 10)));
    }

    /// One claim for each line that it sees, all by the first thing that it knows.
    public static ScriptedModel concernedBy(String severity, String message) {
        return new ScriptedModel(briefing -> new Advice.Said(
                briefing.places().stream()
                        .map(place -> about(place, briefing.known().getFirst(), severity, message))
                        .toList(),
                0,
                new Advice.Used(true, 100, 10)));
    }

    /// A claim whose quotes are what the model was shown.
    public static Claim about(Briefing.Place place, Briefing.Known known, String severity, String message) {
        return new Claim(
                place.file(),
                place.line(),
                first(place.text()),
                known.kind(),
                known.id(),
                first(known.text()),
                severity,
                message);
    }

    private static String first(String text) {
        return text.substring(0, Math.min(text.length(), Claim.QUOTE_MAX));
    }

    @Override
    public Advice ask(Briefing briefing) {
        seen.add(briefing);
        return script.apply(briefing);
    }

    public List<Briefing> seen() {
        return List.copyOf(seen);
    }
}
