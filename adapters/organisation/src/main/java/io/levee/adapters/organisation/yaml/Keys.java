package io.levee.adapters.organisation.yaml;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which keys a mapping may have.
///
/// @param idea     what the mapping is, for messages: `a passport`
/// @param open     whether any other key is allowed, because they are names of the user's own
/// @param free     keys that start with it are always allowed (`x-`); empty for none
/// @param ours     but keys that start with this are not (`x-levee-`); empty for none
public record Keys(String idea, Set<String> required, Set<String> optional, boolean open, String free, String ours) {
    public Keys {
        required = Set.copyOf(required);
        optional = Set.copyOf(optional);
    }

    public static Keys of(String idea, Set<String> required, Set<String> optional) {
        return new Keys(idea, required, optional, false, "", "");
    }

    /// A mapping from names to things: `people`, `assets`.
    public static Keys names(String idea) {
        return new Keys(idea, Set.of(), Set.of(), true, "", "");
    }

    public Keys allowing(String free, String ours) {
        return new Keys(idea, required, optional, open, free, ours);
    }

    /// For files of other tools, of which only some keys are read.
    public Keys andAnyOther() {
        return new Keys(idea, required, optional, true, free, ours);
    }

    boolean knows(String key) {
        if (open || required.contains(key) || optional.contains(key)) {
            return true;
        }
        boolean mine = !ours.isEmpty() && key.startsWith(ours);
        return !free.isEmpty() && key.startsWith(free) && !mine;
    }

    Set<String> known() {
        Set<String> known = new TreeSet<>(required);
        known.addAll(optional);
        return known;
    }

    String listed() {
        return known().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    }

    String example() {
        return required.isEmpty()
                ? "`name: value`"
                : new TreeSet<>(required).stream().map("`%s:`"::formatted).collect(Collectors.joining(", "));
    }
}
