package io.levee.rooms.stop.signed;

import io.levee.facts.Layer;
import io.levee.facts.Reasons;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.rooms.stop.StopRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What an operator signs, as the text of a C2SP signed note:
///
/// ```
/// levee stop order v1
/// stop stop-0123456789abcdef
/// scope agent:report-writer
/// layers all
/// by person:ops
/// issued 2026-11-29T09:30:00Z
/// reason deletes what it should read
/// ```
///
/// @param layers which must end it; empty means all, written `all`
/// @param issued by the operator's clock
public record SignedOrder(StopId stop, Scope scope, Set<Layer> layers, ActorId by, Instant issued, String reason) {
    private static final String HEAD = "levee stop order v1";
    private static final List<String> KEYS = List.of("stop", "scope", "layers", "by", "issued", "reason");

    public SignedOrder {
        layers = Set.copyOf(layers);
        if (!by.isPerson()) {
            throw new IllegalArgumentException("`%s` is no person: only people sign orders".formatted(by));
        }
        reason = Reasons.check(reason, StopRequest.REASON_LENGTH_MAX);
    }

    /// Reads exactly what [#text] writes; throws [IllegalArgumentException] for anything else.
    public static SignedOrder parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != KEYS.size() + 2 || !lines[0].equals(HEAD)) {
            throw new IllegalArgumentException("no stop order: it begins with `%s`".formatted(HEAD));
        }
        String[] values = new String[KEYS.size()];
        for (int i = 0; i < values.length; i++) {
            String key = KEYS.get(i) + " ";
            if (!lines[i + 1].startsWith(key)) {
                throw new IllegalArgumentException(
                        "line %d of the order does not begin with `%s`".formatted(i + 2, key.strip()));
            }
            values[i] = lines[i + 1].substring(key.length());
        }
        SignedOrder order = new SignedOrder(
                new StopId(values[0]),
                Scope.parse(values[1]),
                layers(values[2]),
                ActorId.parse(values[3]),
                instant(values[4]),
                values[5]);
        if (!order.text().equals(text)) {
            throw new IllegalArgumentException("the order is not written as orders are");
        }
        return order;
    }

    public String text() {
        return "%s\nstop %s\nscope %s\nlayers %s\nby %s\nissued %s\nreason %s\n"
                .formatted(HEAD, stop, scope, words(), by, issued, reason);
    }

    /// @param all the layers that are meant by none
    StopFact.Ordered ordered(Set<Layer> all) {
        return new StopFact.Ordered(stop, scope, layers.isEmpty() ? all : layers, by, reason);
    }

    private String words() {
        return layers.isEmpty()
                ? "all"
                : layers.stream()
                        .sorted()
                        .map(layer -> layer.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
    }

    private static Set<Layer> layers(String words) {
        return words.equals("all")
                ? Set.of()
                : Arrays.stream(words.split(",", -1))
                        .map(word -> Layer.valueOf(word.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("`%s` is no time: write `2026-11-29T09:30:00Z`".formatted(text), e);
        }
    }
}
