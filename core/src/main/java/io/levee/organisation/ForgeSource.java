package io.levee.organisation;

import io.levee.identity.ActorId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A forge whose changes are reviewed, as `levee.yaml` says it.
///
/// @param api          its API, without a slash at its end
/// @param repositories whose changes are reviewed; a webhook of any other is refused. At GitLab
///   the numbers of projects: a path may be somebody else's tomorrow
/// @param token        the name of the secret that opens it
/// @param webhook      the name of the secret that its webhooks are signed with
/// @param people       who is behind a login; whoever is not here is nobody we know
/// @param onBehalfOf   the person whose right it is to say that a change was undone; empty
///   where nobody says so by itself
public record ForgeSource(
        String name,
        Kind kind,
        String api,
        Set<String> repositories,
        String token,
        String webhook,
        Map<String, ActorId> people,
        Optional<ActorId> onBehalfOf) {
    public static final int FORGES_MAX = 20;
    public static final int REPOSITORIES_MAX = 500;

    public ForgeSource {
        repositories = Set.copyOf(repositories);
        people = Map.copyOf(people);
    }

    /// The repository as it is written here; empty where its changes are not reviewed. Forges
    /// do not tell names apart by the case of their letters.
    public Optional<String> listed(String repository) {
        return repositories.stream().filter(repository::equalsIgnoreCase).findFirst();
    }

    /// What is spoken there.
    public enum Kind {
        GITHUB,
        GITLAB
    }
}
