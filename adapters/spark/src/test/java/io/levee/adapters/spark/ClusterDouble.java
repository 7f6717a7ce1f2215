package io.levee.adapters.spark;

import io.levee.adapters.doubles.HttpDouble;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// What both doubles have: applications that live until they are killed.
abstract sealed class ClusterDouble extends HttpDouble permits YarnDouble, MasterDouble {
    final Map<String, Work> live = new ConcurrentSkipListMap<>();
    /// What a kill that was accepted does.
    volatile Consumer<Work> killed = work -> live.remove(work.id());

    final void runs(Work work) {
        live.put(work.id(), work);
    }
}
