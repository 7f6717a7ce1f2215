package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.diagnosis.Refinding.Claim;
import io.levee.knowledge.diagnosis.Cited;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RefindingTest {
    private final Refinding refinding = new Refinding(List.of(Tested.log("one\ntwo\nthree"), Tested.log("four\n")));

    @Test
    void whatStandsThereIsCited() throws IOException {
        assertThat(refinding.cite(List.of(new Claim(0, 3, "three"), new Claim(1, 1, "our"), new Claim(0, 1, "one"))))
                .containsExactly(
                        Optional.of(new Cited("job.log", 3, "three")),
                        Optional.of(new Cited("job.log", 1, "our")),
                        Optional.of(new Cited("job.log", 1, "one")));
    }

    @Test
    void whatDoesNotStandThereIsLeftOut() throws IOException {
        assertThat(refinding.cite(List.of(
                        new Claim(0, 2, "three"),
                        new Claim(0, 4, "three"),
                        new Claim(0, 3, "Three"),
                        new Claim(1, 2, "four"),
                        new Claim(0, 1, "one\n"))))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void aLogThatChangedBetweenIsNotCited() throws IOException {
        String[] texts = {"java.lang.OutOfMemoryError: Java heap space\n", "all is well\n"};
        int[] opened = {0};
        var log = new io.levee.knowledge.diagnosis.LogFile(
                "job.log", () -> Tested.log(texts[Math.min(opened[0]++, 1)]).open());
        var diagnosis = Tested.diagnostician().diagnose(List.of(log), io.levee.knowledge.diagnosis.Known.NOTHING);
        assertThat(opened[0]).isEqualTo(2);
        assertThat(diagnosis.evidence()).isEmpty();
    }
}
