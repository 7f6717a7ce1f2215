package io.levee.rooms.gateway;

import io.levee.facts.ContractFact.Breach;
import java.util.List;
import java.util.Set;

/// Which refusal a breach is. Pure.
public final class ContractRules {
    /// Words for what no keyword of JSON Schema says.
    public static final String CONTENT_TYPE = "content-type";

    public static final String NO_BODY = "no-body";
    public static final String MALFORMED = "malformed";
    public static final String TOO_LARGE = "too-large-to-check";
    public static final String UNREADABLE = "unreadable-contract";

    private static final Set<String> FORM = Set.of(MALFORMED, "utf-8", "duplicate-key", "depth", "number");

    private ContractRules() {}

    /// Of a request: the first breach is what the caller is told.
    public static GatewayRefusal request(List<Breach> breaches) {
        String keyword = breaches.getFirst().keyword();
        return switch (keyword) {
            case CONTENT_TYPE -> GatewayRefusal.CONTENT_TYPE_NOT_DECLARED;
            case NO_BODY -> GatewayRefusal.BODY_NOT_EXPECTED;
            case TOO_LARGE -> GatewayRefusal.BODY_TOO_LARGE_TO_CHECK;
            case UNREADABLE -> GatewayRefusal.CONTRACT_UNREADABLE;
            default -> FORM.contains(keyword) ? GatewayRefusal.BODY_MALFORMED : GatewayRefusal.REQUEST_BREAKS_CONTRACT;
        };
    }

    public static GatewayRefusal response(List<Breach> breaches) {
        return switch (breaches.getFirst().keyword()) {
            case TOO_LARGE -> GatewayRefusal.RESPONSE_TOO_LARGE_TO_CHECK;
            case UNREADABLE -> GatewayRefusal.CONTRACT_UNREADABLE;
            default -> GatewayRefusal.RESPONSE_BREAKS_CONTRACT;
        };
    }

    /// What a caller may know of a breach of their own request: where, and which rule.
    public static String shown(List<Breach> breaches) {
        Breach first = breaches.getFirst();
        String more = breaches.size() > 1 ? " and %d more".formatted(breaches.size() - 1) : "";
        return "%s: %s%s".formatted(first.pointer(), first.keyword(), more);
    }
}
