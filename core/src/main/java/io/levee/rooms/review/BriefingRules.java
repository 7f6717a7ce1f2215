package io.levee.rooms.review;

import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Passage;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Briefing.Known;
import io.levee.rooms.review.advice.Briefing.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses what the model of one team sees: the lines that its rules are about before others, a few
/// of each file, and the rules and pages to judge them by.
final class BriefingRules {
    static final int FILES_MAX = 12;
    static final int RULES_MAX = 20;
    static final int PASSAGES_MAX = Briefing.KNOWN_MAX - RULES_MAX;
    static final int PATH_MAX = 300;
    static final int KNOWN_SHOWN_MAX = 600;
    /// What is left for lines when the team knows as much as it may.
    private static final int PLACES_CHARS_MAX = 8_000;

    private static final int QUESTION_MAX = 1_000;
    private static final int ID_MAX = 128;
    private final TeamId team;
    private final List<Guardrail> guardrails;
    private final ShownLines lines;
    private final String focus;

    /// @param guardrails the team's
    /// @param focus      the team's, in plain words
    BriefingRules(TeamId team, List<Guardrail> guardrails, String focus, ShownLines lines) {
        this.team = team;
        this.focus = focus;
        this.guardrails = List.copyOf(guardrails);
        this.lines = lines;
    }

    /// The lines to show.
    List<Place> places(ReadChange change) {
        List<Deque<Place>> waiting = nearest(change).stream()
                .<Deque<Place>>map(file -> new ArrayDeque<>(lines.of(file)))
                .toList();
        List<Place> places = new ArrayList<>();
        int chars = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (Deque<Place> of : waiting) {
                if (!of.isEmpty() && places.size() < Briefing.PLACES_MAX) {
                    Place next = of.removeFirst();
                    more = true;
                    if (chars + next.chars() <= PLACES_CHARS_MAX) {
                        chars += next.chars();
                        places.add(next);
                    }
                }
            }
        }
        places.sort(
                Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparing(Place::added));
        return places;
    }

    /// What the team would look for in its pages.
    String question(List<Place> places) {
        String all = places.stream().map(Place::text).collect(Collectors.joining("\n"));
        return ShownLines.cut(all, QUESTION_MAX);
    }

    Briefing briefing(ReadChange change, List<Place> places, List<Passage> passages) {
        List<Known> known = new ArrayList<>();
        guardrails.stream()
                .filter(it -> change.files().stream()
                        .anyMatch(file -> it.appliesTo().covers(file.file(), file.structured(), file.touched())))
                .sorted(Comparator.comparing(Guardrail::severity).reversed().thenComparing(Guardrail::id))
                .limit(RULES_MAX)
                .forEach(it -> known("guardrail", it.id(), it.message()).ifPresent(known::add));
        passages.stream()
                .filter(it -> it.team().equals(team)
                        && Set.of("incident", "runbook", "skill").contains(it.kind()))
                .limit(PASSAGES_MAX)
                .forEach(it -> known(it.kind(), it.id(), it.text()).ifPresent(known::add));
        return new Briefing(team, ShownLines.cut(lines.shown(focus), Briefing.FOCUS_MAX), places, known);
    }

    private Optional<Known> known(String kind, String id, String text) {
        return id.length() > ID_MAX || !lines.shown(id).equals(id)
                ? Optional.empty()
                : Optional.of(new Known(kind, id, ShownLines.cut(lines.shown(text), KNOWN_SHOWN_MAX)));
    }

    /// Files that may be shown, those first that the team's rules are about.
    private List<ReadFile> nearest(ReadChange change) {
        List<List<ReadFile>> byDistance = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (ReadFile file : change.files()) {
            List<ReadFile> near = byDistance.get(distance(file));
            if (near.size() < FILES_MAX && mayBeShown(file)) {
                near.add(file);
            }
        }
        return byDistance.stream().flatMap(List::stream).limit(FILES_MAX).toList();
    }

    private boolean mayBeShown(ReadFile file) {
        String path = file.path();
        return path.length() <= PATH_MAX
                && !AuthorsWords.areAllOf(path)
                && !file.file().hunks().isEmpty()
                && lines.shown(path).equals(path);
    }

    /// How near a file is to the team, 0 to 2.
    private int distance(ReadFile file) {
        if (guardrails.stream().anyMatch(it -> it.appliesTo().covers(file.file(), file.structured(), file.touched()))) {
            return 0;
        }
        return file.touched().stream().anyMatch(it -> it.owner().equals(team.name())) ? 1 : 2;
    }
}
