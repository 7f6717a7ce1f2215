package io.levee.adapters.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Flink's REST as documented, which can be made to misbehave. The real one is asked in `realparts`.
final class FlinkDouble implements AutoCloseable {
    final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    /// Jobs that the list leaves out.
    final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    /// What a cancel does; by default the job has ended at once.
    volatile Consumer<Job> cancelled = job -> jobs.put(job.id(), job.in("CANCELED"));
    /// What every request is answered with instead.
    volatile Optional<Integer> refusal = Optional.empty();
    /// What every cancel is answered with instead.
    volatile Optional<Integer> cancelRefusal = Optional.empty();
    volatile boolean silent;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FlinkDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    void runs(String id, String name, String state) {
        jobs.put(id, new Job(id, name, state));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> states() {
        return jobs.values().stream().map(Job::state).toList();
    }

    long cancels() {
        return asked.stream().filter(request -> request.startsWith("PATCH")).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        try (exchange) {
            if (silent) {
                over.await();
            } else if (refusal.isPresent()) {
                say(exchange, refusal.get(), "<html>no</html>");
            } else if (path.equals("/jobs/overview")) {
                say(exchange, 200, overview());
            } else {
                ofJob(exchange, path.split("/", -1)[2]);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ofJob(HttpExchange exchange, String id) throws IOException {
        Job job = jobs.get(id);
        boolean cancel = exchange.getRequestMethod().equals("PATCH");
        if (cancel && cancelRefusal.isPresent()) {
            say(exchange, cancelRefusal.get(), "{}");
        } else if (job == null) {
            say(exchange, 404, "{\"errors\":[\"Job could not be found.\"]}");
        } else if (cancel) {
            cancelled.accept(job);
            say(exchange, 202, "{}");
        } else {
            say(exchange, 200, "{\"status\":\"%s\"}".formatted(job.state()));
        }
    }

    private String overview() {
        return jobs.values().stream()
                .filter(job -> !unlisted.contains(job.id()))
                .map(job -> "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":1}"
                        .formatted(job.id(), job.name(), job.state()))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.close();
    }
}
