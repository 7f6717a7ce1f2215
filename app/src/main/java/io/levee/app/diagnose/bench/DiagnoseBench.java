package io.levee.app.diagnose.bench;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.LogDiagnostician;
import io.levee.adapters.diagnosis.Skills;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How long the starter library takes for a log of 10 MB, and for one of 1 GB, with what heap.
public final class DiagnoseBench {
    private static final int BLOCK = 10 << 20;
    private static final int WARM_UPS = 30;
    private static final int MEASURED = 60;
    private static final int BLOCKS = 103;

    private DiagnoseBench() {}

    /// @param progress is told which case is measured
    public static BenchReport run(BenchOptions options, Consumer<String> progress) {
        LogDiagnostician diagnostician =
                new LogDiagnostician(Library.of(Skills.starter().skills()));
        RandomLog log = new RandomLog(BLOCK, options.seed());
        progress.accept("reading a log of 10 MB, %d times".formatted(WARM_UPS + MEASURED));
        Map<String, Object> small = small(diagnostician, log);
        progress.accept("reading a log of 1 GB");
        return BenchReport.here("diagnose", options, List.of(small, large(diagnostician, log)), Map.of());
    }

    private static Map<String, Object> small(LogDiagnostician diagnostician, RandomLog log) {
        List<Double> millis = new ArrayList<>();
        List<Double> cpuMillis = new ArrayList<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_UPS + MEASURED; i++) {
            long started = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            check(diagnostician, log.repeated(1));
            if (i >= WARM_UPS) {
                millis.add((System.nanoTime() - started) / 1e6);
                cpuMillis.add((threads.getCurrentThreadCpuTime() - cpu) / 1e6);
            }
        }
        Collections.sort(millis);
        Collections.sort(cpuMillis);
        return BenchReport.row(
                "10 MB",
                "bytes",
                log.bytes(1),
                "p50Millis",
                percentile(millis, 50),
                "p95Millis",
                percentile(millis, 95),
                "p95CpuMillis",
                percentile(cpuMillis, 95));
    }

    private static Map<String, Object> large(LogDiagnostician diagnostician, RandomLog log) {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        check(diagnostician, log.repeated(BLOCKS));
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return BenchReport.row(
                "1 GB",
                "bytes",
                log.bytes(BLOCKS),
                "seconds",
                seconds,
                "cpuSeconds",
                cpuSeconds,
                "heapMaxMiB",
                Runtime.getRuntime().maxMemory() >> 20,
                "heapPeakMiB",
                peak >> 20);
    }

    private static void check(LogDiagnostician diagnostician, LogFile log) {
        Diagnosis diagnosis = diagnostician.diagnose(List.of(log), Known.NOTHING);
        if (!diagnosis.signature().equals("jvm-heap-oom")) {
            throw new IllegalStateException("the log was diagnosed as `%s`".formatted(diagnosis.signature()));
        }
    }

    private static double percentile(List<Double> sorted, int percent) {
        return Math.round(sorted.get((sorted.size() - 1) * percent / 100) * 10) / 10.0;
    }
}
