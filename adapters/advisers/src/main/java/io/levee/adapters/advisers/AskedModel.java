package io.levee.adapters.advisers;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.Rest;
import io.levee.catalog.ModelProvider.Wire;
import io.levee.rooms.review.advice.Advice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A model behind an address. Asks once; again only where the server says that it did nothing: it
/// limits (429), or refused the form of the request (400). What goes wrong is silence, never an
/// exception. Thread-safe.
///
/// INVARIANT I12: neither the key, nor what was asked, nor what was answered is in any message.
final class AskedModel {
    static final int BYTES_MAX = 256 * 1024;
    /// Optional parts that a server can refuse.
    private static final int FORMS_MAX = 3;

    private static final int BAD_REQUEST = 400;

    private final Dialect dialect;
    private final String url;
    private final String model;
    private final Supplier<Key> key;
    private final boolean gateway;
    private final Duration time;
    private volatile Form form = Form.FULL;

    /// @param url     up to and with `/v1`
    /// @param key     asked for each question
    /// @param gateway whether it is Levee's own, which says in its own words why it does not ask a model
    /// @param time    for one question, with what is tried again
    /// @throws IllegalArgumentException where the address is not safe
    AskedModel(Wire wire, String url, String model, Supplier<Key> key, boolean gateway, Duration time) {
        Rest.check(url);
        this.dialect = Dialect.of(wire);
        this.url = url;
        this.model = model;
        this.key = key;
        this.gateway = gateway;
        this.time = time;
    }

    Reply ask(Question question) {
        try {
            return answer(question);
        } catch (IllegalStateException e) { // says where and why, and nothing else
            return Reply.silent(String.valueOf(e.getMessage()), Advice.Used.UNKNOWN);
        }
    }

    private Reply answer(Question question) {
        Key shown = key.get();
        if (shown instanceof Key.Withheld(var why)) {
            return new Reply.Nothing(why);
        }
        Rest rest = Rest.at(url, time, new Limits(time, BYTES_MAX));
        Form now = form;
        for (int tried = 0; ; tried++) {
            Ask ask = dialect.ask(model, question, now);
            Answer answer = rest.ask(shown instanceof Key.Secret(var secret) ? dialect.showing(ask, secret) : ask);
            Optional<Advice> withheld = gateway ? GatewayAnswers.withheld(answer) : Optional.empty();
            if (withheld.isPresent()) {
                return new Reply.Nothing(withheld.get());
            }
            Optional<Form> other = answer.status() == BAD_REQUEST
                    ? dialect.refused(answer.maybeJson()).flatMap(now::without)
                    : Optional.empty();
            if (other.isEmpty() || tried == FORMS_MAX) {
                return dialect.read(answer.orThrow().json(), question);
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
