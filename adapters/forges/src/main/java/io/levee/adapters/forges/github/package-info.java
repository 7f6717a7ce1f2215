/// GitHub, github.com and Enterprise Server, over REST (version 2022-11-28) and, where REST knows
/// nothing of threads, GraphQL.
///
/// Read [GitHubHook] (what comes in), [GitHubForge] (the door), [GitHubChange] (the diff),
/// [GitHubThreads] over [GraphQl] (comments), [GitHubChecks] (what branch protection waits for).
@NullMarked
package io.levee.adapters.forges.github;

import org.jspecify.annotations.NullMarked;
