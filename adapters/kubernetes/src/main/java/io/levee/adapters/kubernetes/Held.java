package io.levee.adapters.kubernetes;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a stopper notes on a [Maker] that it holds, so that only what it held is let go, and only once no foothold
/// needs it held. Lives in the object's annotations: Levee keeps none of it.
final class Held {
    /// The stopper's name.
    static final String BY = "levee.io/suspended-by";
    /// Footholds, each the text of a selector, with blanks between.
    static final String FOR = "levee.io/suspended-for";
    /// How many replicas it had.
    static final String REPLICAS = "levee.io/replicas";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Held() {}

    static boolean isBy(String stopper, Maker maker) {
        return stopper.equals(annotations(maker).get(BY));
    }

    static Set<String> footholds(Maker maker) {
        String noted = annotations(maker).getOrDefault(FOR, "");
        return new TreeSet<>(Arrays.stream(noted.split(" ", -1))
                .filter(one -> !one.isEmpty())
                .toList());
    }

    /// The merge patch that holds it for these too; empty where it is held for all of them, or somebody else did so.
    static Optional<String> hold(String stopper, Maker maker, Collection<String> footholds) {
        boolean ours = isBy(stopper, maker);
        Set<String> all = ours ? footholds(maker) : new TreeSet<>();
        boolean more = all.addAll(footholds);
        if (!maker.makes() && !(ours && more)) {
            return Optional.empty();
        }
        ObjectNode patch = patch(maker);
        ObjectNode annotations = patch.withObject("/metadata/annotations");
        annotations.put(BY, stopper).put(FOR, String.join(" ", all));
        switch (maker) {
            case Maker.Cron _ -> patch.withObject("/spec").put("suspend", true);
            case Maker.Scaled scaled -> {
                patch.withObject("/spec").put("replicas", 0);
                if (scaled.makes()) {
                    annotations.put(REPLICAS, String.valueOf(scaled.replicas()));
                }
            }
        }
        return Optional.of(patch.toString());
    }

    /// The merge patch that lets it go for these footholds, and run again where none is left; empty where it is not
    /// held for any of them.
    static Optional<String> letGo(String stopper, Maker maker, Collection<String> free) {
        Set<String> left = footholds(maker);
        if (!isBy(stopper, maker) || !left.removeAll(free)) {
            return Optional.empty();
        }
        ObjectNode patch = patch(maker);
        ObjectNode annotations = patch.withObject("/metadata/annotations");
        if (!left.isEmpty()) {
            annotations.put(FOR, String.join(" ", left));
            return Optional.of(patch.toString());
        }
        annotations.putNull(BY).putNull(FOR).putNull(REPLICAS);
        switch (maker) {
            case Maker.Cron _ -> patch.withObject("/spec").put("suspend", false);
            case Maker.Scaled scaled ->
                replicas(scaled).ifPresent(number -> patch.withObject("/spec").put("replicas", number));
        }
        return Optional.of(patch.toString());
    }

    /// Whoever scaled it up meanwhile is left alone.
    private static Optional<Integer> replicas(Maker.Scaled scaled) {
        String noted = annotations(scaled).getOrDefault(REPLICAS, "");
        return !scaled.makes() && noted.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(noted)) : Optional.empty();
    }

    /// With the version that it was decided on: whoever was faster is not overwritten.
    private static ObjectNode patch(Maker maker) {
        ObjectNode patch = JSON.createObjectNode();
        patch.withObject("/metadata")
                .put("resourceVersion", maker.object().getMetadata().getResourceVersion());
        return patch;
    }

    /// One without a value is none.
    private static Map<String, String> annotations(Maker maker) {
        Map<String, String> given = maker.object().getMetadata().getAnnotations();
        Map<String, String> annotations = given == null ? new HashMap<>() : new HashMap<>(given);
        annotations.values().removeIf(Objects::isNull);
        return annotations;
    }
}
