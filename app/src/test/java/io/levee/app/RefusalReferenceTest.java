package io.levee.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.levee.fault.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every refusal that Levee can give is in the reference, in the words that callers get. `make golden-update` writes
/// it.
class RefusalReferenceTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("levee.root", "..")).resolve("docs/reference/refusals.md");

    @Test
    void theReferenceHasEveryRefusal() throws IOException {
        String expected = reference();
        if (Boolean.getBoolean("levee.golden.update")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, expected);
        }
        assertThat(REFERENCE)
                .as("make golden-update writes it")
                .exists()
                .content()
                .isEqualTo(expected);
    }

    @Test
    void aCodeMeansOneThing() {
        Map<String, String> advice = new TreeMap<>();
        refusals().flatMap(List::stream).forEach(refusal -> {
            String before = advice.putIfAbsent(refusal.code(), refusal.advice());
            assertThat(before == null || before.equals(refusal.advice()))
                    .as("`%s` advises `%s` and `%s`", refusal.code(), before, refusal.advice())
                    .isTrue();
            assertThat(refusal.code()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
            assertThat(refusal.advice()).as(refusal.code()).isNotBlank().doesNotContain("\n");
        });
        assertThat(advice.size()).isGreaterThan(70);
    }

    private static String reference() {
        StringBuilder text = new StringBuilder("""
                # Refusals

                Every no has a code, in the problem's `code` (RFC 9457), in the ledger's `reason` and in the command line's message.
                Codes are stable; what to do next is for people. Made from the code: `make golden-update`.
                """);
        refusals().forEach(refusals -> {
            text.append("\n## ")
                    .append(refusals.getFirst().getClass().getSimpleName().replace("Refusal", ""));
            text.append("\n\n| code | what to do |\n|---|---|\n");
            refusals.forEach(refusal -> text.append(
                    "| `%s` | %s |\n".formatted(refusal.code(), refusal.advice().replace("|", "\\|"))));
        });
        return text.toString();
    }

    private static Stream<List<Refusal>> refusals() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.levee").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(Refusal.class))
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .map(JavaClass::reflect)
                        .map(type -> Arrays.stream(type.getEnumConstants())
                                .map(Refusal.class::cast)
                                .toList());
    }
}
