package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.AssetId;
import io.levee.catalog.PathPattern;
import io.levee.catalog.Team;
import io.levee.catalog.TeamReviewer;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `teams/NAME/team.yaml`. The folder is the team's name.
final class TeamReader implements PartReader {
    private static final Keys KEYS = Keys.of(
            "a team",
            Set.of("name", "contact", "onCall", "channel"),
            Set.of("platform", "paths", "library", "reviewer"));
    private static final Keys REVIEWER = Keys.of("a reviewer", Set.of("agent"), Set.of("model", "focus"));

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Optional<Located<TeamId>> id = Scalars.parse(new Located<>(source.folder(1), 0), TeamId::new, findings);
        Optional<Fields> fields = Yaml.document(source, findings).flatMap(node -> Fields.of(node, KEYS, findings));
        id.ifPresent(team -> draft.mention("team:" + team.value()));
        if (id.isPresent() && fields.isPresent()) {
            team(id.get().value(), fields.get(), draft);
        }
        return draft.part();
    }

    private static void team(TeamId id, Fields fields, Part.Draft draft) {
        String name = fields.text("name").map(Located::value).orElse(id.name());
        String contact = fields.text("contact").map(Located::value).orElse("");
        String channel = fields.text("channel").map(Located::value).orElse("");
        boolean platform = fields.flag("platform").map(Located::value).orElse(false);
        List<String> paths = fields.readAll("paths", PathPattern::gitHub).stream()
                .map(path -> path.value().text())
                .toList();
        List<String> library = fields.readAll("library", domain -> Names.check("domain", domain)).stream()
                .map(Located::value)
                .toList();
        Optional<TeamReviewer> reviewer =
                fields.fields("reviewer", REVIEWER).flatMap(reviewing -> reviewer(id, reviewing, draft));
        Optional<Located<ActorId>> onCall = fields.read("onCall", ActorId::person);
        onCall.ifPresent(person -> {
            draft.refer(
                    person.line(),
                    "on call for `team:%s`".formatted(id),
                    new Reference.Target.ToOnCall(person.value()));
            Team team = new Team(id, name, person.value(), channel, platform, paths, library, reviewer);
            draft.declare(new Declaration.OfTeam(team, contact, fields.line()));
        });
    }

    private static Optional<TeamReviewer> reviewer(TeamId team, Fields fields, Part.Draft draft) {
        Optional<Located<ActorId>> agent = fields.read("agent", AskedModels::agent);
        Optional<Located<AssetId>> model = fields.read("model", AskedModels::model);
        String focus =
                fields.read("focus", TeamReader::focus).map(Located::value).orElse("");
        String from = "the reviewer of `team:%s`".formatted(team);
        agent.ifPresent(named -> {
            draft.refer(named.line(), from, new Reference.Target.ToReviewer(team, named.value()));
            model.ifPresent(asked ->
                    draft.refer(asked.line(), from, new Reference.Target.ToModel(asked.value(), named.value())));
        });
        return agent.map(named -> new TeamReviewer(named.value(), model.map(Located::value), focus));
    }

    private static String focus(String text) {
        if (text.length() > TeamReviewer.FOCUS_MAX) {
            throw new IllegalArgumentException(
                    "`focus` has %d characters: write at most %d".formatted(text.length(), TeamReviewer.FOCUS_MAX));
        }
        return text.strip();
    }
}
