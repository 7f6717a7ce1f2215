package io.levee.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    private static final Chain AGENTS =
            Chain.of(ActorId.person("ana"), ActorId.agent("writer"), ActorId.agent("chart"));
    private static final Chain IN_PERSON = Chain.of(ActorId.person("ana"));

    @ParameterizedTest
    @CsvSource({
        "agent:writer,                 true,  false",
        "agent:chart,                  true,  false",
        "agent:other,                  false, false",
        "person:ana,                   true,  true",
        "person:bo,                    false, false",
        "team:growth,                  true,  false", // a team's stop ends agents, not people in person
        "everything,                   true,  false",
        "session:s-1,                  true,  true",
        "session:s-0,                  true,  true", // from which s-1 was started
        "session:s-2,                  false, false",
        "job:run-1,                    true,  true",
        "job:run-2,                    false, false",
        "operation:warehouse/readRows, true,  true",
        "operation:warehouse/other,    false, false",
        "tool:board/post,              false, false",
        "model:claude/large-1,         true,  true",
        "model:claude/small-1,         false, false",
        "label:payroll,                true,  true",
        "label:personal,               false, false",
    })
    void whatAScopeCovers(String text, boolean coversAgent, boolean coversPerson) {
        Scope scope = Scope.parse(text);
        assertThat(scope.covers(run(AGENTS))).isEqualTo(coversAgent);
        assertThat(scope.covers(run(IN_PERSON))).isEqualTo(coversPerson);
        assertThat(scope).hasToString(text);
        assertThat(Scope.parse(scope.toString())).isEqualTo(scope);
    }

    @Test
    void whatIsNoCallIsCoveredByNoOperation() {
        Run session = new Run(AGENTS, Set.of(new SessionId("s-1")), Set.of(), Set.of("payroll"));
        assertThat(Scope.parse("operation:warehouse/readRows").covers(session)).isFalse();
        assertThat(Scope.parse("model:claude/large-1").covers(session)).isFalse();
        assertThat(Scope.parse("job:run-1").covers(session)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "all", "rocket:x", "agent:", "job:", "label:a b", "operation:", "model:", "table:x", ":x"})
    void whatIsNoScopeIsSaidSo(String text) {
        assertThatThrownBy(() -> Scope.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Run run(Chain chain) {
        return new Run(
                        chain,
                        Set.of(new SessionId("s-1"), new SessionId("s-0")),
                        Set.of(new TeamId("growth")),
                        Set.of("payroll"))
                .running(new WorkloadId("run-1"))
                .calling(
                        Set.of(
                                AssetId.operation("warehouse", "readRows"),
                                new AssetId(AssetId.MODEL, "claude/large-1")),
                        false);
    }
}
