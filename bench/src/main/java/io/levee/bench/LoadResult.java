package io.levee.bench;

import org.HdrHistogram.Histogram;

/// What a load driver saw.
///
/// @param latencies nanoseconds from when a request should have started to the last byte of its answer
/// @param failed    answers that were no 200, and connections that broke
public record LoadResult(Histogram latencies, long failed, double seconds) {
    public double perSecond() {
        return latencies.getTotalCount() / seconds;
    }

    public double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
