package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.Explanation;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcmePoliciesTest {
    private static final Consents CONSENTS = Acme.consents();

    /// Who (`person` or `person>agent`), does what, to what, and the code of the answer.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ana                            | read       | operation:warehouse/runQuery        | allowed
            ana>report-writer              | read       | operation:warehouse/runQuery        | allowed
            ana>report-writer              | read       | operation:warehouse/streamQuery     | allowed
            ana>report-writer>chart-maker  | read       | operation:warehouse/streamQuery     | allowed
            ana>report-writer>chart-maker  | read       | operation:warehouse/listTables      | passport-does-not-cover
            ana>report-writer              | change     | operation:warehouse/createTable     | passport-does-not-cover
            ana                            | change     | operation:warehouse/createTable     | not-permitted
            ana>report-writer              | read       | operation:payments/listPayments     | passport-does-not-cover
            ana>report-writer              | read       | operation:warehouse/exportAll       | asset-unknown
            ana>kafka-tuner                | read       | topic:orders.v1                     | agent-not-for-person
            ana>nobody                     | read       | operation:warehouse/runQuery        | agent-unknown
            bo>report-writer               | read       | operation:warehouse/runQuery        | not-permitted
            bo                             | read       | operation:warehouse/runQuery        | not-permitted
            yan                            | read       | operation:flags/listFlags           | person-inactive
            zoe                            | read       | operation:warehouse/runQuery        | person-unknown
            jun                            | change     | operation:warehouse/createTable     | allowed
            jun>schema-steward             | change     | operation:warehouse/createTable     | allowed
            tess>refund-clerk              | change     | operation:payments/refundPayment    | held 15m
            tess                           | change     | operation:payments/refundPayment    | allowed
            nia                            | approve    | operation:payments/refundPayment    | allowed
            tess                           | approve    | operation:payments/refundPayment    | not-permitted
            tess                           | approve-own | operation:payments/refundPayment   | not-permitted
            nia                            | approve-own | operation:payments/refundPayment   | not-permitted
            tess>refund-clerk              | approve    | operation:payments/refundPayment    | passport-does-not-cover
            tess>refund-clerk              | change     | operation:payments/capturePayment   | passport-does-not-cover
            nia                            | change     | operation:payments/capturePayment   | allowed
            omar                           | change     | operation:payments/capturePayment   | not-permitted
            nia                            | read       | operation:payments/listPayouts      | allowed
            vera                           | read       | operation:payments/listPayments     | allowed
            vera                           | read       | operation:payments/listPayouts      | not-permitted
            lea>flag-flipper               | change     | operation:flags/setFlag             | held 15m
            ana>flag-flipper               | change     | operation:flags/setFlag             | not-permitted
            fay                            | read       | table:hr.payroll                    | allowed
            fay>payroll-clerk              | read       | table:hr.payroll                    | allowed
            fay>payroll-clerk>letter-writer | read      | table:hr.payroll                    | passport-does-not-cover
            fay>report-writer              | read       | table:hr.payroll                    | agent-not-for-person
            gus>payroll-clerk              | read       | table:hr.payroll                    | agent-not-for-person
            fay                            | read       | table:hr.salaries_backup            | not-permitted
            fay                            | declassify | table:hr.payroll                    | allowed
            fay                            | declassify | table:sales.orders                  | not-permitted
            fay>payroll-clerk              | declassify | table:hr.payroll                    | passport-does-not-cover
            gus                            | declassify | table:hr.payroll                    | policy-forbids
            ana                            | declassify | table:hr.payroll                    | policy-forbids
            cy                             | declassify | channel:payroll                     | not-permitted
            gus                            | read       | table:hr.payroll                    | policy-forbids
            gus>pipeline-fixer             | read       | table:hr.payroll                    | policy-forbids
            gus>pipeline-fixer             | read       | table:sales.orders                  | allowed
            gus>pipeline-fixer             | read       | operation:claude/messages           | allowed
            gus>pipeline-fixer             | read       | model:claude/small-1                | allowed
            gus                            | read       | model:claude/large-1                | not-permitted
            ana>report-writer              | read       | model:claude/small-1                | passport-does-not-cover
            cy                             | stop       | agent:report-writer                 | allowed
            dee                            | stop       | levee:everything                    | allowed
            dee                            | resume     | levee:everything                    | allowed
            eve                            | audit      | levee:ledger                        | allowed
            eve                            | stop       | agent:report-writer                 | not-permitted
            ana                            | audit      | levee:ledger                        | not-permitted
            ana                            | stop       | agent:report-writer                 | allowed
            omar                           | stop       | agent:report-writer                 | not-permitted
            ana>report-writer              | stop       | agent:report-writer                 | passport-does-not-cover
            cy                             | stop       | table:sales.orders                  | action-unknown
            cy                             | read       | agent:report-writer                 | action-unknown
            cy                             | administer | agent:report-writer                 | allowed
            cy                             | override   | team:kafka                          | allowed
            cy                             | override   | levee:everything                    | allowed
            cy                             | override   | agent:report-writer                 | action-unknown
            cy                             | override   | table:sales.orders                  | action-unknown
            omar                           | override   | team:kafka                          | not-permitted
            """)
    void acme_means_what_its_policies_say(String chain, String action, String asset, String expected) {
        Consent consent = CONSENTS.seek(chain(chain), Action.named(action).orElseThrow(), AssetId.parse(asset));
        assertThat(code(consent)).as("%s", consent).isEqualTo(expected);
    }

    @Test
    void an_agent_may_not_change_a_payment_asset_even_if_its_passport_says_so() {
        var answer = Acme.inForce(Acme.organisation())
                .policy()
                .ask(ActorId.agent("reconciler"), Action.CHANGE, AssetId.parse("service:payments"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        io.levee.consent.Policy.Answer.Forbidden.class,
                        forbidden -> assertThat(forbidden.evidence())
                                .extracting(Evidence::ref)
                                .containsExactly("policies/payments.cedar#agents-never-change-payments"));
    }

    @Test
    void an_explanation_names_every_principals_answer_and_the_policies() {
        Explanation told =
                CONSENTS.explain(chain("bo>report-writer"), Action.READ, AssetId.parse("operation:warehouse/runQuery"));
        assertThat(told.allowed()).isFalse();
        assertThat(String.join("\n", told.text()))
                .isEqualTo("""
                        denied (not-permitted): person:bo through agent:report-writer may not read operation:warehouse/runQuery
                        because of person:bo: no policy permits this; ask the owner of the asset
                        person:bo
                          yes  is known and active
                                 person:bo: active; teams: checkout, growth; roles: developer
                          no   is permitted by the policies: not-permitted
                        agent:report-writer
                          yes  is known and active
                          yes  may act for the person
                          yes  has a passport that covers it
                                 agent:report-writer: may read `operation:warehouse/*`
                          yes  is permitted by the policies
                                 policies/agents.cedar#agents-read: an agent reads what its passport and its person allow
                        touches 0 assets besides itself
                          team:warehouse  operation:warehouse/runQuery
                        revision %s""".formatted(told.consent().revision()));
    }

    private static Chain chain(String text) {
        List<String> names = Arrays.asList(text.split(">"));
        return new Chain(
                ActorId.person(names.getFirst()),
                names.stream().skip(1).map(ActorId::agent).toList());
    }

    private static String code(Consent consent) {
        return switch (consent) {
            case Consent.Given _ -> "allowed";
            case Consent.Held held -> "held " + held.hold();
            case Consent.Withheld withheld -> withheld.refusal().code();
        };
    }
}
