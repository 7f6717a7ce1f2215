package io.levee.adapters.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an engine on Kubernetes is told, besides how it is reached.
///
/// @param serviceAccount as whom its pods call the cluster; without one they cannot
/// @param claim          the PersistentVolumeClaim that is the staging folder
/// @param images         prefixes of images that may run; empty where all may
record KubernetesSettings(
        String namespace, Optional<String> serviceAccount, Optional<String> claim, List<String> images) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    KubernetesSettings {
        images = List.copyOf(images);
    }

    /// @throws IllegalArgumentException with what is no name, in backticks
    static KubernetesSettings of(Map<String, String> settings) {
        String listed = settings.getOrDefault("images", "").strip();
        return new KubernetesSettings(
                name(settings, "namespace", NAMESPACE).orElse(""),
                name(settings, "serviceAccount", OBJECT),
                name(settings, "claim", OBJECT),
                listed.isEmpty() ? List.of() : Arrays.asList(listed.split("\\s+")));
    }

    private static Optional<String> name(Map<String, String> settings, String setting, Pattern pattern) {
        Optional<String> name = Optional.ofNullable(settings.get(setting));
        name.filter(it -> !pattern.matcher(it).matches()).ifPresent(it -> {
            throw new IllegalArgumentException("`%s` is no name for `%s`".formatted(it, setting));
        });
        return name;
    }

    /// A prefix ends where a part of the image's name does: `acme.example/shop` is none of `acme.example/shops:1`.
    boolean mayRun(String image) {
        return images.isEmpty() || images.stream().anyMatch(prefix -> begins(image, prefix));
    }

    private static boolean begins(String image, String prefix) {
        return image.startsWith(prefix)
                && (image.length() == prefix.length()
                        || isMark(prefix.charAt(prefix.length() - 1))
                        || isMark(image.charAt(prefix.length())));
    }

    private static boolean isMark(char c) {
        return c == '/' || c == ':' || c == '@';
    }
}
