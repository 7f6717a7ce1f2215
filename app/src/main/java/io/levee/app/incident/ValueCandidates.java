package io.levee.app.incident;

import io.levee.change.StructuredChange.Part;
import io.levee.change.StructuredChange.Value;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rules about single values of a file: gone, without a bound, raised, lowered, replaced.
final class ValueCandidates {
    /// How what was a secret reads.
    static final String REDACTED = "[redacted";

    private static final List<String> UNITS = List.of("number", "bytes", "millis");
    private static final Set<String> UNBOUNDED =
            Set.of("-1", "unlimited", "infinity", "infinite", "inf", "none", "max");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
    private static final Pattern POSITION = Pattern.compile("[0-9]+");
    private static final Pattern QUANTITY = Pattern.compile("[+-]?[0-9.]+\\s*[A-Za-zµ%]{0,8}|P[A-Z0-9.]+");
    private static final int VALUES_MAX = 40;
    private static final int TEXT_MAX = 80;

    private final FileChange file;
    private final AppliesTo appliesTo;
    private final Value value;
    private final String place;
    private final String name;
    private final String before;
    private final String after;
    private final List<Candidate> all = new ArrayList<>();

    private ValueCandidates(FileChange file, String format, Part part, Value value) {
        this.file = file;
        this.value = value;
        boolean named = WORD.matcher(part.kind()).matches() && !part.kind().equals("document");
        this.appliesTo = new AppliesTo(
                List.of(Places.like(file.path())), Set.of(format), named ? Set.of(part.kind()) : Set.of(), List.of());
        this.place = place(part, value);
        this.name = Cel.shown(POSITION.matcher(value.key()).matches() ? step(value, 2) : value.key());
        this.before = Cel.text(value.before());
        this.after = Cel.text(value.after());
    }

    static List<Candidate> of(FileChange file, String format, Part part) {
        List<Candidate> all = new ArrayList<>();
        part.values().stream()
                .filter(value -> !value.steps().isEmpty() && isPlain(value.before()) && isPlain(value.after()))
                // what a flag says in its own words is told as share and switch, too
                .filter(value ->
                        !format.equals("flags") || !value.steps().getFirst().equals("raw"))
                .limit(VALUES_MAX)
                .forEach(value -> all.addAll(new ValueCandidates(file, format, part, value).all()));
        return all;
    }

    private static boolean isPlain(@Nullable Object value) {
        return !(value instanceof Map || value instanceof List);
    }

    private List<Candidate> all() {
        if (appliesTo.formats().contains("flags") && value.key().equals("rolloutPercent")) {
            jump();
        }
        if (value.before() != null && value.after() == null) {
            add(
                    "%s && it.before != null && it.after == null && after != null".formatted(place),
                    "%s is taken out".formatted(name),
                    "keep it, or let the owner agree to go without");
        }
        if (UNBOUNDED.contains(after.toLowerCase(Locale.ROOT)) && !before.contains(REDACTED)) {
            add(
                    "%s && text(it.after) in ['', %s] && !(text(it.before) in ['', %s])"
                            .formatted(place, Cel.quoted(after), Cel.quoted(after)),
                    "%s has no bound any more".formatted(name),
                    "set a bound that the system can carry");
        }
        if (isQuantity(after)) {
            quantities();
        }
        texts();
        return all;
    }

    /// Of a flag, how many more get it at once.
    private void jump() {
        if (value.before() instanceof Double from && value.after() instanceof Double to && to > from) {
            String by = Cel.quantity("number", Cel.text(to - from));
            add(
                    "it.path == '/rolloutPercent' && number(it.after) - number(it.before) >= %s".formatted(by),
                    "this flag reaches %s percent of all users more at once".formatted(Cel.text(to - from)),
                    "raise it in steps, and watch what it loads between them");
        }
    }

    private static boolean isQuantity(String text) {
        return QUANTITY.matcher(text.strip()).matches();
    }

