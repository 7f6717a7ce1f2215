package io.levee.rooms.stop;

import io.levee.facts.Scope;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.util.Optional;
import java.util.Set;

/// Something of every scope runs for these people; one program, `run-1`; and one session carries `payroll`.
record Live(Set<ActorId> people) implements LiveRuns {
    static final SessionId SESSION = new SessionId("s-1");

    @Override
    public Set<ActorId> people(Scope scope) {
        return people;
    }

    @Override
    public Optional<WorkloadFact.Launched> job(WorkloadId job) {
        Chain chain = Chain.of(ActorId.person("ana"), ActorId.agent("writer"));
        return Optional.of(new WorkloadFact.Launched(job, "process-tree", chain, SESSION))
                .filter(launched -> launched.workload().value().equals("run-1"));
    }

    @Override
    public Set<String> labels() {
        return Set.of("payroll");
    }
}
