package io.levee.adapters.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.formats.KnownFormats;
import io.levee.change.ChangedFile;
import io.levee.change.StructuredChange;
import io.levee.knowledge.Conditions.Owned;
import io.levee.knowledge.ExampleChange;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The whole library on structures that nobody foresaw: no condition may fail, whatever stands there.
class StarterNoiseTest {
    private static final List<Rule> RULES =
            StarterLibraryTest.all().stream().map(StarterNoiseTest::compiled).toList();
    private static final List<String> SCALARS =
            List.of("", "-1", "0", "true", "*", "10Gi", "PT1H", "x:latest", "ALTER TABLE", "é\uDC80", "a/b~c");

    private static Rule compiled(Guardrail guardrail) {
        return switch (Rule.of(guardrail, Questions.CONDITIONS)) {
            case Rule.Compiled.Ready(var rule) -> rule;
            case Rule.Compiled.Broken(var _, var what) -> throw new AssertionError(what);
        };
    }

    @Test
    void noConditionFailsOnExamplesOfOthersWithPartsMutated() {
        long seed = Long.getLong("seed", 20_261_129L);
        Random random = new Random(seed);
        List<Guardrail.Example> examples = StarterLibraryTest.all().stream()
                .flatMap(guardrail -> guardrail.examples().stream())
                .toList();
        int asked = 0;
        for (Guardrail.Example example : examples) {
            ExampleChange change = new ExampleChange(example);
            Optional<StructuredChange> structured = new KnownFormats().of(change.file(), change.contents());
            for (int round = 0; structured.isPresent() && round < 12; round++) {
                StructuredChange mutated = round == 0 ? structured.get() : mutated(structured.get(), random);
                asked += check(change.file(), mutated, "seed %d, %s".formatted(seed, example.file()));
            }
        }
        assertThat(asked).isGreaterThan(100_000);
    }

    @Test
    void aConditionThatIsNotSafeIsCaught() {
        Guardrail first = StarterLibraryTest.all().getFirst();
        Guardrail unsafe = new Guardrail(
                "unsafe",
                first.team(),
                first.severity(),
                "unsafe",
                "",
                List.of(),
                first.appliesTo(),
                Guardrail.Each.PART,
                "after.partitions < before.partitions",
                first.examples());
        assertThat(first.examples())
                .anyMatch(example -> new ExampleChange(example).verdict(compiled(unsafe), new KnownFormats())
                        == ExampleChange.Verdict.UNTOLD);
    }

    @Test
    void exampleOfOneRuleIsRarelyAFindingOfAnother() {
        List<String> crossed = new ArrayList<>();
        for (Guardrail guardrail : StarterLibraryTest.all()) {
            for (Guardrail.Example example : guardrail.examples()) {
                if (!example.matches()) {
                    RULES.stream()
                            .filter(rule -> rule.guardrail().severity().blocks())
                            .filter(rule -> !new ExampleChange(example)
                                    .asked(rule, new KnownFormats())
                                    .isEmpty())
                            .forEach(rule -> crossed.add(guardrail.id() + ":" + example.line() + " > "
                                    + rule.guardrail().id()));
                }
            }
        }
        assertThat(crossed).hasSizeLessThan(8);
    }

    private static int check(ChangedFile file, StructuredChange structured, String where) {
        List<Owned> touched = List.of(Questions.topic("t", Map.of()));
        for (Rule rule : RULES) {
            List<Rule.Match> matches = rule.in(file, Optional.of(structured), touched);
            assertThat(matches)
                    .as("%s: %s", where, rule.guardrail().id())
                    .allMatch(Rule.Match::told)
                    .noneMatch(match -> match.message().length() > 2_000);
        }
        return RULES.size();
    }

    private static StructuredChange mutated(StructuredChange change, Random random) {
        List<StructuredChange.Part> parts = new ArrayList<>();
        for (StructuredChange.Part part : change.parts()) {
            Object before = tree(part.before(), random, 0);
            Object after = tree(part.after(), random, 0);
            List<StructuredChange.Value> values = part.values().stream()
                    .map(value -> new StructuredChange.Value(
                            value.steps(), tree(value.before(), random, 0), tree(value.after(), random, 0), 1, 1))
                    .toList();
            parts.add(new StructuredChange.Part(part.kind(), part.name(), part.assets(), before, after, 1, 1, values));
        }
        return new StructuredChange(change.format(), false, "", parts);
    }

    private static @Nullable Object tree(@Nullable Object tree, Random random, int depth) {
        if (random.nextInt(8) == 0) {
            return stranger(random, depth);
        }
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> changed = new LinkedHashMap<>();
                map.forEach((key, value) -> {
                    if (random.nextInt(10) > 0) {
                        changed.put(String.valueOf(key), tree(value, random, depth + 1));
                    }
                });
                yield changed;
            }
            case List<?> list -> {
                List<@Nullable Object> changed = new ArrayList<>();
                list.forEach(value -> changed.add(tree(value, random, depth + 1)));
                yield changed;
            }
            case null -> null;
            default -> tree;
        };
    }

    private static @Nullable Object stranger(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble() * 1e6;
            case 3 -> random.nextBoolean();
            case 4 -> SCALARS.get(random.nextInt(SCALARS.size()));
            case 5 -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(stranger(random, depth + 1));
                }
                yield list;
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(SCALARS.get(random.nextInt(SCALARS.size())), stranger(random, depth + 1));
                }
                yield map;
            }
        };
    }
}
