package io.levee.knowledge.diagnosis;

import java.util.List;
import java.util.Map;

/// How to run one kind of job safely, and how its failures look.
///
/// @param allowedTools as the skill lists them
/// @param metadata     names and values that the author added; `levee-…` are guard-rails of
///                     whoever launches jobs
/// @param engine       one of [#ENGINES]; empty for a skill without signatures
/// @param body         what people and agents read, in Markdown
public record Skill(
        String name,
        String description,
        List<String> allowedTools,
        Map<String, String> metadata,
        String engine,
        String body,
        List<Signature> signatures) {
    /// What jobs run on, or talk to.
    public static final List<String> ENGINES =
            List.of("spark", "flink", "kafka", "postgres", "jvm", "kubernetes", "process");

    public Skill {
        allowedTools = List.copyOf(allowedTools);
        metadata = Map.copyOf(metadata);
        signatures = List.copyOf(signatures);
    }
}