    /// In the first unit in which both sides are numbers, which asking the rules tells.
    private void quantities() {
        for (String unit : UNITS) {
            String is = "%s(it.after)".formatted(unit);
            String was = "%s(it.before)".formatted(unit);
            String now = Cel.quantity(unit, after);
            if (value.before() == null) {
                add(
                        "%s && it.before == null && %s >= %s".formatted(place, is, now),
                        "%s is set to %s or more".formatted(name, Cel.shown(after)),
                        "choose a value that the system can carry");
            } else if (isQuantity(before)) {
                String old = Cel.quantity(unit, before);
                moved("%s && %s > %s && %s > %s".formatted(place, is, was, is, old), "raised above %s", before);
                moved("%s && %s > %s".formatted(place, is, was), "raised", "");
                moved(
                        "%s && %s >= %s && !(%s >= %s)".formatted(place, is, now, was, now),
                        "raised to %s or more",
                        after);
                moved("%s && %s < %s && %s < %s".formatted(place, is, was, is, old), "lowered below %s", before);
                moved("%s && %s < %s".formatted(place, is, was), "lowered", "");
                moved(
                        "%s && %s <= %s && !(%s <= %s)".formatted(place, is, now, was, now),
                        "lowered to %s or less",
                        after);
            }
        }
    }

    private void moved(String when, String how, String bound) {
        add(
                when,
                "%s is %s".formatted(name, how.formatted(Cel.shown(bound))),
                "change it in steps, and let the owner of what it loads look first");
    }

    private void texts() {
        boolean told = after.length() <= TEXT_MAX && !after.contains(REDACTED);
        if (value.after() != null && told) {
            add(
                    "%s && text(it.after) == %s && text(it.before) != %s"
                            .formatted(place, Cel.quoted(after), Cel.quoted(after)),
                    "%s becomes %s".formatted(name, Cel.shown(after)),
                    "choose another value, or let the owner look first");
        }
        if (value.before() != null && before.length() <= TEXT_MAX && !before.contains(REDACTED)) {
            add(
                    "%s && text(it.before) == %s && text(it.after) != %s"
                            .formatted(place, Cel.quoted(before), Cel.quoted(before)),
                    "%s is no longer %s".formatted(name, Cel.shown(before)),
                    "keep it, or let the owner look first");
        }
        add(
                "%s && text(it.before) != text(it.after)".formatted(place),
                "%s changes".formatted(name),
                "let the owner look first");
    }

    private void add(String when, String message, String advice) {
        all.add(new Candidate(appliesTo, Each.VALUE, when, message, advice, value.key(), file, true));
    }

    /// Which values are meant: by key, and by the mapping that it stands in where that is one
    /// of a kind.
    private static String place(Part part, Value value) {
        if (POSITION.matcher(value.key()).matches()) {
            String list = value.pointer().substring(0, value.pointer().lastIndexOf('/'));
            return "it.path.startsWith(%s)".formatted(Cel.quoted(list + "/"));
        }
        String last = "/" + value.pointer().substring(value.pointer().lastIndexOf('/') + 1);
        if (value.steps().size() == 1) {
            return "it.path == %s".formatted(Cel.quoted(last));
        }
        boolean member = POSITION.matcher(step(value, 2)).matches() || isMember(part, value);
        String parent = new Value(List.of(step(value, 2)), null, null, 0, 0).pointer();
        return "it.path.endsWith(%s)".formatted(Cel.quoted(member ? last : parent + last));
    }

    private static String step(Value value, int fromEnd) {
        int at = value.steps().size() - fromEnd;
        return at < 0 ? value.key() : value.steps().get(at);
    }

    /// Whether the value stands in a member of a list, whose name is one of many.
    private static boolean isMember(Part part, Value value) {
        @Nullable Object here = value.after() == null ? part.before() : part.after();
        for (String step : value.steps().subList(0, value.steps().size() - 2)) {
            here = here instanceof Map<?, ?> map
                    ? map.get(step)
                    : here instanceof List<?> list ? named(list, step) : null;
        }
        return here instanceof List;
    }

    private static @Nullable Object named(List<?> list, String name) {
        if (POSITION.matcher(name).matches()) {
            int at = name.length() > 6 ? list.size() : Integer.parseInt(name);
            return at < list.size() ? list.get(at) : null;
        }
        return list.stream()
                .filter(Map.class::isInstance)
                .filter(it -> it instanceof Map<?, ?> map
                        && (name.equals(map.get("name")) || name.equals(map.get("key")) || name.equals(map.get("id"))))
                .findFirst()
                .orElse(null);
    }
}
