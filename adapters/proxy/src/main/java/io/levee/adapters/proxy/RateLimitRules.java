package io.levee.adapters.proxy;

import io.levee.budget.QuotaLeft;
import io.levee.rooms.gateway.Shortage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        StringBuilder policies = new StringBuilder();
        StringBuilder limits = new StringBuilder();
        for (QuotaLeft quota : quotas) {
            // A budget's name holds nothing that a structured field's string would have to escape.
            item(policies, quota).append(";q=").append(quota.limit());
            policies.append(";w=").append(quota.window().toSeconds());
            policies.append(";qu=\"").append(quota.unit().quotaUnit()).append('"');
            item(limits, quota).append(";r=").append(quota.left());
            limits.append(";t=").append(seconds(quota.reset()));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(POLICY, policies.toString());
        headers.put(LIMIT, limits.toString());
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

    private static StringBuilder item(StringBuilder list, QuotaLeft quota) {
        return list.append(list.isEmpty() ? "" : ", ")
                .append('"')
                .append(quota.budget())
                .append('"');
    }
}
