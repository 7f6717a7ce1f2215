package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.organisation.JobSettings;
import io.levee.organisation.JobSettings.Caps;
import io.levee.organisation.JobSettings.Diagnostician;
import io.levee.organisation.JobSettings.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `jobs` in `levee.yaml`: what jobs that agents launch may take, and where their outputs stand.
final class JobsReader {
    private static final Keys JOBS = Keys.of(
            "`jobs`",
            Set.of(),
            Set.of(
                    "most",
                    "usual",
                    "deadline",
                    "idle",
                    "atOnce",
                    "perAgent",
                    "attempts",
                    "sharedUser",
                    "trust",
                    "outputs",
                    "engines",
                    "signals",
                    "tools",
                    "diagnostician"));
    private static final Keys CAPS =
            Keys.of("caps of jobs", Set.of(), Set.of("memoryMib", "cpuMillis", "processes", "diskMib"));
    private static final Keys DIAGNOSTICIAN = Keys.of("the diagnostician of jobs", Set.of("agent", "model"), Set.of());
    private static final Keys OUTPUT = Keys.of("an output", Set.of("folder"), Set.of("checks"));
    private static final long NUMBER_MAX = 10_000_000;
    private static final int CHECKS_MAX = 20;
    /// The checks that the job room knows.
    private static final Pattern CHECK =
            Pattern.compile("not-empty|success-marker|bytes-min [1-9][0-9]{0,15}|files-max [1-9][0-9]{0,6}");

    private final Part.Draft draft;
    private final Findings findings;

    private JobsReader(Part.Draft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
    }

    static JobSettings read(Fields settings, Part.Draft draft, Findings findings) {
        return settings.has("jobs")
                ? settings.fields("jobs", JOBS)
                        .map(new JobsReader(draft, findings)::jobs)
                        .orElse(JobSettings.HOUSE)
                : JobSettings.HOUSE;
    }

    private JobSettings jobs(Fields of) {
        JobSettings house = JobSettings.HOUSE;
        OwnServerReader.read(of, draft);
        JobSourcesReader sources = new JobSourcesReader(draft, findings);
        Caps most = caps(of, "most", house.most());
        Caps usual = caps(of, "usual", smaller(house.usual(), most));
        if (!usual.within(most)) {
            findings.error(
                    of.line("usual"), "a cap of `usual` is above that of `most`", "lower it, or raise the other");
        }
        return new JobSettings(
                most,
                usual,
                time(of, "deadline", house.deadlineMax()),
                time(of, "idle", house.idle()),
                number(of, "atOnce", JobSettings.AT_ONCE_MAX, house.atOnce()),
                number(of, "perAgent", JobSettings.AT_ONCE_MAX, house.perAgent()),
                number(of, "attempts", JobSettings.ATTEMPTS_MAX, house.attempts()),
                of.has("sharedUser")
                        && of.flag("sharedUser").map(Located::value).orElse(false),
                trust(of),
                outputs(of),
                sources.engines(of),
                sources.signals(of),
                of.fields("diagnostician", DIAGNOSTICIAN).flatMap(this::diagnostician));
    }

    private Optional<Diagnostician> diagnostician(Fields of) {
        Optional<Located<ActorId>> agent = of.read("agent", AskedModels::agent);
        Optional<Located<AssetId>> model = of.read("model", AskedModels::model);
        if (agent.isEmpty() || model.isEmpty()) {
            return Optional.empty();
        }
        String from = "the diagnostician of jobs";
        draft.refer(
                agent.get().line(),
                from,
                new Reference.Target.ToActor(agent.get().value()));
        draft.refer(
                model.get().line(),
                from,
                new Reference.Target.ToModel(model.get().value(), agent.get().value()));
        return Optional.of(new Diagnostician(agent.get().value(), model.get().value()));
    }

