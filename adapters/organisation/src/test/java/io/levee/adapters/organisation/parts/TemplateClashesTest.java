package io.levee.adapters.organisation.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateClashesTest {
    private static final int SEEDS = 2_000;

    private record Path(PathTemplate template, Set<String> methods) {
        boolean clashesWith(Path other) {
            boolean shared = methods.stream().anyMatch(other.methods()::contains);
            return shared && template.clashesWith(other.template());
        }
    }

    @Test
    void theTreeFindsWhatComparingAllFinds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Path> paths = new ArrayList<>();
            for (int i = 0; i < TemplateClashes.LISTED_MAX; i++) {
                paths.add(new Path(template(random), Set.of("get", random.nextBoolean() ? "put" : "post")));
            }
            if (random.nextBoolean()) {
                paths.replaceAll(path -> new Path(path.template(), Set.of(random.nextBoolean() ? "put" : "post")));
            }
            assertThat(found(paths)).as("seed %d, %s", seed, paths).isEqualTo(expected(paths));
        }
    }

    @Test
    void aPathThatClashesWithThousandsSaysSoOfTen() {
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            paths.add(new Path(PathTemplate.parse("/{any}/a" + i), Set.of("get")));
        }
        paths.add(new Path(PathTemplate.parse("/b/{any}"), Set.of("get")));
        assertThat(found(paths)).hasSize(TemplateClashes.LISTED_MAX);
    }

    private static PathTemplate template(Random random) {
        StringBuilder text = new StringBuilder();
        int segments = 1 + random.nextInt(3);
        for (int i = 0; i < segments; i++) {
            text.append('/').append(segment(random, i));
        }
        return PathTemplate.parse(text.toString());
    }

    private static String segment(Random random, int at) {
        String parameter = "{p%d%d}".formatted(at, random.nextInt(2));
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> parameter;
            case 4 -> "s";
            case 5 -> "s.t";
            case 6 -> parameter + ".t";
            default -> "s." + parameter;
        };
    }

    private static List<String> found(List<Path> paths) {
        Findings findings = new Findings("test");
        TemplateClashes clashes = new TemplateClashes(findings);
        for (int i = 0; i < paths.size(); i++) {
            clashes.add(new Located<>(paths.get(i).template(), i), paths.get(i).methods());
        }
        return findings.list().stream()
                .map(problem -> problem.line() + ": " + problem.what())
                .toList();
    }

    private static List<String> expected(List<Path> paths) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            for (int before = 0; before < i; before++) {
                if (paths.get(i).clashesWith(paths.get(before))) {
                    boolean same = paths.get(i)
                            .template()
                            .sameShapeAs(paths.get(before).template());
                    expected.add("%d: path `%s` and `%s` on line %d match %sthe same requests"
                            .formatted(
                                    i,
                                    paths.get(i).template(),
                                    paths.get(before).template(),
                                    before,
                                    same ? "" : "some of "));
                }
            }
        }
        expected.sort(Comparator.comparing(text -> text.contains("some of"))); // errors first
        return expected;
    }
}
