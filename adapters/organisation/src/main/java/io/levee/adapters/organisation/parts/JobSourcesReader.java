package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.AssetId;
import io.levee.identity.Names;
import io.levee.organisation.EngineSource;
import io.levee.organisation.SignalSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `engines` and `signals` of `jobs` in `levee.yaml`: where jobs may run besides this machine, and what tells that
/// one does others harm.
final class JobSourcesReader {
    private static final Keys ENGINE = Keys.of("an engine", Set.of("kind", "asset"), Set.of("staging", "settings"));
    private static final Keys SIGNAL = Keys.of("a signal", Set.of("kind"), Set.of("hold", "settings"));
    private static final int SOURCES_MAX = 50;
    private static final Duration HOLD = Duration.ofSeconds(30);
    /// Every job runs on it that names no other.
    private static final String HERE = "process";

    private final Part.Draft draft;
    private final Findings findings;

    JobSourcesReader(Part.Draft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
    }

    Map<String, EngineSource> engines(Fields jobs) {
        Map<String, EngineSource> engines = new HashMap<>();
        named(jobs, "engines", ENGINE)
                .forEach((name, fields) -> engine(name, fields).ifPresent(engine -> engines.put(name, engine)));
        if (engines.remove(HERE) != null) {
            findings.error(
                    jobs.line("engines"), "`process` is this machine's own engine", "give the cluster another name");
        }
        return engines;
    }

    List<SignalSource> signals(Fields jobs) {
        List<SignalSource> signals = new ArrayList<>();
        named(jobs, "signals", SIGNAL).forEach((name, fields) -> {
            Duration hold = fields.has("hold")
                    ? fields.read("hold", BudgetsReader::duration)
                            .map(Located::value)
                            .orElse(HOLD)
                    : HOLD;
            fields.text("kind")
                    .ifPresent(kind -> signals.add(
                            new SignalSource(name, kind.value(), hold, settings(fields), fields.line("kind"))));
        });
        return signals;
    }

    private Optional<EngineSource> engine(String name, Fields of) {
        Optional<Located<String>> kind = of.text("kind");
        Optional<Located<AssetId>> asset = of.read("asset", AssetId::parse);
        asset.ifPresent(it -> draft.refer(
                it.line(), "the engine `%s` of jobs".formatted(name), new Reference.Target.ToAsset(it.value())));
        Optional<String> staging =
                of.has("staging") ? of.read("staging", JobsReader::folder).map(Located::value) : Optional.empty();
        return kind.isEmpty() || asset.isEmpty()
                ? Optional.empty()
                : Optional.of(new EngineSource(
                        name, kind.get().value(), asset.get().value(), staging, settings(of), of.line("kind")));
    }

    private Map<String, Fields> named(Fields jobs, String key, Keys keys) {
        Map<String, Fields> all = new HashMap<>();
        if (!jobs.has(key)) {
            return all;
        }
        jobs.fields(key, Keys.names("`%s` of jobs".formatted(key))).ifPresent(sources -> {
            if (sources.names().size() > SOURCES_MAX) {
                findings.error(
                        sources.line(),
                        "%d %s are too many".formatted(sources.names().size(), key),
                        "keep them to %d".formatted(SOURCES_MAX));
                return;
            }
            for (String name : sources.names()) {
                if (!Names.valid(name)) {
                    findings.error(
                            sources.line(name),
                            "`%s` is no name".formatted(name),
                            "use letters, digits, `.`, `_` and `-`");
                    continue;
                }
                sources.fields(name, keys).ifPresent(fields -> all.put(name, fields));
            }
        });
        return all;
    }

    private static Map<String, String> settings(Fields of) {
        Map<String, String> settings = new HashMap<>();
        if (of.has("settings")) {
            of.fields("settings", Keys.names("`settings`"))
                    .ifPresent(given -> given.names()
                            .forEach(
                                    key -> given.textOrNumber(key).ifPresent(text -> settings.put(key, text.value()))));
        }
        return settings;
    }
}
