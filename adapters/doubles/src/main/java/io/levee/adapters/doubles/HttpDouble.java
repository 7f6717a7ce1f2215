package io.levee.adapters.doubles;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Stands for a system outside, over real HTTP on a port of this machine. What it answers, a
/// subclass says; that it hangs, fails, limits or floods, the test says. Requests are taken one at
/// a time, as a database behind it would.
public abstract class HttpDouble implements AutoCloseable {
    /// How it answers instead of as it should.
    private enum Mood {
        WELL,
        HANGS,
        HANGS_IN_BODY,
        FLOODS,
        TALKS_NO_JSON,
        SENDS_AWAY
    }

    private static final Duration AWAITED_MAX = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.WELL);
    private final AtomicInteger limited = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicReference<String> droppedMethod = new AtomicReference<>("");
    private final List<HttpAsked> asked = new ArrayList<>();

    @SuppressWarnings("this-escape") // nobody knows the port before the subclass is made
    protected HttpDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// What the system would answer. Never called by two threads at a time.
    protected abstract HttpAnswer answer(HttpAsked request);

    public final String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Takes requests and never answers.
    public final void hangs() {
        mood.set(Mood.HANGS);
    }

    /// Answers with headers and then with nothing.
    public final void hangsInBody() {
        mood.set(Mood.HANGS_IN_BODY);
    }

    /// Answers 200 with a body of many megabytes.
    public final void floods() {
        mood.set(Mood.FLOODS);
    }

    public final void talksNoJson() {
        mood.set(Mood.TALKS_NO_JSON);
    }

    /// Answers with a redirect to itself.
    public final void sendsAway() {
        mood.set(Mood.SENDS_AWAY);
    }

    public final void isWell() {
        mood.set(Mood.WELL);
        failing.set(0);
        limited.set(0);
    }

    /// Answers every request with this status, and with a body that repeats the credential.
    public final void fails(int status) {
        failing.set(status);
    }

    /// Answers 429 this many times.
    public final void limits(int times) {
        limited.set(times);
    }

    /// Takes this many requests and closes their connections.
    public final void drops(int times) {
        drops("", times);
    }

    /// @param method of the requests that it drops; empty for any
    public final void drops(String method, int times) {
        droppedMethod.set(method);
        dropped.set(times);
    }

    /// All that came, also what was not answered well.
    public final List<HttpAsked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        HttpAsked request = new HttpAsked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                HttpAsked.pairs(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        synchronized (asked) {
            asked.add(request);
        }
        if (List.of("", request.method()).contains(droppedMethod.get()) && take(dropped)) {
            exchange.close();
            return;
        }
        if (take(limited)) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            send(exchange, HttpAnswer.json(429, "{}"));
            return;
        }
        switch (mood.get()) {
            case HANGS -> awaitClose();
            case HANGS_IN_BODY -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                awaitClose();
            }
            case FLOODS -> send(exchange, HttpAnswer.json(200, "\"" + "x".repeat(8_000_000) + "\""));
            case TALKS_NO_JSON -> send(exchange, new HttpAnswer(200, "text/html", "<html>maintenance</html>"));
            case SENDS_AWAY -> {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
                send(exchange, HttpAnswer.json(307, ""));
            }
            case WELL -> send(exchange, well(request));
        }
    }

    private HttpAnswer well(HttpAsked request) {
        int status = failing.get();
        if (status > 0) {
            return HttpAnswer.json(status, "{\"message\":\"%s\"}".formatted(request.header("Authorization")));
        }
        synchronized (this) {
            HttpAnswer answer = answer(request);
            notifyAll();
            return answer;
        }
    }

    /// Waits until requests have made it so.
    ///
    /// @throws IllegalStateException where they do not in time
    public final synchronized void await(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + AWAITED_MAX.toNanos();
        while (!so.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("it never came: " + what);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting: " + what, e);
            }
        }
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
