package io.levee.adapters.proxy;

import io.levee.budget.QuotaLeft;
import io.levee.rooms.gateway.Shortage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;

/// `RateLimit-Policy` and `RateLimit` as the IETF's draft has them (draft-ietf-httpapi-ratelimit-headers-10): one item
/// for each budget, named like it. What an upstream says of its own limits stays beside it. Pure.
public final class RateLimitRules {
    private static final String POLICY = "RateLimit-Policy";
    private static final String LIMIT = "RateLimit";

    private RateLimitRules() {}

    /// The headers of an answer to a call that was let through; none where no budget counts it.
    public static Map<String, String> headers(List<QuotaLeft> quotas) {
        if (quotas.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(POLICY, quotas.stream().map(RateLimitRules::policy).collect(Collectors.joining(", ")));
        headers.put(LIMIT, quotas.stream().map(RateLimitRules::limit).collect(Collectors.joining(", ")));
        return headers;
    }

    /// The headers of a no, with when to ask again.
    public static Map<String, String> headers(Shortage shortage) {
        Map<String, String> headers = new LinkedHashMap<>(headers(shortage.quotas()));
        if (shortage.retryAfter().isPositive()) {
            headers.put(HttpHeader.RETRY_AFTER.asString(), Long.toString(seconds(shortage.retryAfter())));
        }
        return headers;
    }

    /// In whole seconds, never too early.
    private static long seconds(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }

    // A budget's name holds nothing that a structured field's string would have to escape.
    private static String policy(QuotaLeft quota) {
        return "\"%s\";q=%d;w=%d;qu=\"%s\""
                .formatted(
                        quota.budget(),
                        quota.limit(),
                        quota.window().toSeconds(),
                        quota.unit().quotaUnit());
    }

    private static String limit(QuotaLeft quota) {
        return "\"%s\";r=%d;t=%d".formatted(quota.budget(), quota.left(), seconds(quota.reset()));
    }
}
