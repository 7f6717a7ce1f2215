package io.levee.adapters.forges;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What has to happen so that the threads are the findings, each once. What a person resolved stays
/// resolved while the finding is there: it still counts in the check, and nobody is told twice.
final class PostRules {
    /// Threads that are open at a time. Who has more fixes these first; the check lists all.
    static final int OPEN_MAX = 50;

    private PostRules() {}

    /// @param close  not those that are closed already
    /// @param reopen of findings that were gone
    record Plan(List<Posting> post, List<PostedThread> close, List<PostedThread> reopen) {
        Plan {
            post = List.copyOf(post);
            close = List.copyOf(close);
            reopen = List.copyOf(reopen);
        }
    }

    static Plan plan(List<Posting> wanted, List<PostedThread> there) {
        Map<String, Posting> byName = new HashMap<>();
        wanted.forEach(posting -> byName.put(posting.finding(), posting));
        List<PostedThread> close = new ArrayList<>();
        List<PostedThread> reopen = new ArrayList<>();
        Map<String, PostedThread> kept = new HashMap<>();
        for (PostedThread thread : there) {
            boolean isWanted = byName.containsKey(thread.marker().finding());
            boolean isFirst = isWanted && kept.putIfAbsent(thread.marker().finding(), thread) == null;
            if (!thread.canClose()) {
                continue;
            }
            if (!isFirst && !(thread.resolved() && thread.marker().gone())) {
                close.add(thread);
            } else if (isFirst && thread.marker().gone()) {
                reopen.add(thread);
            }
        }
        List<Posting> post = wanted.stream()
                .filter(posting -> !kept.containsKey(posting.finding()))
                .limit(Math.max(0, OPEN_MAX - kept.size()))
                .toList();
        return new Plan(post, close, reopen);
    }
}
