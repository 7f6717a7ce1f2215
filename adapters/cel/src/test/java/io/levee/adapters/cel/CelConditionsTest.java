package io.levee.adapters.cel;

import static io.levee.adapters.cel.Questions.CONDITIONS;
import static io.levee.adapters.cel.Questions.ask;
import static io.levee.adapters.cel.Questions.asked;
import static io.levee.adapters.cel.Questions.file;
import static io.levee.adapters.cel.Questions.line;
import static io.levee.adapters.cel.Questions.part;
import static io.levee.adapters.cel.Questions.say;
import static io.levee.adapters.cel.Questions.topic;
import static io.levee.adapters.cel.Questions.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.StructuredChange;
import io.levee.knowledge.Conditions.Answer;
import io.levee.knowledge.Conditions.Asked;
import io.levee.knowledge.Conditions.Compiled;
import io.levee.knowledge.Conditions.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelConditionsTest {
    private static final Map<String, Object> TREE = tree();

    private static Map<String, Object> tree() {
        Map<String, Object> tree = new HashMap<>();
        tree.put("name", "orders");
        tree.put("partitions", 6L);
        tree.put("share", 12.5);
        tree.put("on", true);
        tree.put("none", null);
        tree.put("config", Map.of("retention.ms", "604800000", "a/b~c", "odd"));
        tree.put("containers", List.of(Map.of("name", "app", "image", "app:1"), Map.of("name", "side", "image", "s")));
        tree.put("list", Arrays.asList("a", null, 3L));
        return tree;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after.name == 'orders' && after.partitions == 6 && after.share > 12 && after.on",
                "before == null && after != null",
                "at(after, '/config/retention.ms') == '604800000'",
                "at(after, '/config/a~1b~0c') == 'odd'",
                "at(after, '/config/absent/deeper') == null && at(null, '/x') == null && at(before, '') == null",
                "at(after, '/containers/1/image') == 's' && at(after, '/containers/app/image') == 'app:1'",
                "at(after, '/containers/7') == null && at(after, '/containers/nobody/x') == null",
                "at(after, '/none') == null && after.none == null",
                "has(after.name) && !has(after.absent)",
                "text(null) == '' && text(after.partitions) == '6' && text(2.0) == '2' && text(2.5) == '2.5'",
                "text(after.containers).contains('\"image\":\"app:1\"')",
                "text(at(after, '/config/absent')) in ['', '-1']",
                "number('4') == 4.0 && number('4.5') == 4.5 && number('500m') == 0.5 && number('4Ki') == 4096.0",
                "number('25%') == 25.0 && number(7) == 7.0 && number('1k') == 1000.0",
                "!(number(null) > 1.0) && !(number(null) < 1.0) && number(null) != number(null)",
                "!(number('x') >= 0) && !(number(after.containers) >= 0) && !(number(true) >= 0)",
                "bytes('4Mi') == 4194304.0 && bytes('4MiB') == 4194304.0 && bytes('4m') == 4194304.0",
                "bytes('4g') == 4294967296.0 && bytes('10kb') == 10240.0 && bytes('12') == 12.0 && bytes('1 GB') == 1073741824.0",
                "millis('7d') == 604800000.0 && millis('500ms') == 500.0 && millis('PT1H') == 3600000.0",
                "millis('1h30m') == 5400000.0 && millis(5) == 5.0 && millis('10 min') == 600000.0 && millis('P1D') == 86400000.0",
                "!(millis('soon') > 0) && !(millis(null) > 0) && !(millis('PT') > 0)",
                "list(null) == [] && size(list(after.containers)) == 2 && size(list('x')) == 1",
                "list(after.list).exists(x, x == 3) && list(after.list).exists(x, x == null)",
                "find(after, 'image') == ['app:1', 's'] && find(null, 'x') == [] && find('x', 'x') == []",
                "keys(after.config).exists(k, k == 'retention.ms') && keys(null) == [] && keys('x') == []",
                "without(['a', 'b'], ['b']) == ['a'] && without(list(null), list(null)) == []",
                "after.name.matches('^ord') && !after.none.matches('x') && after.partitions.matches('6')",
                "after.containers.exists(c, c.image.endsWith(':1')) && after.containers.all(c, has(c.name))",
                "'topic:' + it.name == 'topic:orders' && it.kind == 'topic'",
                "it.path == null && it.key == null && it.text == null && it.moved == false",
                "change.path == 'infra/b.yaml' && change.previousPath == 'infra/a.yaml' && change.kind == 'modified'",
                "change.format == 'kafka-topic' && !change.partial && change.added == [] && change.removed == []",
                "catalog.touched.exists(t, t.kind == 'topic' && t.name == 'events' && t.owner == 'kafka' && !t.direct)",
                "catalog.touched.exists(t, text(at(t, '/settings/retention.bytes')) == '-1' && t.id == 'topic:events')",
                "after.name.lowerAscii().split('r').size() == 3 && after.name.substring(2).indexOf('e') == 1",
                "'x' in after || 'name' in after",
                "after == after && after != before && [1, 2].map(x, x * 2) == [2, 4]",
                "number(after.share) / number(after.partitions) > 2",
            })
    void holds(String expression) {
        Asked asked = asked(
                file(List.of(), List.of()), null, TREE, List.of(topic("events", Map.of("retention.bytes", "-1"))));

        assertThat(ask(expression, asked)).isEqualTo(Answer.YES);
        assertThat(ask("!(" + expression + ")", asked)).isEqualTo(Answer.NO);
    }

    @Test
    void aValueIsSeenWithItsPathAndItsPart() {
        Asked asked = value(new StructuredChange.Value(List.of("spec", "a/b"), 1L, 20L, 3, 4));

        assertThat(ask("it.path == '/spec/a~1b' && it.key == 'a/b' && it.after > it.before * 10", asked))
                .isEqualTo(Answer.YES);
        assertThat(say("${it.path} went from ${it.before} to ${it.after} in ${it.name}", asked))
                .isEqualTo("/spec/a~1b went from 1 to 20 in orders");
    }

    @Test
    void aLineKnowsWhetherItOnlyMoved() {
        var file = file(List.of("System.exit(1);", "y"), List.of("    System.exit(1);", "System.exit(2);"));

        assertThat(ask("it.moved && it.number == 1", line(file, 0))).isEqualTo(Answer.YES);
        assertThat(ask("it.text.contains('exit(2)') && !it.moved", line(file, 1)))
                .isEqualTo(Answer.YES);
        assertThat(ask("change.removed.exists(r, r == 'y') && change.added.size() == 2", line(file, 1)))
                .isEqualTo(Answer.YES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            chnge.path == 'x'              | undeclared reference to 'chnge'
            change.pth == 'x'              | `change` has no `pth`: it has `added`
            it.nme == 'x'                  | `it` has no `nme`
            1 + 'a' == 2                   | no matching overload
            after.x ==                     | mismatched input
            text(after).matches('(')       | no regular expression
            text(after).matches('(?=a)')   | no regular expression
            at(after, 'spec') == null      | no JSON pointer: write `/spec`
            size(after, 1) == 1            | no matching overload
            [[1]] == [[1]]                 | lists or mappings
            [1].map(x, [x]) == []          | lists or mappings
            (true ? [1] : after) == []     | one side of
            dyn(1) == 1                    | undeclared reference
            '12'                           | expected type 'bool'
            """)
    void aBrokenConditionIsToldInOneLine(String expression, String what) {
        assertThat(CONDITIONS.compile(expression))
                .isInstanceOfSatisfying(
                        Compiled.Broken.class,
                        broken -> assertThat(broken.what()).contains(what).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after.absent == 1",
                "after.partitions > 'x'",
                "after.name",
                "1 / 0 == 1",
                "9223372036854775807 + after.partitions > 0",
            })
    void whatCannotBeToldHasFailed(String expression) {
        assertThat(ask(expression, part(null, TREE))).isEqualTo(Answer.FAILED);
    }

    @Test
    void largeAndDeepExpressionsAreRefused() {
        assertThat(CONDITIONS.compile("true && ".repeat(2_000) + "true")).isInstanceOf(Compiled.Broken.class);
        assertThat(CONDITIONS.compile("(".repeat(500) + "true" + ")".repeat(500)))
                .isInstanceOf(Compiled.Broken.class);
        assertThat(CONDITIONS.compile("[".repeat(900) + "]".repeat(900) + " == []"))
                .isInstanceOf(Compiled.Broken.class);
        assertThat(CONDITIONS.compile("text(after).matches('(((a{1,99}){1,99}){1,99})')"))
                .isInstanceOf(Compiled.Broken.class);
        assertThat(CONDITIONS.compile("")).isInstanceOf(Compiled.Broken.class);
    }

    @Test
    void whatGrowsOrLoopsEndsAndHasFailed() {
        List<Object> many = Collections.nCopies(2_000, "a".repeat(500));
        Asked asked = part(many, Map.of("a", many, "s", "a".repeat(1 << 20)));

        assertThat(ask("before.all(x, before.all(y, before.all(z, x == y && y == z)))", asked))
                .isEqualTo(Answer.FAILED);
        assertThat(ask("before.all(x, after.s.matches('(a|b)*c') || true)", asked))
                .isEqualTo(Answer.FAILED);
        assertThat(ask("before.all(x, after == after)", asked)).isEqualTo(Answer.FAILED);
        assertThat(ask("before.all(x, find(after, 'nothing') == [] || true) || true", asked))
                .isEqualTo(Answer.FAILED);
        String doubled = "['aaaaaaaaaaaaaaaa']" + ".map(a, a + a)".repeat(25) + ".size() == 1";
        assertThat(ask(doubled, asked)).isEqualTo(Answer.FAILED);
        String longer = "list(before)" + ".map(a, a)".repeat(3) + ".size() == 2000";
        assertThat(ask(longer, asked)).isEqualTo(Answer.YES);
    }

    @Test
    void listsAreNotJoined() {
        assertThat(CONDITIONS.compile("([1] + [2]).size() == 2")).isInstanceOf(Compiled.Broken.class);
    }

    @Test
    void messagesSayValuesAndAQuestionMarkForWhatIsAbsent() {
        Asked asked = part(null, TREE);

        assertThat(say("topic `${it.name}` has ${after.partitions} of ${after.nothing}: ${'}' + \"{\"}", asked))
                .isEqualTo("topic `orders` has 6 of ?: }{");
        assertThat(say("no expression, $5, {}", asked)).isEqualTo("no expression, $5, {}");
        assertThat(say("${after.none}${at(after, '/x')}.", asked)).isEqualTo(".");
        assertThat(say("${'a\\n  b'}", asked)).isEqualTo("a b");
        assertThat(CONDITIONS.word("a ${it.nme} b")).isInstanceOf(Wording.Broken.class);
        assertThat(CONDITIONS.word("a ${it.name b")).isInstanceOf(Wording.Broken.class);
    }

    @Test
    void aLongValueIsCut() {
        assertThat(say("${after}", part(null, "x".repeat(5_000)))).hasSize(CelConditions.SHOWN_MAX + 1);
    }

    @Test
    void manyThreadsGetTheSameAnswers() {
        List<Asked> questions = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            questions.add(part(null, Map.of("n", (long) i)));
        }
        var check = ((Compiled.Ready) CONDITIONS.compile("after.n % 2 == 0 && text(after).matches('n')")).check();

        long even = questions.parallelStream()
                .filter(it -> check.ask(it) == Answer.YES)
                .count();

        assertThat(even).isEqualTo(250);
    }
}
