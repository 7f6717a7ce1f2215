package io.levee.rooms.review;

import io.levee.change.PlainWords;
import io.levee.identity.ActorId;
import java.util.List;
import java.util.Optional;

/// The agent that reviews for a team. It acts for a person, as every agent does; never for the one
/// whose change it judges.
///
/// @param people whom it may act for now, the first one rather than the next
/// @param focus  what the team wants its model to look at besides; plain words, perhaps none
public record ReviewAgent(ActorId agent, List<ActorId> people, String focus) {
    public ReviewAgent {
        people = List.copyOf(people);
        focus = PlainWords.of(focus);
    }

    /// Whom it acts for when it judges this creator's change.
    Optional<ActorId> behind(Creator creator) {
        return people.stream()
                .filter(it -> !creator.person().equals(Optional.of(it)))
                .findFirst();
    }

    Separation from(Creator creator) {
        if (creator.agents().contains(agent)) {
            return Separation.SAME_AGENT;
        }
        if (people.isEmpty()) {
            return Separation.NOBODY_BEHIND;
        }
        return behind(creator).isPresent() ? Separation.APART : Separation.SAME_PERSON;
    }
}
