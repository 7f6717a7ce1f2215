package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.OwnServer;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `jobs: tools:` in `levee.yaml`: the server of MCP that is Levee itself. Where nobody writes it, there is none.
final class OwnServerReader {
    private static final Keys TOOLS = Keys.of("`tools` of jobs", Set.of("owner"), Set.of("labels", "clearedFor"));

    private OwnServerReader() {}

    static void read(Fields jobs, Part.Draft draft) {
        if (!jobs.has("tools")) {
            return;
        }
        AssetId server = new AssetId(AssetId.API, OwnServer.NAME);
        draft.mention(server);
        List.of(OwnServer.Tool.values()).forEach(tool -> draft.mention(tool.asset()));
        jobs.fields("tools", TOOLS).ifPresent(fields -> {
            Optional<Located<TeamId>> owner = fields.read("owner", TeamId::new);
            Set<String> labels = Reach.labels(fields, "labels");
            Set<String> clearedFor = Reach.labels(fields, "clearedFor");
            owner.ifPresent(team -> {
                draft.refer(team.line(), "the owner of `tools` of jobs", new Reference.Target.ToTeam(team.value()));
                declare(server, team, labels, clearedFor, jobs.line("tools"), draft);
            });
        });
    }

    /// Labels are of those that quote programs, for they are what is read; the others say ids and states.
    private static void declare(
            AssetId server,
            Located<TeamId> owner,
            Set<String> labels,
            Set<String> clearedFor,
            int line,
            Part.Draft draft) {
        Reach all = new Reach(List.of(), List.of(), Set.of(), clearedFor);
        ApiReader.declare(server, owner.value(), "jobs of agents, as tools", all, line, draft);
        for (OwnServer.Tool tool : OwnServer.Tool.values()) {
            Reach own = new Reach(List.of(), List.of(), tool.quotes() ? labels : Set.of(), Set.of());
            ApiReader.declare(
                    tool.asset(), owner.value(), "", own.under(new Located<>(server, line), all), line, draft);
        }
        draft.declare(new Declaration.OfApi(
                new Api(OwnServer.NAME, owner.value(), Api.Protocol.MCP, OwnServer.HERE, OwnServer.operations()),
                line));
    }
}
