package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/// Each asking waits until the test says what comes of it.
@Timeout(60)
class KnownTest {
    private static final Optional<Map<Kind, List<ObjectNode>>> OLD = Optional.of(Map.of(Kind.TOOL, List.of()));
    private static final Optional<Map<Kind, List<ObjectNode>>> NEW = Optional.of(Map.of());

    private final SynchronousQueue<Optional<Map<Kind, List<ObjectNode>>>> answers = new SynchronousQueue<>();
    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger seconds = new AtomicInteger();
    private final Known known = new Known(this::ask, () -> seconds.get() * 1_000_000_000L);

    @Test
    void whatIsGettingOldIsAskedAnewBesideCallers() throws Exception {
        learn(OLD);
        seconds.set(16);
        assertThat(known.get().what()).isEqualTo(OLD);
        asked.take();
        assertThat(known.get().what()).as("while it is asked").isEqualTo(OLD);
        assertThat(asked).as("it is asked once").isEmpty();
        answers.put(NEW);
        while (!known.get().what().equals(NEW)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nobodyReliesOnWhatIsTooOldAndNobodyWaitsTwiceForAServerThatHangs() throws Exception {
        learn(OLD);
        seconds.set(31);
        assertThat(known.get().what()).isEmpty();
        seconds.set(40);
        assertThat(known.get().what()).isEmpty();
        assertThat(asked).as("it is still the same asking").hasSize(1);
        answers.put(NEW);
        while (!known.isFresh()) {
            Thread.onSpinWait();
        }
        assertThat(known.get().what()).isEqualTo(NEW);
    }

    @Test
    void whatWasAskedBeforeAChangeWasSaidIsOfNoUse() throws Exception {
        learn(OLD);
        seconds.set(16);
        assertThat(known.get().what()).isEqualTo(OLD);
        asked.take();
        known.forget();
        Thread caller =
                Thread.ofVirtual().start(() -> assertThat(known.get().what()).isEqualTo(NEW));
        assertThat(asked).as("it is asked once at a time").isEmpty();
        answers.put(OLD);
        asked.take();
        answers.put(NEW);
        caller.join();
        assertThat(known.get().what()).isEqualTo(NEW);
    }

    /// A server that says so all the time is no reason to ask it many times at once.
    @Test
    void howOftenItSaysThatSomethingChangedItIsAskedOnceAtATime() throws Exception {
        learn(OLD);
        known.forget();
        Thread.ofVirtual().start(known::get);
        asked.take();
        for (int i = 0; i < 100; i++) {
            known.forget();
            Thread.ofVirtual().start(known::get);
        }
        assertThat(asked).isEmpty();
        answers.put(OLD);
        asked.take();
        answers.put(NEW);
        assertThat(known.get().what()).isEqualTo(NEW);
        assertThat(asked).isEmpty();
    }

    @Test
    void anAskingThatBreaksDoesNotEndAll() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Known breaking = new Known(
                () -> {
                    if (times.getAndIncrement() == 0) {
                        throw new IllegalStateException("broken on purpose");
                    }
                    return NEW;
                },
                () -> seconds.get() * 1_000_000_000L);
        assertThat(breaking.get().what()).isEmpty();
        seconds.set(2);
        assertThat(breaking.get().what()).isEqualTo(NEW);
    }

    private void learn(Optional<Map<Kind, List<ObjectNode>>> what) throws InterruptedException {
        Thread answering = Thread.ofVirtual().start(() -> {
            try {
                asked.take();
                answers.put(what);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(known.get().what()).isEqualTo(what);
        answering.join();
    }

    private Optional<Map<Kind, List<ObjectNode>>> ask() {
        asked.add("asked");
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
