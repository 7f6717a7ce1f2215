package io.levee.adapters.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One system outside, and the time that there is for all requests to it. Every request ends: at
/// its [Limits], or at the end of that time. Redirects are answers like any other. Where it cannot
/// be asked there is an [IllegalStateException] that holds the host, and neither path, secret nor
/// body. Thread-safe.
///
/// INVARIANT: only the address that was given is ever asked, by https or on this machine.
public final class Rest {
    static final Duration CONNECT = Duration.ofSeconds(1);
    static final int TRIES_MAX = 3;
    /// Between two tries.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    /// One for all systems, so that a reload of the organisation leaves no threads behind.
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    private final URI base;
    private final long end;
    private final Limits limits;
    private final Optional<String> token;

    private Rest(URI base, long end, Limits limits, Optional<String> token) {
        this.base = base;
        this.end = end;
        this.limits = limits;
        this.token = token;
    }

    public static Rest at(String url, Duration all) {
        return at(url, all, Limits.USUAL);
    }

    /// @param url `https://HOST/PATH`, or http where the host is this machine; a path may be a
    ///            secret of its own and is not repeated
    /// @param all the time for all requests that are made through it
    /// @throws IllegalArgumentException where it is none of these
    public static Rest at(String url, Duration all, Limits limits) {
        return new Rest(base(url), System.nanoTime() + all.toNanos(), limits, Optional.empty());
    }

    /// The same, which shows this bearer token, if there is one, with every request.
    public Rest bearing(Optional<String> bearer) {
        return new Rest(base, end, limits, bearer);
    }

    /// Checks an address before anything is sent there; throws as [#at].
    public static void check(String url) {
        base(url);
    }

    private static URI base(String url) {
        URI uri = parsed(url);
        String host = String.valueOf(uri.getHost());
        boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(host);
        if ((loopback || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null) {
            return uri;
        }
        throw new IllegalArgumentException(
                "an address on `%s` is not safe: write `https://HOST/PATH`, or `http://127.0.0.1:PORT`"
                        .formatted(host));
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException _) { // its message would repeat all of it
            throw new IllegalArgumentException("no address: write `https://HOST/PATH`");
        }
    }

    /// Sent [#TRIES_MAX] times at most: again where the answer was 429, which says that nothing was
    /// done; and where the connection broke or the answer was 503, which a proxy says that lost it
    /// halfway, only what may repeat. Nothing is sent again that had no answer in time.
    public Answer ask(Ask plain) {
        Ask ask = token.map(plain::bearer).orElse(plain);
        HttpRequest request = request(ask, body(ask));
        for (int tried = 1; ; tried++) {
            Duration pause = PAUSE.multipliedBy(tried);
            try {
                HttpResponse<byte[]> response = send(request);
                boolean later = response.statusCode() == 429 || (response.statusCode() == 503 && ask.repeatable());
                if (!later || tried == TRIES_MAX || !pausedFor(wanted(response, pause))) {
                    String body = new String(response.body(), StandardCharsets.UTF_8);
                    return new Answer(from(ask), response.statusCode(), body);
                }
            } catch (IOException e) {
                if (!ask.repeatable() || tried == TRIES_MAX || !pausedFor(pause)) {
                    throw none(ask, e.getClass().getSimpleName());
                }
            } catch (TimeoutException _) {
                throw none(ask, "none in time");
            }
        }
    }

    /// Sent one time, whatever the answer; for whoever knows better when to try again.
    ///
    /// @throws NoAnswer where nobody knows whether it came
    public Raw once(Ask plain) {
        return once(plain, body(plain));
    }

    private Raw once(Ask plain, BodyPublisher body) {
        Ask ask = token.map(plain::bearer).orElse(plain);
        try {
            HttpResponse<byte[]> response = send(request(ask, body));
            return new Raw(
                    from(ask), response.statusCode(), name -> response.headers().firstValue(name), response.body());
        } catch (IOException e) {
            throw new NoAnswer(from(ask), e.getClass().getSimpleName());
        } catch (TimeoutException _) {
            throw new NoAnswer(from(ask), "none in time");
        }
    }

    /// Sent one time, whatever the answer.
    ///
    /// @throws NoAnswer where nobody knows whether it came
    /// @throws java.io.UncheckedIOException where the file cannot be read
    public Raw upload(Upload upload) {
        String boundary = Upload.boundary();
        return once(
                Ask.post(upload.path()).with("Content-Type", "multipart/form-data; boundary=" + boundary),
                upload.body(boundary));
    }

    private static BodyPublisher body(Ask ask) {
        return ask.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(ask.body());
    }

    private HttpRequest request(Ask ask, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target(ask)).method(ask.method(), body).setHeader("Accept", "application/json");
        ask.headers().forEach((name, value) -> {
            if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) { // the JDK would repeat the value
                throw new IllegalStateException("what should be in the header `%s` cannot be".formatted(name));
            }
            request.setHeader(name, value);
        });
        return request.build();
    }

    /// Without a path of its own, the address as it was written.
    private URI target(Ask ask) {
        String address = base.toString();
        boolean twice = address.endsWith("/") && ask.path().startsWith("/");
        return URI.create((twice ? address.substring(0, address.length() - 1) : address) + ask.path());
    }

    /// Nothing is sent once the time is over. The JDK's own limit ends with the headers; this one
    /// includes the body.
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, TimeoutException {
        long patience = Math.min(left(), limits.time().toNanos());
        if (patience == 0) {
            throw new TimeoutException();
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                CLIENT.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bytes()));
        try {
            return answer.get(patience, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while %s was asked".formatted(base.getHost()));
        } finally {
            answer.cancel(true);
        }
    }

    private static Duration wanted(HttpResponse<byte[]> response, Duration otherwise) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(wanted -> wanted.compareTo(otherwise) > 0)
                .orElse(otherwise);
    }

    /// False where the pause is too long to be worth it: somebody above tries again later.
    private boolean pausedFor(Duration pause) {
        if (pause.compareTo(PAUSE_MAX) > 0 || pause.toNanos() >= left()) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long left() {
        return Math.max(0, end - System.nanoTime());
    }

    private String from(Ask ask) {
        return ask.method() + " to " + base.getHost();
    }

    private IllegalStateException none(Ask ask, String why) {
        return new IllegalStateException("no answer for %s: %s".formatted(from(ask), why));
    }
}
