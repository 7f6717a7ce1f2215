package io.levee.adapters.advisers;

import io.levee.catalog.ModelProvider.Wire;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Adviser;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Seat;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A model that advises a team about changes. Thread-safe.
public final class ModelAdviser implements Adviser {
    /// What the task, the schema and the names around a briefing take, and more.
    private static final int TOKENS_AROUND = 10_000;

    private final AskedModel model;

    private ModelAdviser(AskedModel model) {
        this.model = model;
    }

    /// @param url  up to and with `/v1`: `https://HOST/v1`, or http where the host is this machine
    /// @param key  what to show; asked for each question; empty for a server that wants none
    /// @param time for one question, with what is tried again
    /// @throws IllegalArgumentException where the address is not safe
    public static Seat seat(Wire wire, String url, String model, Supplier<Optional<String>> key, Duration time) {
        return seat(wire, url, model, () -> key.get().<Key>map(Key.Secret::new).orElseGet(Key.None::new), false, time);
    }

    /// A model behind Levee's own gateway, which says in its own words why it does not ask it.
    ///
    /// @param token asked for each question
    public static Seat throughGateway(Wire wire, String url, String model, Supplier<Key> token, Duration time) {
        return seat(wire, url, model, token, true, time);
    }

    private static Seat seat(Wire wire, String url, String model, Supplier<Key> key, boolean gateway, Duration time) {
        // no more than a token for each character, which only rare scripts take
        long tokensMax = Briefing.CHARS_MAX + TOKENS_AROUND + Wording.TOKENS_OUT_MAX;
        Adviser adviser = new ModelAdviser(new AskedModel(wire, url, model, key, gateway, time));
        return new Seat(adviser, model, Seat.familyOf(model), tokensMax);
    }

    @Override
    public Advice ask(Briefing briefing) {
        return switch (model.ask(Wording.question(briefing))) {
            case Reply.Said(var root, var used) -> ClaimReading.of(root, used);
            case Reply.Nothing(var why) -> why;
        };
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
