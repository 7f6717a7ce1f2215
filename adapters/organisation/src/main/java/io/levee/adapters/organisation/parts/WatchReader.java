package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Spelling;
import io.levee.budget.Unit;
import io.levee.organisation.Watch;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What one stop rule looks for: the keys that belong to its `watch`, with what holds where they are left out.
record WatchReader(String rule, Fields fields, Findings findings) {
    /// To read `watch` alone.
    static final Keys ANY = Keys.of("a stop rule", Set.of("watch"), Set.of()).andAnyOther();

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2}(\\.[0-9]{1,6})?) ?%");
    private static final Set<String> SHARE = Set.of("normal", "harmful", "oneIn");
    private static final Map<String, Set<String>> PARAMETERS = parameters();
    private static final long LARGEST = 1_000_000_000_000L;

    private static Map<String, Set<String>> parameters() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        all.put("deny-rate", SHARE);
        all.put("error-burst", SHARE);
        all.put("spend-rate", Set.of("of", "normal", "harmful", "grain", "oneIn"));
        all.put("loop", Set.of("times", "among"));
        all.put("label-breach", Set.of("times", "within"));
        all.put("decoy-touched", Set.of("times", "within"));
        all.put("fan-out", Set.of("distinct", "within"));
        all.put("outside-hours", Set.of("zone", "days", "from", "to", "times", "within"));
        all.put("heartbeat-lost", Set.of("silence"));
        return all;
    }

    /// The keys of a rule that watches this; a finding where nothing does.
    static Optional<Keys> keys(Located<String> word, Findings findings) {
        Set<String> parameters = PARAMETERS.get(word.value());
        if (parameters == null) {
            findings.error(
                    word.line(),
                    "`%s` cannot be watched".formatted(word.value()),
                    Spelling.hint(
                            word.value(),
                            PARAMETERS.keySet(),
                            "write one of %s".formatted(String.join(", ", PARAMETERS.keySet()))));
            return Optional.empty();
        }
        Set<String> required = new HashSet<>(Set.of("watch", "per", "mode"));
        Set<String> optional = new HashSet<>(parameters);
        optional.addAll(Set.of("for", "layers"));
        if (word.value().equals("spend-rate")) {
            required.addAll(Set.of("of", "normal", "harmful")); // nobody but the organisation knows them
            optional.removeAll(required);
        }
        return Optional.of(Keys.of("a stop rule of `%s`".formatted(word.value()), required, optional));
    }

    /// Empty where something is wrong with it, with findings.
    Optional<Watch> watch(String word) {
        int before = findings.list().size();
        Optional<Watch> watch = switch (word) {
            case "deny-rate" -> share(Watch.Outcome.REFUSED, 0.05, 0.5);
            case "error-burst" -> share(Watch.Outcome.FAILED, 0.1, 0.7);
            case "spend-rate" -> pace();
            case "loop" -> made(() -> new Watch.Loop(count("times", 30), count("among", 40)));
            case "label-breach" -> counted(Watch.Event.LABEL_BREACH, 3);
            case "decoy-touched" -> counted(Watch.Event.DECOY_TOUCHED, 1);
            case "fan-out" ->
                made(() -> new Watch.FanOut(count("distinct", 100), time("within", Duration.ofMinutes(10))));
            case "outside-hours" -> hours();
            case "heartbeat-lost" -> made(() -> new Watch.Silence(time("silence", Duration.ofMinutes(15))));
            default -> Optional.empty();
        };
        return findings.list().size() == before ? watch : Optional.empty();
    }

    private Optional<Watch> share(Watch.Outcome of, double normal, double harmful) {
        return made(() -> new Watch.Share(
                of,
                given("normal", WatchReader::percent, normal),
                given("harmful", WatchReader::percent, harmful),
                whole("oneIn", 1_000_000)));
    }

    private Optional<Watch> pace() {
        Optional<Located<Unit>> of = fields.read("of", Unit::of);
        long normal = whole("normal", 0);
        return of.flatMap(unit -> made(() -> new Watch.Pace(
                unit.value(),
                normal,
                whole("harmful", 0),
                whole("grain", Math.max(1, normal / 2)),
                whole("oneIn", 1_000_000))));
    }

    private Optional<Watch> counted(Watch.Event event, int times) {
        return made(() -> new Watch.Count(event, count("times", times), time("within", Duration.ofHours(1))));
    }

    private Optional<Watch> hours() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        fields.readAll("days", WatchReader::day).forEach(day -> days.add(day.value()));
        return made(() -> new Watch.OutsideHours(
                given("zone", WatchReader::zone, ZoneId.of("UTC")),
                fields.has("days") ? days : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                given("from", WatchReader::clock, LocalTime.of(7, 0)),
                given("to", WatchReader::clock, LocalTime.of(20, 0)),
                count("times", 1),
                time("within", Duration.ofHours(1))));
    }

    /// The records of core say what cannot be together.
    private Optional<Watch> made(Supplier<Watch> watch) {
        try {
            return Optional.of(watch.get());
        } catch (IllegalArgumentException e) {
            findings.error(
                    fields.line(),
                    "the stop rule `%s` cannot watch this".formatted(rule),
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private <T> T given(String key, Function<String, T> parser, T otherwise) {
        return fields.has(key) ? fields.read(key, parser).map(Located::value).orElse(otherwise) : otherwise;
    }

    private long whole(String key, long otherwise) {
        return fields.whole(key, LARGEST).map(Located::value).orElse(otherwise);
    }

    private int count(String key, int otherwise) {
        return fields.whole(key, Watch.KEPT_MAX)
                .map(Located::value)
                .orElse((long) otherwise)
                .intValue();
    }

    private Duration time(String key, Duration otherwise) {
        return given(key, BudgetsReader::duration, otherwise);
    }

    private static double percent(String text) {
        var match = PERCENT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("`%s` is no share: write `5 %%` or `0.5 %%`".formatted(text));
        }
        return new BigDecimal(match.group(1)).movePointLeft(2).doubleValue();
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "`%s` is no time zone: write one like `Europe/Berlin` or `UTC`".formatted(text), e);
        }
    }

    private static LocalTime clock(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("`%s` is no time of day: write `08:00`".formatted(text), e);
        }
    }

    private static DayOfWeek day(String text) {
        List<DayOfWeek> days = Arrays.asList(DayOfWeek.values());
        return days.stream()
                .filter(day -> word(day).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` is no day: write one of %s"
                        .formatted(text, days.stream().map(WatchReader::word).collect(Collectors.joining(", ")))));
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
