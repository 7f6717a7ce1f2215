package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.organisation.ForgeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// `forges` in `levee.yaml`: where changes come from, and which of them are looked at.
final class ForgesReader {
    private static final Keys FORGE = Keys.of(
            "a forge",
            Set.of("name", "kind", "repositories", "token", "webhook"),
            Set.of("api", "people", "onBehalfOf"));
    private static final Pattern AT_GITHUB = Pattern.compile("[\\w.-]*[\\w-][\\w.-]*/[\\w.-]*[\\w-][\\w.-]*");
    private static final Pattern AT_GITLAB = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern LOGIN = Pattern.compile("[\\w.\\[\\]-]{1,255}");

    private final Part.Draft draft;
    private final Findings findings;

    private ForgesReader(Part.Draft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
    }

    static List<ForgeSource> read(Fields settings, Part.Draft draft, Findings findings) {
        ForgesReader reader = new ForgesReader(draft, findings);
        Map<String, ForgeSource> all = new HashMap<>();
        List<ForgeSource> inOrder = new ArrayList<>();
        List<Node> items = settings.items("forges");
        if (items.size() > ForgeSource.FORGES_MAX) {
            findings.error(
                    settings.line("forges"),
                    "%d forges are too many".formatted(items.size()),
                    "keep them to %d".formatted(ForgeSource.FORGES_MAX));
            return List.of();
        }
        for (Node item : items) {
            Fields.of(item, FORGE, findings).flatMap(reader::forge).ifPresent(forge -> {
                if (all.putIfAbsent(forge.name(), forge) == null) {
                    inOrder.add(forge);
                    return;
                }
                findings.error(
                        settings.line("forges"),
                        "the forge `%s` is there already".formatted(forge.name()),
                        "leave one of them, or give this one another name");
            });
        }
        return inOrder;
    }

    private Optional<ForgeSource> forge(Fields of) {
        Optional<Located<String>> name = of.read("name", text -> Names.check("forge", text));
        Optional<Located<ForgeSource.Kind>> kind = of.read("kind", ForgesReader::kind);
        Optional<Located<String>> token = of.read("token", text -> Names.check("secret", text));
        Optional<Located<String>> webhook = of.read("webhook", text -> Names.check("secret", text));
        Optional<Located<String>> api = of.has("api") ? of.read("api", ForgesReader::api) : Optional.empty();
        Optional<Located<ActorId>> behalf =
                of.has("onBehalfOf") ? of.read("onBehalfOf", ActorId::person) : Optional.empty();
        behalf.ifPresent(it -> refer(it, "`onBehalfOf` of a forge"));
        Map<String, ActorId> people = people(of);
        boolean halfRead = (of.has("api") && api.isEmpty()) || (of.has("onBehalfOf") && behalf.isEmpty());
        if (name.isEmpty() || kind.isEmpty() || token.isEmpty() || webhook.isEmpty() || halfRead) {
            return Optional.empty();
        }
        if (token.get().value().equals(webhook.get().value())) {
            findings.error(
                    webhook.get().line(),
                    "`token` and `webhook` are one secret",
                    "use two: whoever checks webhooks need not open the forge");
            return Optional.empty();
        }
        return Optional.of(new ForgeSource(
                name.get().value(),
                kind.get().value(),
                api.map(Located::value).orElse(publicApi(kind.get().value())),
                repositories(of, kind.get().value()),
                token.get().value(),
                webhook.get().value(),
                people,
                behalf.map(Located::value)));
    }

    private Set<String> repositories(Fields of, ForgeSource.Kind kind) {
        List<Located<String>> named = of.readAll("repositories", text -> repository(text, kind));
        Set<String> all = new LinkedHashSet<>();
        for (Located<String> one : named) {
            if (all.stream().anyMatch(one.value()::equalsIgnoreCase)) {
                findings.error(one.line(), "`%s` is named twice".formatted(one.value()), "leave one of them");
            }
            all.add(one.value());
        }
        if (all.size() > ForgeSource.REPOSITORIES_MAX) {
            findings.error(
                    of.line("repositories"),
                    "%d repositories are too many".formatted(all.size()),
                    "keep them to %d at one forge".formatted(ForgeSource.REPOSITORIES_MAX));
            return Set.of();
        }
        return all;
    }

    private static String repository(String text, ForgeSource.Kind kind) {
        boolean right = switch (kind) {
            case GITHUB -> AT_GITHUB.matcher(text).matches();
            case GITLAB -> AT_GITLAB.matcher(text).matches();
        };
        if (!right) {
            throw new IllegalArgumentException("`%s` is no repository: %s"
                    .formatted(
                            text,
                            switch (kind) {
                                case GITHUB -> "write `OWNER/NAME`";
                                case GITLAB -> "write the project's number in quotes, as in \"42\"";
                            }));
        }
        return text;
    }

    private Map<String, ActorId> people(Fields of) {
        Map<String, ActorId> people = new HashMap<>();
        if (!of.has("people")) {
            return people;
        }
        of.fields("people", Keys.names("`people`")).ifPresent(logins -> {
            for (String login : logins.names()) {
                if (!LOGIN.matcher(login).matches()) {
                    findings.error(
                            logins.line(login), "`%s` is no login".formatted(login), "write it as the forge shows it");
                    continue;
                }
                logins.read(login, ActorId::person).ifPresent(person -> {
                    refer(person, "`people` of a forge");
                    people.put(login, person.value());
                });
            }
        });
        return people;
    }

    private void refer(Located<ActorId> person, String from) {
        draft.refer(person.line(), from, new Reference.Target.ToActor(person.value()));
    }

    private static ForgeSource.Kind kind(String text) {
        return switch (text) {
            case "github" -> ForgeSource.Kind.GITHUB;
            case "gitlab" -> ForgeSource.Kind.GITLAB;
            default ->
                throw new IllegalArgumentException(
                        "`%s` is no kind of forge: write `github` or `gitlab`".formatted(text));
        };
    }

    private static String publicApi(ForgeSource.Kind kind) {
        return switch (kind) {
            case GITHUB -> "https://api.github.com";
            case GITLAB -> "https://gitlab.com/api/v4";
        };
    }

    private static String api(String text) {
        String url = SettingsReader.https(text);
        if (url.endsWith("/") || url.contains("?") || url.contains("#") || url.contains("@")) {
            throw new IllegalArgumentException("`api` has more than a host and a path:"
                    + " write `https://HOST/api/v3` for GitHub, `https://HOST/api/v4` for GitLab");
        }
        return url;
    }
}
