package io.levee.adapters.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Whether this replica can do its work now. Every check runs at the same time and gets the same deadline; a check
/// that hangs or throws is not ready.
public final class Readiness {
    static final Duration DEADLINE = Duration.ofSeconds(2);

    private final List<Check> checks;
    private final Executor threads;
    private final LongSupplier nanoTime;

    public Readiness(List<Check> checks, Executor threads, LongSupplier nanoTime) {
        this.checks = List.copyOf(checks);
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /// @param problem what is wrong and how to fix it; empty where all is well
    public record Check(String name, Supplier<Optional<String>> problem) {}

    record Result(String name, boolean ok, String detail, long micros) {}

    record Answer(boolean ready, List<Result> checks) {}

    Answer ask() {
        List<CompletableFuture<Result>> running =
                checks.stream().map(this::start).toList();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            results.add(finished(checks.get(i), running.get(i)));
        }
        return new Answer(results.stream().allMatch(Result::ok), results);
    }

    private CompletableFuture<Result> start(Check check) {
        long start = nanoTime.getAsLong();
        return CompletableFuture.supplyAsync(
                () -> {
                    Optional<String> problem = check.problem().get();
                    long micros = (nanoTime.getAsLong() - start) / 1_000;
                    return new Result(check.name(), problem.isEmpty(), problem.orElse(""), micros);
                },
                threads);
    }

    private static Result finished(Check check, CompletableFuture<Result> running) {
        try {
            return running.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return failed(check, "gave no answer within %d ms".formatted(DEADLINE.toMillis()), DEADLINE);
        } catch (ExecutionException e) {
            return failed(check, "failed: " + String.valueOf(e.getCause()).split(":", 2)[0], Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(check, "was interrupted", Duration.ZERO);
        }
    }

    private static Result failed(Check check, String detail, Duration took) {
        return new Result(check.name(), false, detail, took.toNanos() / 1_000);
    }
}
