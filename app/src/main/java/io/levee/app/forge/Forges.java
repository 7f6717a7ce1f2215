package io.levee.app.forge;

import io.levee.adapters.forges.Forge;
import io.levee.adapters.forges.Patience;
import io.levee.adapters.forges.github.GitHubForge;
import io.levee.adapters.forges.gitlab.GitLabForge;
import io.levee.organisation.ForgeSource;
import io.levee.organisation.Organisation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The forges of `levee.yaml`, as it is now. A connection is kept while the organisation says the
/// same of it. Thread-safe.
public final class Forges {
    private final Supplier<Organisation> organisation;
    private final Function<String, String> secrets;
    private final Patience patience;
    private final Map<ForgeSource, Forge> made = new ConcurrentHashMap<>();

    /// @param secrets by name; throws [IllegalStateException] where there is none
    public Forges(Supplier<Organisation> organisation, Function<String, String> secrets, Patience patience) {
        this.organisation = organisation;
        this.secrets = secrets;
        this.patience = patience;
    }

    List<ForgeSource> all() {
        return organisation.get().settings().forges();
    }

    String revision() {
        return organisation.get().revision();
    }

    Optional<ForgeSource> named(String name) {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    String secret(String name) {
        return secrets.apply(name);
    }

    Forge at(ForgeSource source) {
        made.keySet().retainAll(all());
        return made.computeIfAbsent(source, this::forge);
    }

    private Forge forge(ForgeSource source) {
        Supplier<String> token = () -> secrets.apply(source.token());
        return switch (source.kind()) {
            case GITHUB -> new GitHubForge(source.api(), token, patience);
            case GITLAB -> new GitLabForge(source.api(), token, OptionalLong.empty(), patience);
        };
    }
}
