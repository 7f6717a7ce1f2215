package io.levee.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.ApprovalStore;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.Payload;
import io.levee.facts.ApprovalId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [ApprovalStore] promises.
public abstract class ApprovalStoreContract {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final ApprovalLimits FEW = new ApprovalLimits(2, 3, 4, 5);
    private static final Approval.Answer SAID = new Approval.Answer(ActorId.person("nia"), "seen “it”");

    /// A store; another one over the same data is another replica.
    protected abstract ApprovalStore store();

    /// Lets this much time pass for everything that is kept.
    protected abstract void pass(Duration time);

    @Test
    void whatWasKeptIsThereByteForByte() {
        byte[] every = new byte[256];
        IntStream.range(0, 256).forEach(i -> every[i] = (byte) i);
        HeldCall call = new HeldCall(
                Chain.of(ActorId.person("ana"), ActorId.agent("a"), ActorId.agent("b")),
                new SessionId("s1"),
                List.of(AssetId.operation("payments", "refundPayment"), AssetId.parse("table:a@b/{x}")),
                new Payload(
                        "POST",
                        "payments",
                        "/refunds?a=%2F\\\"{},",
                        List.of(new Payload.Header("x", "{\"a\",NULL}"), new Payload.Header("x", "")),
                        new Body(every)));
        Approval kept = ((ApprovalStore.Kept.New) store().keep(id(1), call, LONG, ApprovalLimits.DEFAULT)).approval();
        assertThat(store().find(id(1))).contains(kept);
        assertThat(kept.payload()).contains(call.payload());
        assertThat(kept.digest()).isEqualTo(call.digest());
        assertThat(new HeldCall(
                        kept.chain(),
                        kept.session(),
                        kept.assets(),
                        kept.payload().orElseThrow()))
                .isEqualTo(call);
        assertThat(kept.expiresAt()).isEqualTo(kept.requestedAt().plus(LONG));
        assertThat(kept.state()).isEqualTo(Approval.State.WAITING);
        assertThat(store().open(9)).containsExactly(kept);
    }

    @Test
    void theSameCallIsKeptOnceUntilItIsUsedUp() {
        keep(1, "s1", "ana", "x");
        assertThat(keep(2, "s1", "ana", "x"))
                .isInstanceOfSatisfying(
                        ApprovalStore.Kept.Known.class,
                        known -> assertThat(known.approval().id()).isEqualTo(id(1)));
        give(1);
        assertThat(move(1, Approval.Event.USE)).isTrue();
        assertThat(store().find(id(1)).orElseThrow().payload()).isEmpty();
        assertThat(keep(3, "s1", "ana", "x")).isInstanceOf(ApprovalStore.Kept.New.class);
    }

    @Test
    void eventsHappenFromTheirStateOnly() {
        int i = 0;
        for (Approval.Event event : Approval.Event.values()) {
            i++;
            keep(i, "s" + i, "p" + i, "x");
            assertThat(move(i, event)).as(event.name()).isEqualTo(event.from() == Approval.State.WAITING);
        }
        keep(9, "s9", "p9", "x");
        assertThat(store().move(id(9), Approval.Event.CLAIM, Optional.of(SAID))).isTrue();
        assertThat(move(9, Approval.Event.CLAIM)).isFalse();
        assertThat(move(9, Approval.Event.USE)).isFalse();
        assertThat(move(9, Approval.Event.REFUSE)).isFalse();
        assertThat(move(9, Approval.Event.GIVE)).isTrue();
        assertThat(store().find(id(9)).orElseThrow().answer()).contains(SAID);
        assertThat(move(9, Approval.Event.USE)).isTrue();
        assertThat(move(9, Approval.Event.USE)).isFalse();
        assertThat(store().move(id(77), Approval.Event.USE, Optional.empty())).isFalse();
    }

    /// INVARIANT: single use.
    @Test
    void ofAllThatUseOneAtTheSameTimeOneDoes() {
        for (int round = 0; round < 20; round++) {
            int one = round;
            keep(one, "s" + one, "p" + one, "x");
            give(one);
            List<ApprovalStore> replicas = List.of(store(), store(), store());
            long used = IntStream.range(0, 12)
                    .parallel()
                    .filter(i -> replicas.get(i % 3).move(id(one), Approval.Event.USE, Optional.empty()))
                    .count();
            assertThat(used).isOne();
            pass(LONG);
            store().sweep(99);
        }
    }

    @Test
    void ofAllThatAskTheSameOneIsKept() {
        List<ApprovalStore> replicas = List.of(store(), store(), store());
        HeldCall call = call("s1", "ana", "x");
        long kept = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> replicas.get(i % 3).keep(id(i), call, LONG, ApprovalLimits.DEFAULT))
                .filter(ApprovalStore.Kept.New.class::isInstance)
                .count();
        assertThat(kept).isOne();
    }

    @Test
    void whatIsOverIsNotThere() {
        keep(1, "s1", "ana", "x");
        keep(2, "s2", "ana", "x");
        keep(3, "s3", "ana", "x");
        give(2);
        store().move(id(3), Approval.Event.REFUSE, Optional.of(SAID));
        pass(LONG);
        assertThat(store().find(id(1))).isEmpty();
        assertThat(store().open(9)).isEmpty();
        assertThat(move(1, Approval.Event.CLAIM)).isFalse();
        assertThat(move(2, Approval.Event.USE)).isFalse();
        assertThat(store().sweep(9)).extracting(Approval::id).containsExactlyInAnyOrder(id(1), id(2));
        assertThat(store().sweep(9)).isEmpty();
        assertThat(keep(4, "s1", "ana", "x")).isInstanceOf(ApprovalStore.Kept.New.class);
    }

    @Test
    void limitsHold() {
        few(1, "s1", "ana", "1");
        few(2, "s1", "ana", "2");
        assertThat(few(3, "s1", "ana", "3")).isEqualTo(new ApprovalStore.Kept.TooMany("session"));
        few(3, "s2", "ana", "3");
        assertThat(few(4, "s3", "ana", "4")).isEqualTo(new ApprovalStore.Kept.TooMany("person"));
        few(4, "s4", "bo", "5");
        assertThat(few(5, "s5", "cy", "6")).isEqualTo(new ApprovalStore.Kept.TooMany("agent"));
        give(1);
        move(1, Approval.Event.USE);
        assertThat(few(5, "s1", "ana", "6")).isInstanceOf(ApprovalStore.Kept.New.class);
    }

    private void give(int number) {
        assertThat(store().move(id(number), Approval.Event.CLAIM, Optional.of(SAID)))
                .isTrue();
        assertThat(move(number, Approval.Event.GIVE)).isTrue();
    }

    private boolean move(int number, Approval.Event event) {
        return store().move(id(number), event, Optional.empty());
    }

    private ApprovalStore.Kept keep(int number, String session, String person, String body) {
        return store().keep(id(number), call(session, person, body), LONG, ApprovalLimits.DEFAULT);
    }

    private ApprovalStore.Kept few(int number, String session, String person, String body) {
        return store().keep(id(number), call(session, person, body), LONG, FEW);
    }

    private static HeldCall call(String session, String person, String body) {
        return new HeldCall(
                Chain.of(ActorId.person(person), ActorId.agent("writer")),
                new SessionId(session),
                List.of(AssetId.operation("payments", "refundPayment")),
                new Payload(
                        "POST", "payments", "/refunds", List.of(), new Body(body.getBytes(StandardCharsets.UTF_8))));
    }

    private static ApprovalId id(int number) {
        return new ApprovalId("apr-" + number);
    }
}
