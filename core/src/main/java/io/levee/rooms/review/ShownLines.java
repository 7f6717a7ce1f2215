package io.levee.rooms.review;

import io.levee.change.HiddenText;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Briefing.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What may be shown of a change, read once for all teams. One review's, and one thread's.
///
/// INVARIANT: secrets are left out before anything is cut, because half a key no longer reads
/// like one.
final class ShownLines {
    static final int LINE_SHOWN_MAX = 200;
    /// Also where a script needs it: a model needs none of it.
    private static final Pattern SHAPELESS =
            Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}[\\p{Cc}&&[^\\t\\n]]]");

    private final DiffSecrets secrets;
    private final IdentityHashMap<ReadFile, List<Place>> read = new IdentityHashMap<>();

    ShownLines(DiffSecrets secrets) {
        this.secrets = secrets;
    }

    /// Changed lines, those first where a value differs as the format has it.
    List<Place> of(ReadFile file) {
        return read.computeIfAbsent(file, this::lines);
    }

    private List<Place> lines(ReadFile file) {
        Set<Integer> values = new HashSet<>();
        file.structured().map(StructuredChange::parts).orElse(List.of()).stream()
                .flatMap(part -> part.values().stream())
                .forEach(value -> values.add(value.line()));
        List<Place> first = new ArrayList<>();
        List<Place> then = new ArrayList<>();
        for (AuthorsWords.Left left : AuthorsWords.without(file.file(), secrets::without)) {
            List<Place> to = values.contains(left.line().number()) ? first : then;
            if (to.size() < Briefing.PLACES_MAX) {
                String text = cut(visible(left.text()).strip(), LINE_SHOWN_MAX);
                if (text.chars().anyMatch(Character::isLetterOrDigit)) {
                    boolean added = left.line().kind() == Line.Kind.ADDED;
                    to.add(new Place(file.path(), left.line().number(), added, text));
                }
            }
        }
        first.addAll(then);
        return first;
    }

    String shown(String text) {
        return visible(secrets.without(text));
    }

    private static String visible(String text) {
        String visible = SHAPELESS
                .matcher(HiddenText.visible(text))
                .replaceAll(it -> "<U+%04X>".formatted(it.group().codePointAt(0)));
        return DiffSecrets.OPAQUE.matcher(visible).replaceAll(it -> "[%d characters]".formatted(it.end() - it.start()));
    }

    /// Never inside a character.
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(max)) ? max - 1 : max);
    }
}
