package io.levee.adapters.envoy;

import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a proxy asked about. Whatever it sent makes one of these; where it has no single reading,
/// `refusal` says so.
///
/// @param refusal why there is nothing to decide; the call is recorded all the same
/// @param names   of the headers that the client sent, as the proxy showed them
record CheckReading(CallRequest call, Optional<GatewayRefusal> refusal, Set<String> names) {
    private static final Pattern API = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final String AUTHORIZATION = "authorization";

    CheckReading {
        names = Set.copyOf(names);
    }

    /// One header as the proxy showed it.
    record Header(String name, String value) {}

    /// @param api       what the proxy's configuration says that the path belongs to; empty where its
    ///     first segment does
    /// @param target    path and query, as the proxy forwards them
    /// @param bodyBytes of the client's body, below zero where nobody knows
    record Asked(String api, String method, String target, List<Header> headers, long bodyBytes) {}

    static CheckReading of(Asked asked, CheckLimits limits) {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : asked.headers()) {
            headers.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.value());
        }
        String bearer = bearer(headers.getOrDefault(AUTHORIZATION, List.of()));
        CallRequest call = CallRequest.carriedElsewhere(asked.method(), target(asked), bearer);
        return new CheckReading(call, refusal(asked, headers, limits), headers.keySet());
    }

    private static Optional<GatewayRefusal> refusal(
            Asked asked, Map<String, List<String>> headers, CheckLimits limits) {
        long bytes = asked.headers().stream()
                .mapToLong(
                        header -> header.name().length() + (long) header.value().length())
                .sum();
        if (asked.headers().size() > limits.headerCountMax() || bytes > limits.headerBytesMax()) {
            return Optional.of(GatewayRefusal.HEADERS_TOO_LARGE);
        }
        // Two accounts of one request: which of them the proxy forwards, nobody can tell.
        if (!says(headers, ":method", asked.method())
                || !says(headers, ":path", asked.target())
                || (!asked.api().isEmpty() && !API.matcher(asked.api()).matches())) {
            return Optional.of(GatewayRefusal.CHECK_MALFORMED);
        }
        return asked.bodyBytes() > limits.bodyBytesMax()
                ? Optional.of(GatewayRefusal.BODY_TOO_LARGE)
                : Optional.empty();
    }

    private static boolean says(Map<String, List<String>> headers, String name, String value) {
        return headers.getOrDefault(name, List.of(value)).equals(List.of(value));
    }

    /// A target that does not begin with a slash is left alone, so that it is refused as what it is.
    private static String target(Asked asked) {
        return asked.api().isEmpty() || !asked.target().startsWith("/")
                ? asked.target()
                : "/" + asked.api() + asked.target();
    }

    /// Two credentials are none. Proxies join what was sent twice by a comma, which no bearer token
    /// holds.
    private static String bearer(List<String> sent) {
        if (sent.isEmpty()) {
            return "";
        }
        String value = sent.getFirst();
        if (sent.size() > 1 || value.indexOf(',') >= 0) {
            return "two credentials";
        }
        return value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).trim()
                : value.isEmpty() ? "" : "no bearer";
    }
}
