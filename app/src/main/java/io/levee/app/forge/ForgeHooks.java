package io.levee.app.forge;

import io.levee.adapters.forges.Deliveries;
import io.levee.adapters.forges.HookAnswer;
import io.levee.adapters.forges.PullRequest;
import io.levee.adapters.forges.github.GitHubHook;
import io.levee.adapters.forges.gitlab.GitLabHook;
import io.levee.adapters.http.HookRoutes;
import io.levee.adapters.http.HookRoutes.Answer;
import io.levee.organisation.ForgeSource;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Webhooks of forges. Nothing of one is read before its signature was checked, and all that is
/// then believed is which pull request to look at.
public final class ForgeHooks {
    private static final System.Logger LOG = System.getLogger(ForgeHooks.class.getName());
    private static final int RETRY_AFTER_SECONDS = 30;

    private final Forges forges;
    private final Sweeps sweeps;
    private final Errands<PullRequestName> reviews;
    private final Deliveries deliveries;
    private final InstantSource clock;

    ForgeHooks(Forges forges, Sweeps sweeps, Errands<PullRequestName> reviews, InstantSource clock) {
        this.forges = forges;
        this.sweeps = sweeps;
        this.reviews = reviews;
        this.deliveries = new Deliveries(clock);
        this.clock = clock;
    }

    /// By the name of a forge; empty for one that `levee.yaml` does not know.
    public Optional<HookRoutes.Hook> of(String name) {
        return forges.named(name).map(source -> (header, body) -> answer(source, header::apply, body));
    }

    private Answer answer(ForgeSource source, UnaryOperator<String> header, byte[] body) {
        HookAnswer read;
        try {
            String secret = forges.secret(source.webhook());
            read = switch (source.kind()) {
                case GITHUB -> new GitHubHook(secret, deliveries).answer(header, body);
                case GITLAB -> new GitLabHook(secret, deliveries, clock).answer(header, body);
            };
        } catch (IllegalStateException | IllegalArgumentException e) { // the secret is not there, or is none
            LOG.log(System.Logger.Level.ERROR, "webhooks of {0} cannot be checked: {1}", source.name(), e.getMessage());
            return later("webhooks of this forge cannot be checked: the log of this replica says why");
        }
        return switch (read) {
            case HookAnswer.Refused(var why) -> {
                LOG.log(System.Logger.Level.WARNING, "a webhook of {0} was refused: {1}", source.name(), why);
                yield said(401, why);
            }
            case HookAnswer.Ignored(var why) -> said(200, why);
            case HookAnswer.Accepted(var ref) -> accepted(source, ref);
            case HookAnswer.Pushed(var repository, var branch) ->
                source.listed(repository)
                        .map(it -> taken(
                                source, it, sweeps.ask(new Sweeps.Sweep(source.name(), it, Optional.of(branch), true))))
                        .orElseGet(() -> unlisted(source, repository));
        };
    }

    private Answer accepted(ForgeSource source, PullRequest.Ref ref) {
        return source.listed(ref.repository())
                .map(it -> taken(
                        source,
                        it,
                        reviews.ask(new PullRequestName(source.name(), new PullRequest.Ref(it, ref.number())))))
                .orElseGet(() -> unlisted(source, ref.repository()));
    }

    /// What there was no room for is looked for later: GitHub does not send it again.
    private Answer taken(ForgeSource source, String repository, boolean taken) {
        if (taken) {
            return said(202, "it is looked at");
        }
        sweeps.owe(new Sweeps.Sweep(source.name(), repository, Optional.empty(), true));
        return later("too much is waiting to be reviewed");
    }

    private static Answer unlisted(ForgeSource source, String repository) {
        LOG.log(
                System.Logger.Level.WARNING,
                "a webhook of {0} was refused: {1} is not in `repositories`",
                source.name(),
                repository);
        return said(
                403,
                "this repository is not reviewed: add it to `repositories` of `%s` in levee.yaml"
                        .formatted(source.name()));
    }

    private static Answer later(String why) {
        return new Answer(
                503,
                Map.of("Content-Type", "text/plain", "Retry-After", Integer.toString(RETRY_AFTER_SECONDS)),
                why + "\n");
    }

    private static Answer said(int status, String why) {
        return new Answer(status, Map.of("Content-Type", "text/plain"), why + "\n");
    }
}
