package io.levee.app.drill;

import io.levee.cli.Text;
import io.levee.facts.Layer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a drill found.
///
/// @param ok       every stopper was verified, and nothing took effect after the bound
/// @param seed     of the instant at which it was stopped
/// @param undrilled layers that have no stopper here, and engines that are not there
record DrillReport(boolean ok, long seed, List<Stopper> stoppers, List<String> undrilled) {
    /// @param millis  from the order being durable to the probe that saw it hold
    /// @param boundMillis from the order being sent
    /// @param effects all that were seen at the target, before and after the order
    /// @param lastEffectMillis from the order being sent; negative where the last effect was before
    record Stopper(
            String layer,
            String stopper,
            boolean verified,
            double millis,
            long boundMillis,
            long effects,
            double lastEffectMillis,
            long effectsAfterBound,
            String evidence) {}

    /// @param missing engines
    /// @param outside systems on which the agent was at work: each must have been stopped by its stopper
    static DrillReport of(
            long seed, JsonNode stop, List<String> missing, Collection<String> outside, Measured measured) {
        List<Stopper> stoppers = new ArrayList<>();
        Set<Layer> undrilled = EnumSet.allOf(Layer.class);
        for (JsonNode report : stop.path("reports")) {
            String layer = report.path("layer").asString();
            undrilled.remove(Layer.valueOf(layer.toUpperCase(Locale.ROOT)));
            stoppers.add(measured.of(layer, report));
        }
        outside.stream()
                .filter(name ->
                        stoppers.stream().noneMatch(each -> each.stopper().equals(name)))
                .map(name -> new Stopper("none", name, false, 0, 0, 0, -1, 0, "no stopper was asked"))
                .forEach(stoppers::add);
        boolean ok = !stoppers.isEmpty()
                && stoppers.stream()
                        .allMatch(each -> each.verified() && each.effects() > 0 && each.effectsAfterBound() == 0);
        List<String> words = new ArrayList<>(missing);
        undrilled.forEach(layer -> words.add(layer.name().toLowerCase(Locale.ROOT)));
        return new DrillReport(ok, seed, stoppers, words);
    }

    /// What was measured for a layer.
    interface Measured {
        Stopper of(String layer, JsonNode report);
    }

    String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LAYER", "STOPPER", "VERIFIED", "AFTER", "EFFECTS", "LAST", "BOUND", "LATE", "EVIDENCE"));
        for (Stopper each : stoppers) {
            rows.add(List.of(
                    each.layer,
                    each.stopper,
                    each.verified ? "yes" : "NO",
                    "%.1f ms".formatted(each.millis),
                    Long.toString(each.effects),
                    each.lastEffectMillis < 0 ? "before" : "%.1f ms".formatted(each.lastEffectMillis),
                    each.boundMillis + " ms",
                    Long.toString(each.effectsAfterBound),
                    each.evidence));
        }
        return """
                %s
                Last effect and bound count from the moment the order was sent; late is what came after it. Seed %d.
                Not drilled, since it is not here: %s.
                %s""".formatted(
                        Text.table(rows).stripTrailing(),
                        seed,
                        undrilled.isEmpty() ? "none" : String.join(", ", undrilled),
                        ok ? "The switch works." : "THE SWITCH DOES NOT WORK: see NO, or effects after the bound.");
    }
}
