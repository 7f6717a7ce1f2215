/// For tests only: [HttpDouble] stands for a system outside that speaks HTTP, and misbehaves as a
/// test wants it to; [Scene] is an organisation with agents that have something there, and the
/// orders that stop them. [GitHubDouble] and [GitLabDouble] are forges with one pull request in them
/// ([ForgeDouble]).
@NullMarked
package io.levee.adapters.doubles;

import org.jspecify.annotations.NullMarked;
