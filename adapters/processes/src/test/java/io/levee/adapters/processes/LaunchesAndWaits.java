package io.levee.adapters.processes;

import java.nio.file.Path;

/// A Levee that launches the stubborn program and is killed by the test.
final class LaunchesAndWaits {
    private LaunchesAndWaits() {}

    public static void main(String[] arguments) throws InterruptedException {
        Agents agents = new Agents(Path.of(arguments[0]), arguments[1]);
        ProcessTrees.open(agents.folder().resolve("trees"))
                .launch(new TreeId("good"), agents.stubborn(), agents.environment(), agents.folder(), agents.output());
        Thread.sleep(Agents.DEADLINE);
    }
}
