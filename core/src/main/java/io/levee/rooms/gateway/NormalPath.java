package io.levee.rooms.gateway;

import java.util.List;

/// What the target of a request turned out to be.
public sealed interface NormalPath {
    /// The one form of a target that every reader reads the same way.
    ///
    /// @param segments decoded; the last one is empty where the path ends with a slash
    /// @param text     encoded again, with its leading slash: what is matched is what is sent
    /// @param query    as it was sent, without the question mark; empty where there was none
    record Normal(List<String> segments, String text, String query) implements NormalPath {
        public Normal {
            segments = List.copyOf(segments);
        }

        /// Path and query as they are sent.
        String target() {
            return query.isEmpty() ? text : text + "?" + query;
        }

        /// The path below the first segment, which names the API: `/queries/7` of `/warehouse/queries/7`.
        String below() {
            int second = text.indexOf('/', 1);
            return second < 0 ? "" : text.substring(second);
        }

        /// Path and query below the API, as an upstream gets them.
        String forwarded() {
            return query.isEmpty() ? below() : below() + "?" + query;
        }
    }

    /// A target that two readers could read differently, or none at all.
    ///
    /// @param shown the target for the record: cut, and with everything unprintable escaped
    record Refused(GatewayRefusal refusal, String shown) implements NormalPath {}
}
