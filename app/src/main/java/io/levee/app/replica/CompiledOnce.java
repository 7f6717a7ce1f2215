package io.levee.app.replica;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.cedar.Compilation;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Policies that are compiled once for each revision: the check of a reading and the taking over of what it read share
/// one compilation.
final class CompiledOnce implements OrganisationCheck {
    private final CedarPolicies policies = new CedarPolicies();
    private final AtomicReference<@Nullable Done> last = new AtomicReference<>();

    /// The very candidate, not an equal one: only then is it what the compilation saw.
    private record Done(Organisation candidate, Compilation compilation) {}

    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        if (partial) {
            return policies.check(candidate, true);
        }
        Compilation compilation = policies.compile(candidate);
        last.set(new Done(candidate, compilation));
        return compilation.problems();
    }

    @SuppressWarnings("ReferenceEquality") // see Done
    Compilation of(Organisation organisation) {
        Done done = last.get();
        return done != null && done.candidate() == organisation ? done.compilation() : policies.compile(organisation);
    }
}
