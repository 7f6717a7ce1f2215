package io.levee.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Plays steps in order, measures each, and tells it to whoever watches. A step that throws has failed; the next ones
/// are played all the same.
public final class Script {
    private final Consumer<Step> told;
    private final List<Step> steps = new ArrayList<>();

    public Script(Consumer<Step> told) {
        this.told = told;
    }

    /// What a step does.
    public interface Scene {
        Played play() throws Exception;
    }

    public void step(String name, String expected, Scene scene) {
        long start = System.nanoTime();
        Played played;
        try {
            played = scene.play();
        } catch (Exception e) { // whatever went wrong is what happened in this step
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            played = new Played("failed: " + e.getMessage(), false, "");
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        Step step = new Step(name, expected, played.actual(), played.ok(), millis, played.fact());
        steps.add(step);
        told.accept(step);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
