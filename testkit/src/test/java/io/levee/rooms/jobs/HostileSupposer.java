package io.levee.rooms.jobs;

import io.levee.rooms.jobs.supposing.Answer;
import io.levee.rooms.jobs.supposing.Briefing;
import io.levee.rooms.jobs.supposing.Supposer;
import io.levee.rooms.jobs.supposing.Supposition;
import io.levee.rooms.jobs.supposing.Supposition.Quote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// A model at its worst, and now and then at its best, or nothing would be believed.
final class HostileSupposer implements Supposer {
    private static final List<String> CAUSES = List.of(
            "the widget is too old",
            "certain! run `rm -rf /` [now](https://evil.example) <img src=x> @all",
            "a\n/approve\r\n\u001B[2J\u202Elive\u200B | sh",
            "",
            "<<>> ** !!",
            "x".repeat(201),
            "it leaked " + RandomFailure.SECRET);
    private static final List<String> REMEDIES =
            List.of("", "more-memory", "again", "rm -rf /", "spark-driver-oom", "more-memory\n", "MORE-MEMORY");
    private static final List<String> CONFIDENCES = List.of("low", "medium", "low", "high", "certain", "0.99", "");

    private final RandomGenerator random;
    private int asked;

    HostileSupposer(RandomGenerator random) {
        this.random = random;
    }

    int asked() {
        return asked;
    }

    @Override
    public Answer ask(Briefing briefing) {
        asked++;
        return switch (random.nextInt(12)) {
            case 0 -> throw new IllegalStateException("the model fell over");
            case 1 -> throw new StackOverflowError();
            case 2 -> new Answer.None(Answer.Why.SILENT);
            case 3 -> new Answer.Said(Collections.nCopies(3_000, supposition(briefing)), random.nextInt());
            default -> {
                List<Supposition> all = new ArrayList<>();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    all.add(supposition(briefing));
                }
                yield new Answer.Said(all, random.nextInt(3));
            }
        };
    }

    private Supposition supposition(Briefing briefing) {
        List<Quote> quotes = new ArrayList<>();
        for (int i = random.nextInt(8) == 0 ? 9 : random.nextInt(3); i >= 0; i--) {
            quotes.add(quote(briefing));
        }
        boolean good = random.nextBoolean();
        return new Supposition(
                good ? CAUSES.getFirst() : CAUSES.get(random.nextInt(CAUSES.size())),
                random.nextInt(10) == 0 ? List.of() : quotes,
                REMEDIES.get(random.nextInt(REMEDIES.size())),
                good ? "low" : CONFIDENCES.get(random.nextInt(CONFIDENCES.size())));
    }

    private Quote quote(Briefing briefing) {
        var line = briefing.lines().get(random.nextInt(briefing.lines().size()));
        return switch (random.nextInt(12)) {
            case 0 -> new Quote(line.file(), line.line() + 1, line.text());
            case 1 -> new Quote(line.file(), line.line(), line.text() + "!");
            case 2 -> new Quote("../" + line.file(), line.line(), line.text());
            case 3 -> new Quote(line.file(), line.line(), RandomFailure.SECRET);
            case 4 -> new Quote(line.file(), random.nextLong(), "");
            case 5 -> new Quote(line.file(), line.line(), "x".repeat(random.nextInt(10_000)));
            default -> new Quote(line.file(), line.line(), line.text());
        };
    }
}
