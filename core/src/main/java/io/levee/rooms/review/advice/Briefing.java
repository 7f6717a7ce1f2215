package io.levee.rooms.review.advice;

import io.levee.identity.TeamId;
import java.util.List;

/// What the model of one team sees of a change: few lines, and what the team knows about them.
/// All of it is data. Nothing here is the title, the description or the message of the change,
/// and no text file meant for people; comments of the author and secrets are left out, and what
/// people do not see is written out.
///
/// @param focus  what the team wants looked at besides; it wrote that itself, before the change
/// @param places changed lines, in the order of the change
/// @param known  rules that were asked, the most severe first; then passages that were found
public record Briefing(TeamId team, String focus, List<Place> places, List<Known> known) {
    public static final int PLACES_MAX = 40;
    public static final int KNOWN_MAX = 25;
    /// Characters of all texts together.
    public static final int CHARS_MAX = 24_000;
    /// Characters of the focus, besides.
    public static final int FOCUS_MAX = 1_000;

    public Briefing {
        places = List.copyOf(places);
        known = List.copyOf(known);
        int chars = places.stream().mapToInt(Place::chars).sum()
                + known.stream().mapToInt(Known::chars).sum();
        if (places.size() > PLACES_MAX || known.size() > KNOWN_MAX || chars > CHARS_MAX || focus.length() > FOCUS_MAX) {
            throw new IllegalArgumentException("`%d` places, `%d` pieces of knowledge and `%d` characters are too much"
                    .formatted(places.size(), known.size(), chars));
        }
    }

    /// Without a focus.
    public Briefing(TeamId team, List<Place> places, List<Known> known) {
        this(team, "", places, known);
    }

    /// @param file  its path
    /// @param line  its number, from 1
    /// @param added whether it was added; otherwise it was taken out
    /// @param text  what may be shown of it
    public record Place(String file, int line, boolean added, String text) {
        public int chars() {
            return file.length() + text.length();
        }
    }

    /// @param kind `guardrail`, `incident`, `runbook` or `skill`
    /// @param text what may be shown of it
    public record Known(String kind, String id, String text) {
        public int chars() {
            return kind.length() + id.length() + text.length();
        }
    }

    /// Whether the model could read what it quotes at the places that it names.
    public boolean shows(Claim claim) {
        return places.stream()
                        .anyMatch(it -> it.line() == claim.line()
                                && it.file().equals(claim.file())
                                && it.text().contains(claim.quote()))
                && known.stream()
                        .anyMatch(it -> it.kind().equals(claim.kind())
                                && it.id().equals(claim.id())
                                && it.text().contains(claim.says()));
    }
}
