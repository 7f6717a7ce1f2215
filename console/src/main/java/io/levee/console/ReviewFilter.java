package io.levee.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which reviews a visitor wants to see.
///
/// @param show `all`, a word of a decision, or `overridden`
/// @param team one that was asked; empty for any
public record ReviewFilter(String show, String team) {
    public static final List<String> SHOWS = List.of("all", "allowed", "held", "denied", "overridden");
    static final int TEAM_LENGTH_MAX = 100;
    static final int TEAMS_MAX = 500;

    static ReviewFilter of(@Nullable String show, @Nullable String team) {
        String wanted = team == null ? "" : team.strip();
        return new ReviewFilter(
                show != null && SHOWS.contains(show) ? show : "all",
                wanted.substring(0, Math.min(wanted.length(), TEAM_LENGTH_MAX)));
    }

    boolean admits(Review review) {
        boolean shown = switch (show) {
            case "all" -> true;
            case "overridden" -> review.isOverridden();
            default -> review.word().equals(show);
        };
        return shown
                && (team.isEmpty()
                        || review.teams().stream().anyMatch(it -> it.team().equals(team)));
    }

    /// To choose from.
    static List<String> teams(List<Review> reviews) {
        return reviews.stream()
                .flatMap(it -> it.teams().stream())
                .map(Review.Team::team)
                .distinct()
                .sorted()
                .limit(TEAMS_MAX)
                .toList();
    }

    /// This filter with another decision, as a query.
    public String query(String other) {
        return "?show=" + other + (team.isEmpty() ? "" : "&team=" + URLEncoder.encode(team, StandardCharsets.UTF_8));
    }
}
