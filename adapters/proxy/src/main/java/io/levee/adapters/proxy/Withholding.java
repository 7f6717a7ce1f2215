package io.levee.adapters.proxy;

import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import io.levee.rooms.gateway.GatewayRefusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;

/// An answer of which nothing goes to the client before all of it was checked.
final class Withholding implements Gathering.Reader {
    private final Terms terms;
    private final Contract.Body.Checked body;
    private final Response answer;
    private final Exchange exchange;
    private final Sample sample;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> delivered = new CompletableFuture<>();

    Withholding(Terms terms, Contract.Body.Checked body, Response answer, Exchange exchange) {
        this.terms = terms;
        this.body = body;
        this.answer = answer;
        this.exchange = exchange;
        this.sample = terms.sample(body);
    }

    void gather(Content.Source content, Duration max) {
        begun.set(true);
        new Gathering(content, sample, max.toNanos(), this).read();
    }

    /// Completes after the client has all of it, or fails where it will get nothing.
    CompletableFuture<Void> delivered() {
        return delivered;
    }

    /// The upstream is done. An answer without content is checked now, since nobody gathered it.
    void end(boolean failed) {
        if (!failed && begun.compareAndSet(false, true)) {
            gathered(sample);
        }
    }

    void drop() {
        sample.drop();
    }

    @Override
    public void gathered(Sample whole) {
        byte[] bytes = whole.bytes();
        terms.check(body.check(), bytes, breaches -> {
            if (!withheld(breaches)) {
                deliver(bytes);
            }
        });
    }

    @Override
    public void tooLarge() {
        var _ = withheld(List.of(new Breach("/body", ContractRules.TOO_LARGE)));
    }

    @Override
    public void crowdedOut() {
        withhold(new Terms.No(GatewayRefusal.GATEWAY_BUSY, ""));
    }

    @Override
    public void failed(Throwable cause) {
        Failure failure = cause instanceof TimeoutException ? Failure.UPSTREAM_SLOW : Failure.UPSTREAM_DOWN;
        exchange.fail(failure);
        delivered.completeExceptionally(failure.cause());
    }

    /// INVARIANT: what was checked is what is delivered, byte for byte.
    private void deliver(byte[] bytes) {
        exchange.begin(answer);
        var _ = exchange.pump(new ByteBufferContentSource(ByteBuffer.wrap(bytes)), false)
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        delivered.complete(null);
                    } else {
                        delivered.completeExceptionally(failure);
                    }
                });
    }

    private boolean withheld(List<Breach> breaches) {
        Optional<Terms.No> no = terms.judge(Side.RESPONSE, answer.getStatus(), breaches);
        no.ifPresent(this::withhold);
        return no.isPresent();
    }

    private void withhold(Terms.No no) {
        exchange.withhold(no);
        delivered.completeExceptionally(Failure.WITHHELD.cause());
    }
}
