package io.levee.organisation;

import java.util.List;

/// A check of a whole revision by somebody who understands more of it than the loader does, such as the
/// policy engine. Its errors make the revision invalid, like the loader's own. Must not keep or publish the
/// candidate.
@FunctionalInterface
public interface OrganisationCheck {
    /// @param candidate every part of the folder that could be read
    /// @param partial   true where some could not: what is missing from `candidate` may then exist, so only
    ///                  problems that no missing name explains (a policy that does not parse) belong in the answer
    List<Problem> check(Organisation candidate, boolean partial);
}
