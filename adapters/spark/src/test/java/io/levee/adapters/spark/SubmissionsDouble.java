package io.levee.adapters.spark;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The REST server of a standalone master, as Spark 4 writes it; the real one is asked in `realparts`.
final class SubmissionsDouble extends HttpDouble {
    private static final String SUBMISSIONS = "/v1/submissions/";

    private static final Set<String> LIVE = Set.of("SUBMITTED", "RUNNING", "RELAUNCHING");

    final Map<String, String> drivers = new ConcurrentHashMap<>();
    final List<String> created = new ArrayList<>();
    /// Why it takes none; empty where it does.
    volatile String refuses = "";

    volatile String message = "";
    volatile boolean standsBy;

    @Override
    protected HttpAnswer answer(HttpAsked request) {
        String path = request.path().substring(SUBMISSIONS.length());
        String id = path.substring(path.indexOf('/') + 1);
        if (path.equals("create")) {
            if (!refuses.isEmpty()) {
                return HttpAnswer.json(400, "{\"action\":\"ErrorResponse\",\"message\":\"%s\"}".formatted(refuses));
            }
            created.add(request.body());
            String driver = "driver-20260302100000-%04d".formatted(drivers.size());
            drivers.put(driver, "SUBMITTED");
            return HttpAnswer.json(
                    200,
                    "{\"action\":\"CreateSubmissionResponse\",\"message\":\"Driver successfully submitted as %s\",\"serverSparkVersion\":\"4.2.0\",\"submissionId\":\"%s\",\"success\":true}"
                            .formatted(driver, driver));
        }
        if (path.startsWith("kill/")) {
            boolean lives = LIVE.contains(drivers.getOrDefault(id, ""));
            drivers.replaceAll((driver, state) -> lives && driver.equals(id) ? "KILLED" : state);
            return HttpAnswer.json(
                    200,
                    "{\"action\":\"KillSubmissionResponse\",\"message\":\"%s\",\"success\":%b}"
                            .formatted(
                                    lives
                                            ? "Kill request for %s submitted".formatted(id)
                                            : "Driver %s has already finished or does not exist".formatted(id),
                                    lives));
        }
        if (standsBy) {
            return HttpAnswer.json(
                    200,
                    "{\"action\":\"SubmissionStatusResponse\",\"message\":\"Exception from the cluster: Current state is not alive: STANDBY\",\"success\":false}");
        }
        String state = drivers.get(id);
        return HttpAnswer.json(
                200,
                state == null
                        ? "{\"action\":\"SubmissionStatusResponse\",\"serverSparkVersion\":\"4.2.0\",\"submissionId\":\"x\",\"success\":false}"
                        : "{\"action\":\"SubmissionStatusResponse\",\"driverState\":\"%s\",\"message\":\"%s\",\"success\":true}"
                                .formatted(state, message));
    }
}
