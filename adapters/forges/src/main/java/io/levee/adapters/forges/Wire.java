package io.levee.adapters.forges;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.NoAnswer;
import io.levee.adapters.rest.Raw;
import io.levee.adapters.rest.Rest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One forge's API over [Rest]: https only, no redirects, bounded answers. Limits of the forge are
/// kept, whoever asks. Thread-safe.
///
/// INVARIANT: what must not happen twice is sent again only where the forge said that it was not
/// done.
public final class Wire {
    static final int TRIES_MAX = 6;
    /// Whoever has to wait longer comes back later.
    static final Duration WAIT_MAX = Duration.ofMinutes(3);

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(30), 32 * 1024 * 1024);

    private final String url;
    private final Supplier<String> token;
    private final Map<String, String> headers;
    private final Patience patience;

    /// @param url   without a slash at its end
    /// @param token asked for each request: those of GitHub's apps last an hour
    public Wire(String url, Supplier<String> token, Map<String, String> headers, Patience patience) {
        Rest.check(url);
        this.url = url;
        this.token = token;
        this.headers = Map.copyOf(headers);
        this.patience = patience;
    }

    /// For what reads, and for what means the same twice. The last answer, whatever it says.
    ///
    /// @throws NoAnswer where there was none
    public Raw ask(Ask ask) {
        for (int tried = 1; ; tried++) {
            try {
                Raw answer = unlimited(ask);
                if (answer.status() < 500 || tried == TRIES_MAX) {
                    return answer;
                }
            } catch (NoAnswer e) {
                if (tried == TRIES_MAX) {
                    throw e;
                }
            }
            pause(tried);
        }
    }

    /// For what must not happen twice. Empty where nobody knows whether it happened: there was no
    /// answer, or one that somebody between may have given. Then look.
    public Optional<Raw> tell(Ask ask) {
        try {
            return Optional.of(unlimited(ask)).filter(answer -> answer.status() < 500);
        } catch (NoAnswer _) {
            return Optional.empty();
        }
    }

    /// Waits a little before looking what happened.
    public void pause(int tried) {
        patience.wait(Backoff.pause(tried, patience.random()));
    }

    private Raw unlimited(Ask ask) {
        for (int tried = 1; ; tried++) {
            Raw answer = once(ask);
            Optional<Duration> wait =
                    Backoff.limited(answer, tried, patience.clock().instant());
            if (wait.isEmpty()) {
                return answer;
            }
            if (tried == TRIES_MAX || wait.get().compareTo(WAIT_MAX) > 0) {
                throw new Busy(answer.toString(), patience.clock().instant().plus(wait.get()));
            }
            patience.wait(wait.get().plus(Backoff.pause(1, patience.random())));
        }
    }

    private Raw once(Ask plain) {
        Ask ask = plain;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!plain.headers().containsKey(header.getKey())) {
                ask = ask.with(header.getKey(), header.getValue());
            }
        }
        return Rest.at(url, LIMITS.time(), LIMITS)
                .bearing(Optional.of(token.get()))
                .once(ask);
    }
}
