package io.levee.adapters.json;

import io.levee.facts.ApprovalFact;
import io.levee.facts.CallFact;
import io.levee.facts.ContractFact;
import io.levee.facts.DecoyFact;
import io.levee.facts.Fact;
import io.levee.facts.IdentityFact;
import io.levee.facts.JobFact;
import io.levee.facts.LabelFact;
import io.levee.facts.ModelFact;
import io.levee.facts.OrganisationFact;
import io.levee.facts.ReplicaFact;
import io.levee.facts.ReviewFact;
import io.levee.facts.StopFact;
import io.levee.facts.WorkloadFact;
import java.util.HashMap;
import java.util.Map;

/// The table of every record that has a line, with its name on the wire. A name, once released,
/// means its record for ever: a record that has to change gets a successor with a new number, and
/// both stay here.
final class FactTypes {
    private static final String PREFIX = "io.levee.";

    private final Map<String, FactType<?>> byName = new HashMap<>();
    private final Map<Class<?>, FactType<?>> byRecord = new HashMap<>();
    private final Wires wires = new Wires();

    record FactType<F extends Fact>(String name, Wire<F> wire) {}

    FactTypes() {
        add("approval.answer-denied.v1", ApprovalFact.AnswerDenied.class);
        add("approval.expired.v1", ApprovalFact.Expired.class);
        add("approval.given.v1", ApprovalFact.Given.class);
        add("approval.refused.v1", ApprovalFact.Refused.class);
        add("approval.requested.v1", ApprovalFact.Requested.class);
        add("approval.used.v1", ApprovalFact.Used.class);
        add("call.decided.v1", CallFact.Decided.class);
        add("call.evaluated.v1", CallFact.Evaluated.class);
        add("call.finished.v1", CallFact.Finished.class);
        add("contract.broken.v1", ContractFact.Broken.class);
        add("contract.not-inspected.v1", ContractFact.NotInspected.class);
        add("decoy.touched.v1", DecoyFact.Touched.class);
        add("identity.credential-enrolled.v1", IdentityFact.CredentialEnrolled.class);
        add("identity.credential-withdrawn.v1", IdentityFact.CredentialWithdrawn.class);
        add("identity.exchange-refused.v1", IdentityFact.ExchangeRefused.class);
        add("identity.logged-in.v1", IdentityFact.LoggedIn.class);
        add("identity.scope-revoked.v1", IdentityFact.ScopeRevoked.class);
        add("identity.signing-key-rotated.v1", IdentityFact.SigningKeyRotated.class);
        add("identity.token-issued.v1", IdentityFact.TokenIssued.class);
        add("identity.token-revoked.v1", IdentityFact.TokenRevoked.class);
        add("job.admitted.v1", JobFact.Admitted.class);
        add("job.adopted.v1", JobFact.Adopted.class);
        add("job.began.v1", JobFact.Began.class);
        add("job.checked.v1", JobFact.Checked.class);
        add("job.closed.v1", JobFact.Closed.class);
        add("job.diagnosed.v1", JobFact.Diagnosed.class);
        add("job.ended.v1", JobFact.Ended.class);
        add("job.published.v1", JobFact.Published.class);
        add("job.quarantined.v1", JobFact.Quarantined.class);
        add("job.refused.v1", JobFact.Refused.class);
        add("job.released.v1", JobFact.Released.class);
        add("job.remedied.v1", JobFact.Remedied.class);
        add("job.supposed.v1", JobFact.Supposed.class);
        add("label.declassified.v1", LabelFact.Declassified.class);
        add("label.raised.v1", LabelFact.Raised.class);
        add("label.released.v1", LabelFact.Released.class);
        add("model.used.v1", ModelFact.Used.class);
        add("organisation.loaded.v1", OrganisationFact.Loaded.class);
        add("organisation.rejected.v1", OrganisationFact.Rejected.class);
        add("replica.started.v1", ReplicaFact.Started.class);
        add("replica.stopped.v1", ReplicaFact.Stopped.class);
        add("review.decided.v1", ReviewFact.Decided.class);
        add("review.not-useful.v1", ReviewFact.NotUseful.class);
        add("review.override-proposed.v1", ReviewFact.OverrideProposed.class);
        add("review.overridden.v1", ReviewFact.Overridden.class);
        add("review.turned.v1", ReviewFact.Turned.class);
        add("stop.alarmed.v1", StopFact.Alarmed.class);
        add("stop.drilled.v1", StopFact.Drilled.class);
        add("stop.executed.v1", StopFact.Executed.class);
        add("stop.expired.v1", StopFact.Expired.class);
        add("stop.ordered.v1", StopFact.Ordered.class);
        add("stop.refused.v1", StopFact.Refused.class);
        add("stop.resume-proposed.v1", StopFact.ResumeProposed.class);
        add("stop.resume-refused.v1", StopFact.ResumeRefused.class);
        add("stop.resumed.v1", StopFact.Resumed.class);
        add("stop.verified.v1", StopFact.Verified.class);
        add("workload.ended.v1", WorkloadFact.Ended.class);
        add("workload.launched.v1", WorkloadFact.Launched.class);
    }

    private <F extends Fact> void add(String name, Class<F> record) {
        FactType<F> type = new FactType<>(PREFIX + name, wires.of(record));
        byName.put(type.name, type);
        byRecord.put(record, type);
    }

    @SuppressWarnings("unchecked") // the map holds for each record a type of that record
    <F extends Fact> FactType<F> of(F fact) {
        FactType<?> type = byRecord.get(fact.getClass());
        if (type == null) {
            throw new IllegalStateException(
                    "%s has no name on the wire: add it to FactTypes".formatted(fact.getClass()));
        }
        return (FactType<F>) type;
    }

    FactType<?> named(String name) {
        FactType<?> type = byName.get(name);
        if (type == null) {
            throw new IllegalArgumentException("`%s` is no type of a fact".formatted(name));
        }
        return type;
    }
}
