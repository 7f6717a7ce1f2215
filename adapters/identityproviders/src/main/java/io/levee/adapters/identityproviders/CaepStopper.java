package io.levee.adapters.identityproviders;

import com.nimbusds.jose.jwk.JWK;
import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Sweep;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells a receiver that sessions are revoked, and is done when it said that it has heard. What it
/// does then nobody sees from here: the evidence says that this is a notice. The probe sends the
/// same token again (same `jti`, which a receiver has to take as the same event) and wants to hear
/// the same.
///
/// [RFC 8935](https://www.rfc-editor.org/rfc/rfc8935): `202` acknowledges; `400` says why not.
final class CaepStopper implements Stopper {
    private static final Duration SPARE = Duration.ofMillis(250);
    private static final int ACKNOWLEDGED = 202;
    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_key",
            "invalid_issuer",
            "invalid_audience",
            "authentication_failed",
            "access_denied");

    private final String name;
    private final String url;
    private final SecurityEvents events;
    private final Credentials credentials;
    private final Footholds footholds;
    private final InstantSource clock;

    CaepStopper(
            String name,
            String url,
            SecurityEvents events,
            Credentials credentials,
            Footholds footholds,
            InstantSource clock) {
        this.name = name;
        this.url = url;
        this.events = events;
        this.credentials = credentials;
        this.footholds = footholds;
        this.clock = clock;
    }

    /// By their names, so that both may be rotated.
    record Credentials(Secrets secrets, String key, Optional<String> token) {
        JWK signing() {
            return SecurityEvents.key(secrets.secret(key));
        }

        Ask on(Ask ask) {
            return token.map(name -> ask.bearer(secrets.secret(name))).orElse(ask);
        }
    }

    @Override
    public Layer layer() {
        return Layer.IDENTITY;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<String> heard = tell(order, at).orThrow("telling");
        return new Done(heard.size(), "notice of %d subjects acknowledged".formatted(heard.size()));
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        Sweep<String> told = tell(order, at);
        return new Proof(
                told.failed().isEmpty(),
                "only a notice: %d of %d acknowledged"
                        .formatted(
                                told.done().size(),
                                told.done().size() + told.failed().size()));
    }

    /// Tells that the sessions of nobody are revoked.
    @Override
    public Optional<Proof> rehearse() {
        return footholds.canary().map(canary -> {
            Instant now = clock.instant();
            push(rest(), canary, "rehearsal-" + now.toEpochMilli(), now, credentials.signing());
            return new Proof(true, "only a notice: 1 of 1 acknowledged");
        });
    }

    private Sweep<String> tell(StopFact.Ordered order, Receipt at) {
        List<String> covered = footholds.covered(order);
        if (covered.isEmpty()) {
            return new Sweep<>(List.of(), Map.of());
        }
        Rest rest = rest();
        JWK key = credentials.signing();
        return Sweep.of(covered, id -> push(rest, id, order.stop().value(), at.time(), key));
    }

    private Rest rest() {
        return Rest.at(url, deadline().minus(SPARE));
    }

    private String push(Rest rest, String id, String stop, Instant time, JWK key) {
        String token = events.sessionRevoked(Subject.written(id), "levee." + stop + "." + id, stop, time, key);
        Answer answer = rest.ask(credentials.on(
                Ask.text("POST", "", "application/secevent+jwt", token).mayRepeat()));
        if (answer.status() != ACKNOWLEDGED) {
            throw new IllegalStateException("the receiver answered %d%s".formatted(answer.status(), error(answer)));
        }
        return id;
    }

    /// Only what RFC 8935 defines is repeated.
    private static String error(Answer answer) {
        if (answer.status() != 400) {
            return "";
        }
        String error = answer.maybeJson().path("err").asString("");
        return ERRORS.contains(error) ? " " + error : "";
    }
}
