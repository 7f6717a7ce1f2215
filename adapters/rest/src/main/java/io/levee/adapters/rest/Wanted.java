package io.levee.adapters.rest;

import io.levee.organisation.StopperSource;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings of one entry of `stoppers.yaml`, read with an answer that its author understands.
public record Wanted(StopperSource source) {
    /// @throws IllegalArgumentException where it is not set
    public String text(String setting) {
        return maybe(setting)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the stopper `%s` wants the setting `%s`".formatted(source.name(), setting)));
    }

    public Optional<String> maybe(String setting) {
        return Optional.ofNullable(source.settings().get(setting)).filter(text -> !text.isBlank());
    }

    /// Checked with [Rest#check].
    public String url(String setting) {
        String url = text(setting);
        Rest.check(url);
        return url;
    }

    /// The ids of all footholds and of the canary.
    public Stream<String> ids() {
        return Stream.concat(source.footholds().stream().map(foothold -> foothold.id()), source.canary().stream());
    }
}