    private static Caps smaller(Caps one, Caps other) {
        return new Caps(
                Math.min(one.memoryMib(), other.memoryMib()),
                Math.min(one.cpuMillis(), other.cpuMillis()),
                Math.min(one.processes(), other.processes()),
                Math.min(one.diskMib(), other.diskMib()));
    }

    private Caps caps(Fields of, String key, Caps otherwise) {
        return of.fields(key, CAPS)
                .map(caps -> new Caps(
                        number(caps, "memoryMib", NUMBER_MAX, otherwise.memoryMib()),
                        number(caps, "cpuMillis", NUMBER_MAX, otherwise.cpuMillis()),
                        number(caps, "processes", NUMBER_MAX, otherwise.processes()),
                        number(caps, "diskMib", NUMBER_MAX, otherwise.diskMib())))
                .orElse(otherwise);
    }

    private int number(Fields of, String key, long max, int otherwise) {
        if (!of.has(key)) {
            return otherwise;
        }
        Optional<Located<Long>> read = of.whole(key, max);
        if (read.isPresent() && read.get().value() < 1) {
            findings.error(read.get().line(), "`%s: 0` lets nothing run".formatted(key), "write 1 at least");
            return otherwise;
        }
        return read.map(it -> Math.toIntExact(it.value())).orElse(otherwise);
    }

    private static Duration time(Fields of, String key, Duration otherwise) {
        return of.has(key)
                ? of.read(key, BudgetsReader::duration).map(Located::value).orElse(otherwise)
                : otherwise;
    }

    private Map<ActorId, Rung> trust(Fields of) {
        Map<ActorId, Rung> trust = new HashMap<>();
        of.fields("trust", Keys.names("`trust` of jobs")).ifPresent(agents -> {
            for (String name : agents.names()) {
                ActorId agent;
                try {
                    agent = ActorId.agent(name);
                } catch (IllegalArgumentException e) {
                    findings.error(agents.line(name), "`%s` is no agent".formatted(name), "write the name of an agent");
                    continue;
                }
                draft.refer(agents.line(name), "`trust` of jobs", new Reference.Target.ToActor(agent));
                agents.read(name, Rung::of).ifPresent(rung -> trust.put(agent, rung.value()));
            }
        });
        return trust;
    }

    private Map<AssetId, Place> outputs(Fields of) {
        Map<AssetId, Place> places = new HashMap<>();
        of.fields("outputs", Keys.names("`outputs` of jobs")).ifPresent(assets -> {
            for (String name : assets.names()) {
                AssetId asset;
                try {
                    asset = AssetId.parse(name);
                } catch (IllegalArgumentException e) {
                    findings.error(
                            assets.line(name), "`%s` is no asset".formatted(name), "write it as `table:sales.daily`");
                    continue;
                }
                draft.refer(assets.line(name), "`outputs` of jobs", new Reference.Target.ToAsset(asset));
                assets.fields(name, OUTPUT).flatMap(this::place).ifPresent(place -> places.put(asset, place));
            }
        });
        return places;
    }

    private Optional<Place> place(Fields of) {
        List<Located<String>> checks = of.readAll("checks", JobsReader::check);
        if (checks.size() > CHECKS_MAX) {
            findings.error(of.line("checks"), "%d checks are too many".formatted(checks.size()), "keep them to 20");
        }
        return of.read("folder", JobsReader::folder)
                .map(folder -> new Place(
                        folder.value(), checks.stream().map(Located::value).toList()));
    }

    static String folder(String text) {
        boolean plain = text.startsWith("/") && text.length() > 1 && !text.endsWith("/");
        if (!plain || List.of(text.split("/")).stream().anyMatch(part -> part.equals("..") || part.equals("."))) {
            throw new IllegalArgumentException("`%s` is no absolute folder: write `/srv/lake/sales`".formatted(text));
        }
        return text;
    }

    private static String check(String text) {
        if (!CHECK.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no check: write not-empty, success-marker, `bytes-min N` or `files-max N`"
                            .formatted(text));
        }
        return text;
    }
}
