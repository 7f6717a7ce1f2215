package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.catalog.Touched;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An [Explanation] in words. Reads from the answer down to the facts, so that the first two lines
/// are enough.
final class ExplanationText {
    /// Assets named per owner; the rest is counted.
    private static final int ASSETS_SHOWN_MAX = 5;

    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    static List<String> lines(Explanation explanation) {
        return new ExplanationText(explanation).write();
    }

    private List<String> write() {
        verdict();
        explanation.chain().principals().forEach(this::principal);
        touched(explanation.consent().touched());
        lines.add("revision " + explanation.consent().revision());
        return List.copyOf(lines);
    }

    private void verdict() {
        switch (explanation.consent()) {
            case Consent.Given _ -> lines.add("allowed: " + question(" may "));
            case Consent.Held held -> {
                lines.add("held: " + question(" may "));
                lines.add("once a person approves the very call, within " + held.hold());
            }
            case Consent.Withheld withheld -> {
                lines.add("denied (%s): %s".formatted(withheld.refusal().code(), question(" may not ")));
                lines.add("because of %s: %s"
                        .formatted(withheld.principal(), withheld.refusal().advice()));
            }
        }
    }

    private String question(String may) {
        String through = explanation.chain().agents().stream()
                .map(agent -> " through " + agent)
                .collect(Collectors.joining());
        return explanation.chain().person() + through + may
                + explanation.action().word() + " " + explanation.asset();
    }

    private void principal(ActorId principal) {
        lines.add(principal.toString());
        for (Ground ground : explanation.about(principal)) {
            lines.add(
                    (ground.isYes() ? "  yes  " : "  no   ") + ground.question().words() + reason(ground));
            for (Evidence evidence : ground.evidence()) {
                lines.add("         %s: %s".formatted(evidence.ref(), evidence.note()));
            }
        }
    }

    private static String reason(Ground ground) {
        String code = ground.refusal().map(refusal -> ": " + refusal.code()).orElse("");
        return ground.detail().isEmpty() ? code : code + " (" + ground.detail() + ")";
    }

    private void touched(Touched touched) {
        lines.add("touches %d asset%s besides itself%s"
                .formatted(
                        touched.reached().size(),
                        touched.reached().size() == 1 ? "" : "s",
                        touched.cut() ? " (and more: the catalog stopped counting)" : ""));
        for (Map.Entry<TeamId, List<AssetId>> owned : touched.owners().entrySet()) {
            lines.add("  team:%s  %s".formatted(owned.getKey(), shown(owned.getValue())));
        }
    }

    private static String shown(List<AssetId> assets) {
        String first =
                assets.stream().limit(ASSETS_SHOWN_MAX).map(AssetId::toString).collect(Collectors.joining(", "));
        int rest = assets.size() - ASSETS_SHOWN_MAX;
        return rest > 0 ? first + " and " + rest + " more" : first;
    }
}
