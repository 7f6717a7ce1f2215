/// GitLab, gitlab.com and self-managed, over REST (version 4).
///
/// Read [GitLabHook] (what comes in), [GitLabForge] (the door), [GitLabChange] (the diff),
/// [GitLabThreads] (discussions), [GitLabSummary] (the whole in one note), [GitLabStatus] (what a
/// merge waits for).
@NullMarked
package io.levee.adapters.forges.gitlab;

import org.jspecify.annotations.NullMarked;
