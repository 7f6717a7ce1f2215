package io.levee.app.review;

import io.levee.catalog.OwnersFile;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.PathOwners;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// CODEOWNERS of a repository that is reviewed, as its base version has it. Owners that the
/// organisation knows are its teams; any other is a team of the owner's own name, so that a
/// stranger's repository can be reviewed too.
public final class OwnersOf {
    private OwnersOf() {}

    /// @param textAt a file of the base version
    /// @return empty where the repository has none
    public static Optional<PathOwners> repository(Function<String, Optional<String>> textAt) {
        for (OwnersFile.Dialect dialect : OwnersFile.Dialect.values()) {
            for (String place : dialect.places()) {
                Optional<String> text = textAt.apply(place);
                if (text.isPresent()) {
                    OwnersFile file = OwnersFile.read(text.get(), OwnersFile.Dialect.guess(place, text.get()));
                    return Optional.of(path -> owners(place, file.ownersOf(path)));
                }
            }
        }
        return Optional.empty();
    }

    /// The organisation's own CODEOWNERS. A person stands for each team that they are in.
    public static PathOwners organisation(Organisation organisation) {
        return path -> organisation.codeOwners().sections().stream()
                .flatMap(section -> section.ruleFor(path).stream()
                        .flatMap(rule -> rule.owners().stream()
                                .flatMap(owner -> teams(owner, organisation))
                                .map(team -> new PathOwners.Owner(
                                        team, section.optional(), "CODEOWNERS:%d".formatted(rule.line())))))
                .distinct()
                .toList();
    }

    private static Stream<TeamId> teams(ActorId owner, Organisation organisation) {
        return switch (owner.kind()) {
            case TEAM -> Stream.of(new TeamId(owner.name()));
            case PERSON ->
                organisation.person(owner).stream()
                        .flatMap(person -> person.teams().stream().sorted());
            case AGENT -> Stream.empty();
        };
    }

    private static List<PathOwners.Owner> owners(String place, List<OwnersFile.Owned> owned) {
        List<PathOwners.Owner> owners = new ArrayList<>();
        for (OwnersFile.Owned section : owned) {
            for (String owner : section.owners()) {
                owners.add(new PathOwners.Owner(
                        new TeamId(name(owner)), section.optional(), "%s:%d".formatted(place, section.line())));
            }
        }
        return owners;
    }

    /// `@acme/kafka` and `@kafka` are `kafka`; an address is whoever stands before its `@`.
    static String name(String owner) {
        String bare = owner.startsWith("@") ? owner.replaceFirst("^@+", "") : owner.replaceFirst("@.*$", "");
        String last = bare.substring(bare.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String clean = last.replaceAll("[^a-z0-9._-]", "-").replaceFirst("^[^a-z0-9]+", "");
        String cut = clean.length() > Names.LENGTH_MAX ? clean.substring(0, Names.LENGTH_MAX) : clean;
        return Names.valid(cut) ? cut : "unknown-owner";
    }
}
