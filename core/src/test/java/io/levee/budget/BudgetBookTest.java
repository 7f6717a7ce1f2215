package io.levee.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetBookTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ActorId ANA = ActorId.person("ana");
    private static final ActorId WRITER = ActorId.agent("writer");
    private static final ActorId HELPER = ActorId.agent("helper");
    private static final AssetId OPERATION = AssetId.operation("warehouse", "runQuery");
    private static final AssetId SALARIES = AssetId.parse("table:hr.salaries");

    private final BudgetBook book = new BudgetBook(List.of(
            Budget.callsOf(WRITER, 100, HOUR),
            budget("session-bytes", Unit.BYTES, Per.SESSION, List.of(), 1_000),
            budget("team-calls", Unit.CALLS, Per.TEAM, List.of(), 1),
            budget("payroll", Unit.CALLS, Per.PERSON, List.of(new AssetPattern("table:hr.*")), 1),
            new Budget("blast", Unit.OBJECTS, Per.SESSION, Set.of(), List.of(), Optional.empty(), 2)));

    @Test
    void aCallDrawsOnEveryAccountThatItsChainItsTeamsAndWhatItTouchesLeadTo() {
        assertThat(accounts(spender("s1", Set.of(new TeamId("growth")), OPERATION)))
                .containsExactly(
                        "passport-calls of agent:writer 1",
                        "session-bytes of session:s1 1000",
                        "team-calls of team:growth 1");
        assertThat(accounts(spender("s1", Set.of(), OPERATION, SALARIES)))
                .containsExactly(
                        "passport-calls of agent:writer 1",
                        "session-bytes of session:s1 1000",
                        "team-calls of team:- 1",
                        "payroll of person:ana 1");
    }

    @Test
    void whatIsRememberedOfOneCallerIsNobodyElses() {
        BudgetBook.Bill first = book.bill(spender("s1", Set.of(), OPERATION));
        assertThat(book.bill(spender("s1", Set.of(), OPERATION))).isEqualTo(first);
        assertThat(accounts(spender("s2", Set.of(), OPERATION))).contains("session-bytes of session:s2 1000");
        assertThat(accounts(spender("s1", Set.of(new TeamId("data")), OPERATION)))
                .contains("team-calls of team:data 1");
        Spender alone =
                new Spender(Chain.of(ANA), new SessionId("s1"), Set.of(new TeamId("growth")), List.of(OPERATION));
        assertThat(accounts(alone)).doesNotContain("passport-calls of agent:writer 1");
    }

    @Test
    void moreCallersThanItRemembersAreAllBilled() {
        List<String> all = IntStream.range(0, 25_000)
                .mapToObj(i -> accounts(spender("s" + i, Set.of(), OPERATION)).get(1))
                .toList();
        assertThat(all).doesNotHaveDuplicates().last().isEqualTo("session-bytes of session:s24999 1000");
    }

    @Test
    void oneCallCanBeTooMuchByItself() {
        AssetId[] many = {OPERATION, AssetId.parse("table:a"), AssetId.parse("table:b"), AssetId.parse("table:c")};
        assertThat(book.bill(spender("s1", Set.of(), many)).tooMuch())
                .hasValueSatisfying(budget -> assertThat(budget.name()).isEqualTo("blast"));
        assertThat(book.bill(spender("s1", Set.of(), OPERATION)).tooMuch()).isEmpty();
    }

    private List<String> accounts(Spender spender) {
        return book.bill(spender).charges().stream()
                .map(charge -> charge.account() + " " + charge.amount())
                .toList();
    }

    private static Spender spender(String session, Set<TeamId> teams, AssetId... assets) {
        return new Spender(Chain.of(ANA, WRITER, HELPER), new SessionId(session), teams, List.of(assets));
    }

    private static Budget budget(String name, Unit unit, Per per, List<AssetPattern> only, long perCall) {
        return new Budget(name, unit, per, Set.of(), only, Optional.of(new Budget.Quota(100_000, HOUR)), perCall);
    }
}
