package io.levee.adapters.advisers;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.Rest;
import io.levee.catalog.ModelProvider.Wire;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Adviser;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Seat;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A model behind an address. Asks once; again only where the server says that it did nothing: it
/// limits (429), or refused the form of the request (400). What goes wrong is silence, never an
/// exception. Thread-safe.
///
/// INVARIANT I12: neither the key, nor what was asked, nor what was answered is in any message.
public final class ModelAdviser implements Adviser {
    static final int BYTES_MAX = 256 * 1024;
    /// Optional parts that a server can refuse.
    private static final int FORMS_MAX = 3;

    private static final int BAD_REQUEST = 400;
    /// What the task, the schema and the names around a briefing take, and more.
    private static final int TOKENS_AROUND = 10_000;

    private final Dialect dialect;
    private final String url;
    private final String model;
    private final Supplier<Key> key;
    private final boolean gateway;
    private final Duration time;
    private volatile Form form = Form.FULL;

    private ModelAdviser(Dialect dialect, String url, String model, Supplier<Key> key, boolean gateway, Duration time) {
        this.dialect = dialect;
        this.url = url;
        this.model = model;
        this.key = key;
        this.gateway = gateway;
        this.time = time;
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
        Rest.check(url);
        // no more than a token for each character, which only rare scripts take
        long tokensMax = Briefing.CHARS_MAX + TOKENS_AROUND + Wording.TOKENS_OUT_MAX;
        Adviser adviser = new ModelAdviser(Dialect.of(wire), url, model, key, gateway, time);
        return new Seat(adviser, model, Seat.familyOf(model), tokensMax);
    }

    @Override
    public Advice ask(Briefing briefing) {
        try {
            return answer(briefing);
        } catch (IllegalStateException e) { // says where and why, and nothing else
            return new Advice.Silent(String.valueOf(e.getMessage()), Advice.Used.UNKNOWN);
        }
    }

    private Advice answer(Briefing briefing) {
        Key shown = key.get();
        if (shown instanceof Key.Withheld(var why)) {
            return why;
        }
        Rest rest = Rest.at(url, time, new Limits(time, BYTES_MAX));
        Form now = form;
        for (int tried = 0; ; tried++) {
            Ask ask = dialect.ask(model, briefing, now);
            Answer answer = rest.ask(shown instanceof Key.Secret(var secret) ? dialect.showing(ask, secret) : ask);
            Optional<Advice> withheld = gateway ? GatewayAnswers.withheld(answer) : Optional.empty();
            if (withheld.isPresent()) {
                return withheld.get();
            }
            Optional<Form> other = answer.status() == BAD_REQUEST
                    ? dialect.refused(answer.maybeJson()).flatMap(now::without)
                    : Optional.empty();
            if (other.isEmpty() || tried == FORMS_MAX) {
                return dialect.read(answer.orThrow().json());
            }
            now = other.get();
            form = now;
        }
    }

    @Override
    public String toString() {
        return "model " + model;
    }
}
