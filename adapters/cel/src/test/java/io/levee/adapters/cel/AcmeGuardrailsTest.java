package io.levee.adapters.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.knowledge.Guardrail;
import io.levee.organisation.GuardrailCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcmeGuardrailsTest {
    private static final Path ACME =
            Path.of(System.getProperty("levee.root", "../..")).resolve("examples/acme");

    @Test
    void theExampleCompanysGuardrailsFindWhatTheirExamplesSay() {
        Reading reading = new OrganisationFolder(ACME, List.of()).read();

        assertThat(reading).isInstanceOfSatisfying(Reading.Valid.class, valid -> {
            assertThat(valid.organisation().guardrails())
                    .extracting(Guardrail::id)
                    .contains("kafka-new-producer", "kafka-cluster-settings");
            assertThat(new GuardrailCheck(Questions.CONDITIONS, new KnownFormats()).check(valid.organisation(), false))
                    .isEmpty();
        });
    }
}
