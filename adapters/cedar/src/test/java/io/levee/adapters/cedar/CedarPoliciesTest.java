package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.organisation.Organisation;
import io.levee.organisation.PolicySource;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CedarPoliciesTest {
    private static final String ANALYSTS = """
            @id("analysts-read")
            @why("analysts ask")
            permit (principal in Role::"analyst", action == Action::"read", resource in Api::"wh");
            """;

    @Test
    void every_mistake_is_listed_with_its_line_and_how_to_fix_it() {
        List<Problem> problems = new CedarPolicies()
                .compile(Worlds.with("""
                        // one
                        permit (principal, action, resource)
                        when { principal.name == };

                        @id("typo")
                        permit (principal, action == Action::"raed", resource);

                        @id("attribute")
                        permit (principal, action == Action::"read", resource is Table)
                        when {
                          resource.colour == "red"
                        };

                        @id("template")
                        permit (principal == ?principal, action, resource);

                        @id("typo")
                        permit (principal is Person, action, resource);

                        @id("9lives")
                        permit (principal is Person, action, resource);

                        permit (principal, action
                        """)).problems().stream()
                        .filter(Problem::isError)
                        .toList();
        assertThat(problems)
                .extracting(Problem::line)
                .containsExactly(3, 6, 11, 14, 17, 20, 23); // the last one ends too early
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("policies/test.cedar");
            assertThat(problem.what()).isNotBlank();
            assertThat(problem.fix()).isNotBlank();
        });
        assertThat(problems.get(0).what()).contains("unexpected token `}`");
        assertThat(problems.get(1).fix()).contains("Action::\"read\"");
        assertThat(problems.get(2).what()).contains("`colour`");
        assertThat(problems.get(3).what()).contains("template");
        assertThat(problems.get(4).what()).contains("already the id of the policy at policies/test.cedar:5");
        assertThat(problems.get(5).what()).contains("`9lives` is no id");
    }

    @Test
    void evidence_names_the_file_and_the_id_or_the_position() {
        Policy policy = Worlds.compiled(Worlds.with(ANALYSTS + "permit (principal, action, resource);"));
        assertThat(policy.ask(Worlds.ANA, Action.READ, Worlds.QUERY))
                .isEqualTo(new Policy.Answer.Permitted(List.of(
                        new Evidence("policy", "policies/test.cedar#2", "permits"),
                        new Evidence("policy", "policies/test.cedar#analysts-read", "analysts ask"))));
    }

    @Test
    void names_that_do_not_exist_are_warnings_so_that_nobody_keeps_a_right_because_of_them() {
        Compilation compilation = new CedarPolicies().compile(Worlds.with("""
                @id("typo")
                permit (principal in Role::"anlyst", action == Action::"read", resource in Api::"wh");
                @id("gone")
                permit (principal == Person::"gone", action == Action::"read", resource == Table::"hr.gone");
                """));
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        assertThat(compilation.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "policies/test.cedar:2: nobody holds the role `anlyst`",
                        "policies/test.cedar:4: the organisation has no `Person::\"gone\"`",
                        "policies/test.cedar:4: the organisation has no `Table::\"hr.gone\"`");
    }

    @Test
    void what_is_not_known_is_a_typed_no() {
        Policy policy = Worlds.compiled(Worlds.with("@id(\"all\") permit (principal, action, resource);"));
        assertThat(refusal(policy.ask(ActorId.person("zoe"), Action.READ, Worlds.QUERY)))
                .isEqualTo(ConsentRefusal.PERSON_UNKNOWN);
        assertThat(refusal(policy.ask(ActorId.team("blue"), Action.READ, Worlds.QUERY)))
                .isEqualTo(ConsentRefusal.PERSON_UNKNOWN);
        assertThat(refusal(policy.ask(ActorId.agent("ghost"), Action.READ, Worlds.QUERY)))
                .isEqualTo(ConsentRefusal.AGENT_UNKNOWN);
        assertThat(refusal(policy.ask(Worlds.ANA, Action.READ, AssetId.operation("wh", "export"))))
                .isEqualTo(ConsentRefusal.ASSET_UNKNOWN);
        assertThat(refusal(policy.ask(Worlds.ANA, Action.STOP, Worlds.QUERY))).isEqualTo(ConsentRefusal.ACTION_UNKNOWN);
        assertThat(policy.ask(Worlds.SCOUT, Action.STOP, new AssetId("agent", "maker")))
                .isEqualTo(new Policy.Answer.NotPermitted());
        assertThat(refusal(Worlds.compiled(Worlds.with()).ask(Worlds.ANA, Action.READ, Worlds.QUERY)))
                .isEqualTo(ConsentRefusal.NO_POLICY_LOADED);
    }

    @Test
    void a_kind_of_asset_that_policies_could_not_name_is_a_problem() {
        assertThat(EntityTypes.of("feature-flag")).isEqualTo("FeatureFlag");
        assertThat(EntityTypes.taken("action")).isTrue();
        assertThat(EntityTypes.taken("topic")).isFalse();
    }

    @Test
    void a_role_taken_away_denies_the_next_question() {
        CedarPolicies compiler = new CedarPolicies();
        List<PolicySource> policies = List.of(new PolicySource("policies/test.cedar", ANALYSTS + """
                @id("agents") permit (principal is Agent, action == Action::"read", resource);
                """));
        AtomicReference<InForce> inForce =
                new AtomicReference<>(inForce(compiler, Worlds.with(Map.of(Worlds.ANA, Set.of("analyst")), policies)));
        Consents consents = new Consents(inForce::get);
        Chain chain = Chain.of(Worlds.ANA, Worlds.SCOUT);
        assertThat(consents.seek(chain, Action.READ, Worlds.QUERY)).isInstanceOf(Consent.Given.class);
        assertThat(consents.seek(chain, Action.READ, Worlds.QUERY)).isInstanceOf(Consent.Given.class);

        inForce.set(inForce(compiler, Worlds.with(Map.of(Worlds.ANA, Set.of()), policies)));

        assertThat(consents.seek(chain, Action.READ, Worlds.QUERY))
                .isInstanceOfSatisfying(Consent.Withheld.class, withheld -> {
                    assertThat(withheld.refusal()).isEqualTo(ConsentRefusal.NOT_PERMITTED);
                    assertThat(withheld.principal()).isEqualTo(Worlds.ANA);
                });
    }

    @Test
    void a_reload_that_changes_no_policy_keeps_what_was_compiled() {
        CedarPolicies compiler = new CedarPolicies();
        List<PolicySource> policies = List.of(new PolicySource("policies/test.cedar", ANALYSTS));
        CedarPolicy first = compiled(compiler, Worlds.with(Map.of(Worlds.ANA, Set.of("analyst")), policies));
        CedarPolicy second = compiled(compiler, Worlds.with(Map.of(Worlds.ANA, Set.of()), policies));
        assertThat(second.policies()).isSameAs(first.policies());
        CedarPolicy third = compiled(
                compiler,
                Worlds.with(
                        Map.of(Worlds.ANA, Set.of()),
                        List.of(new PolicySource(
                                "policies/test.cedar",
                                "// moved down\n" + ANALYSTS + "@id(\"new\") permit (principal, action, resource);"))));
        assertThat(third.policies()).isNotSameAs(first.policies());
        assertThat(third.policies().policies().getFirst())
                .isSameAs(first.policies().policies().getFirst());
    }

    @Test
    void while_other_files_are_broken_only_what_no_missing_name_explains_is_told() {
        Organisation broken = Worlds.with("""
                @id("colour") permit (principal, action == Action::"read", resource is Mountain);
                permit (principal;
                """);
        assertThat(new CedarPolicies().check(broken, true).stream().filter(Problem::isError))
                .extracting(Problem::line)
                .containsExactly(2);
    }

    private static InForce inForce(CedarPolicies compiler, Organisation organisation) {
        return new InForce(
                organisation.revision(), organisation, organisation.catalog(), compiled(compiler, organisation));
    }

    private static CedarPolicy compiled(CedarPolicies compiler, Organisation organisation) {
        Compilation compilation = compiler.compile(organisation);
        assertThat(compilation).as("%s", compilation.problems()).isInstanceOf(Compilation.Compiled.class);
        return (CedarPolicy) ((Compilation.Compiled) compilation).policy();
    }

    private static ConsentRefusal refusal(Policy.Answer answer) {
        assertThat(answer).isInstanceOf(Policy.Answer.Failed.class);
        return ((Policy.Answer.Failed) answer).refusal();
    }
}
