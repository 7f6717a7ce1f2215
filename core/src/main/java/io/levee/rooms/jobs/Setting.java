package io.levee.rooms.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A name and its value: of an environment, or of an engine's configuration.
public record Setting(String name, String value) {
    public Setting {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("`%s` is no name of a setting".formatted(name));
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of `%s` holds a zero".formatted(name));
        }
    }

    /// From `NAME=VALUE`.
    public static Setting parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("`%s` is no setting: write NAME=VALUE".formatted(text));
        }
        return new Setting(text.substring(0, equals), text.substring(equals + 1));
    }

    /// By name.
    static List<Setting> all(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(each -> new Setting(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
