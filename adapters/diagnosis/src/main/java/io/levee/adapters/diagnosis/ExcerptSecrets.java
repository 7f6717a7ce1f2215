package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.Excerpts.Told;
import io.levee.change.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Leaves the secrets of some lines of a log out of all of them: a private key goes on over lines, and what
/// is a password in one line is one in each.
final class ExcerptSecrets {
    /// Different ones.
    private static final int SECRETS_MAX = 200;
    /// Shorter ones are left out only where they were found.
    private static final int REPEATED_MIN = 6;

    private final SortedMap<Told, String> lines = new TreeMap<>();
    private final Map<String, String> replaced = new LinkedHashMap<>();

    private ExcerptSecrets() {}

    /// Empty where there are too many.
    static Optional<ExcerptSecrets> of(SortedSet<Told> lines) {
        ExcerptSecrets secrets = new ExcerptSecrets();
        Secrets.Reader reader = new Secrets.Reader();
        int file = -1;
        for (Told each : lines) {
            if (each.file() != file) {
                reader = new Secrets.Reader();
                file = each.file();
            }
            secrets.read(each, reader);
        }
        return secrets.replaced.size() > SECRETS_MAX ? Optional.empty() : Optional.of(secrets);
    }

    private void read(Told told, Secrets.Reader reader) {
        String raw = told.raw();
        StringBuilder redacted = new StringBuilder(raw);
        for (Secrets.Secret secret : reader.next(raw).reversed()) {
            String mark = "[redacted: %s]".formatted(secret.kind().word());
            redacted.replace(secret.start(), secret.end(), mark);
            if (secret.end() - secret.start() >= REPEATED_MIN) {
                replaced.put(secret.in(raw), mark);
            }
        }
        lines.put(told, redacted.toString());
    }

    /// As a model and people may see it.
    String shown(Told told) {
        String shown = lines.getOrDefault(told, "");
        for (Map.Entry<String, String> secret : replaced.entrySet()) {
            shown = shown.replace(secret.getKey(), secret.getValue());
        }
        return Refinding.shown(shown);
    }
}
