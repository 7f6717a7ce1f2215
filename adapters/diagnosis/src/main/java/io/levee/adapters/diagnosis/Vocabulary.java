package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Automaton;
import io.levee.adapters.diagnosis.log.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Words that lines are searched for, each once, and what they are for. Filled by one thread.
final class Vocabulary {
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> all = new ArrayList<>();
    private final BitSet opening = new BitSet();
    private final BitSet watched = new BitSet();
    private final BitSet closing = new BitSet();

    Vocabulary() {
        Words.OF_FAILURES.forEach(this::opening);
        Endings.FAILED.forEach(this::opening);
        ExitCodes.WORDS.forEach(this::opening);
        Endings.SUCCEEDED.forEach(this::watched);
        Figures.WORDS.forEach(this::watched);
        Engines.WORDS.keySet().forEach(this::place);
        Endings.CLOSING.forEach(word -> closing.set(place(word)));
    }

    /// A line with it is looked at, with what belongs to it.
    int opening(String word) {
        int place = place(word);
        opening.set(place);
        return place;
    }

    private void watched(String word) {
        watched.set(place(word));
    }

    /// A line with it is counted.
    int place(String word) {
        return places.computeIfAbsent(word.toLowerCase(Locale.ROOT), lower -> {
            all.add(lower);
            return all.size() - 1;
        });
    }

    Words words() {
        return new Words(Automaton.of(all), opening, watched, closing);
    }
}
