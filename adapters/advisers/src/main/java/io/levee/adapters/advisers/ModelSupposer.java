package io.levee.adapters.advisers;

import io.levee.catalog.ModelProvider.Wire;
import io.levee.rooms.jobs.supposing.Answer;
import io.levee.rooms.jobs.supposing.Answer.Why;
import io.levee.rooms.jobs.supposing.Briefing;
import io.levee.rooms.jobs.supposing.Supposer;
import io.levee.rooms.review.advice.Advice;
import java.time.Duration;
import java.util.function.Supplier;

/// A model that supposes why jobs fail. Thread-safe.
public final class ModelSupposer implements Supposer {
    private final AskedModel model;

    private ModelSupposer(AskedModel model) {
        this.model = model;
    }

    /// A model behind Levee's own gateway, which says in its own words why it does not ask it.
    ///
    /// @param url   up to and with `/v1`
    /// @param token asked for each question
    /// @param time  for one question, with what is tried again
    /// @throws IllegalArgumentException where the address is not safe
    public static Supposer throughGateway(Wire wire, String url, String model, Supplier<Key> token, Duration time) {
        return new ModelSupposer(new AskedModel(wire, url, model, token, true, time));
    }

    @Override
    public Answer ask(Briefing briefing) {
        return switch (model.ask(FailureWording.question(briefing))) {
            case Reply.Said(var root, var _) -> SuppositionReading.of(root);
            case Reply.Nothing(var why) -> new Answer.None(why(why));
        };
    }

    private static Why why(Advice advice) {
        return switch (advice) {
            case Advice.Said _ -> throw new IllegalStateException("a model that said something is not silent");
            case Advice.Silent _ -> Why.SILENT;
            case Advice.Withheld(var why) ->
                switch (why) {
                    case STOPPED -> Why.STOPPED;
                    case OVER_BUDGET -> Why.OVER_BUDGET;
                    case NOT_PERMITTED -> Why.NOT_PERMITTED;
                };
        };
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
