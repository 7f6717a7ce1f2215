package io.levee.app.diagnose;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `levee diagnose --json` prints. Keys are added and never renamed.
///
/// @param remedy null where the failure is unknown
record DiagnosisJson(
        String engine,
        String signature,
        String cause,
        double confidence,
        boolean certain,
        String part,
        List<Cited> evidence,
        @Nullable RemedyJson remedy,
        List<AlternativeJson> alternatives,
        List<String> collect,
        String verify,
        String source,
        String skill) {
    record RemedyJson(
            String action, Map<String, String> args, String rung, boolean reversible, String undo, String command) {}

    record AlternativeJson(String signature, String cause, double confidence, List<Cited> evidence) {}

    static DiagnosisJson of(Diagnosis it) {
        return new DiagnosisJson(
                it.engine(),
                it.signature(),
                it.cause(),
                it.confidence(),
                it.isCertain(),
                it.part().word(),
                it.evidence(),
                it.remedy()
                        .map(remedy -> new RemedyJson(
                                remedy.action().word(),
                                remedy.args(),
                                remedy.rung().word(),
                                remedy.reversible(),
                                remedy.undo(),
                                remedy.command()))
                        .orElse(null),
                it.alternatives().stream()
                        .map(other -> new AlternativeJson(
                                other.signature(), other.cause(), other.confidence(), other.evidence()))
                        .toList(),
                it.collect(),
                it.verify(),
                it.source(),
                it.skill());
    }
}
