package io.levee.engines.flinksql;

import static io.levee.engines.flinksql.FailingJobs.environment;
import static io.levee.engines.flinksql.FailingJobs.pause;
import static io.levee.engines.flinksql.FailingJobs.ticks;

import io.levee.engines.flinksql.FailingJobs.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.Collector;

/// Jobs that start from a savepoint that is not theirs any more, and a cluster that loses its worker.
final class FailingStates {
    static final Map<String, Job> ALL = Map.of(
            "savepoint-operator", (cluster, folder) -> restore(cluster, folder, "count", "total", Types.LONG),
            "savepoint-type", (cluster, folder) -> restore(cluster, folder, "count", "count", Types.STRING),
            "savepoint-gone",
                    (cluster, folder) -> {
                        cluster.set(
                                StateRecoveryOptions.SAVEPOINT_PATH,
                                folder.resolve("savepoint-7").toString());
                        counting(cluster, "count", Types.LONG).execute("counting");
                    },
            "worker-lost", FailingStates::loseTheWorker);

    private FailingStates() {}

    private static void restore(
            Configuration cluster, Path folder, String before, String after, TypeInformation<?> type) throws Exception {
        JobClient first = counting(cluster, before, Types.LONG).executeAsync("counting");
        pause(Duration.ofSeconds(3));
        String savepoint = first.stopWithSavepoint(
                        false, folder.resolve("savepoints").toString(), SavepointFormatType.CANONICAL)
                .get();
        cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        counting(cluster, after, type).execute("counting");
    }

    private static StreamExecutionEnvironment counting(Configuration cluster, String uid, TypeInformation<?> type) {
        StreamExecutionEnvironment environment = environment(cluster);
        ticks(environment)
                .keyBy(number -> number % 3)
                .process(new Count<>(type))
                .returns(Long.class)
                .uid(uid)
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        return environment;
    }

    private static void loseTheWorker(Configuration cluster, Path folder) throws Exception {
        cluster.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        // not closed: the program ends with the exception of its job
        MiniCluster whole = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(cluster)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        whole.start();
        StreamExecutionEnvironment environment = environment(cluster);
        environment.setParallelism(1);
        ticks(environment).sinkTo(new DiscardingSink<>());
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobId(new JobID());
        whole.submitJob(graph).get();
        pause(Duration.ofSeconds(3));
        whole.terminateTaskManager(0).get();
        whole.requestJobResult(graph.getJobID()).get().toJobExecutionResult(FailingStates.class.getClassLoader());
    }

    /// Counts in a state whose type is said from outside.
    private static final class Count<T> extends KeyedProcessFunction<Long, Long, Long> {
        private final TypeInformation<T> type;
        private transient ValueState<T> seen;

        private Count(TypeInformation<T> type) {
            this.type = type;
        }

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", type));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            T before = seen.value();
            Object after = type.equals(Types.STRING) ? "" + number : number;
            seen.update(type.getTypeClass().cast(after));
            out.collect(before == null ? 0 : number);
        }
    }
}
