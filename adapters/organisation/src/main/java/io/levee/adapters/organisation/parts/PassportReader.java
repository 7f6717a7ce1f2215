package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Passport;
import io.levee.identity.Passport.Spend;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `agents/NAME.yaml`: the passport of the agent of that name. All seven questions must be answered; an
/// empty list is an answer only to what it may know and what it may change.
final class PassportReader implements PartReader {
    private static final long CALLS_MAX = 100_000_000;
    private static final long CENTS_MAX = 1_000_000_000;
    private static final Keys KEYS = Keys.of(
            "a passport",
            Set.of("purpose", "owner", "runsAt", "actsFor", "mayKnow", "mayChange", "spend", "observed", "stoppers"),
            Set.of("roles"));
    private static final Keys SPEND = Keys.of("`spend`", Set.of("callsPerHour", "usdCentsPerDay"), Set.of());

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Optional<Located<ActorId>> agent =
                Scalars.parse(new Located<>(source.nameWithout(".yaml"), 0), ActorId::agent, findings);
        Optional<Fields> fields = Yaml.document(source, findings).flatMap(node -> Fields.of(node, KEYS, findings));
        if (agent.isPresent() && fields.isPresent()) {
            new Reading(agent.get().value(), fields.get(), draft, findings).passport();
        }
        return draft.part();
    }

    private record Reading(ActorId agent, Fields fields, Part.Draft draft, Findings findings) {
        void passport() {
            Optional<Located<String>> purpose = fields.text("purpose");
            Optional<Located<TeamId>> owner = fields.read("owner", TeamId::new);
            Optional<Located<String>> runsAt = fields.text("runsAt");
            Set<ActorId> actsFor = actors("actsFor", "nobody could ever use this agent");
            List<AssetPattern> mayKnow = patterns("mayKnow");
            List<AssetPattern> mayChange = patterns("mayChange");
            Optional<Spend> spend = fields.fields("spend", SPEND).flatMap(Reading::spend);
            List<String> observed = fields.readAll("observed", text -> text).stream()
                    .map(Located::value)
                    .toList();
            notEmpty("observed", observed.isEmpty(), "nobody would see what this agent does");
            Set<ActorId> stoppers = actors("stoppers", "nobody could stop this agent");
            List<Located<Role>> roles = fields.readAll("roles", Role::new);
            roles.forEach(role -> refer(role.line(), "a role", new Reference.Target.ToRole(role.value())));
            owner.ifPresent(team -> refer(team.line(), "the owner", new Reference.Target.ToTeam(team.value())));
            if (purpose.isEmpty() || owner.isEmpty() || runsAt.isEmpty() || spend.isEmpty()) {
                return;
            }
            Passport passport = new Passport(
                    agent,
                    purpose.get().value(),
                    owner.get().value(),
                    runsAt.get().value(),
                    actsFor,
                    mayKnow,
                    mayChange,
                    spend.get(),
                    observed,
                    stoppers,
                    PeopleReader.values(roles));
            draft.declare(new Declaration.OfPassport(passport, fields.line()));
        }

        private static Optional<Spend> spend(Fields spend) {
            var calls = spend.whole("callsPerHour", CALLS_MAX);
            var cents = spend.whole("usdCentsPerDay", CENTS_MAX);
            if (calls.isEmpty() || cents.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Spend(calls.get().value(), cents.get().value()));
        }

        private Set<ActorId> actors(String key, String ifEmpty) {
            List<Located<ActorId>> actors = fields.readAll(key, Reading::personOrTeam);
            notEmpty(key, actors.isEmpty(), ifEmpty);
            actors.forEach(actor -> refer(actor.line(), "`" + key + "`", new Reference.Target.ToActor(actor.value())));
            return PeopleReader.values(actors);
        }

        private static ActorId personOrTeam(String text) {
            ActorId actor = ActorId.parse(text);
            if (actor.isAgent()) {
                throw new IllegalArgumentException(
                        "`%s` is an agent: name people and teams, as `person:NAME` or `team:NAME`".formatted(text));
            }
            return actor;
        }

        private List<AssetPattern> patterns(String key) {
            List<Located<AssetPattern>> patterns = fields.readAll(key, AssetPattern::new);
            patterns.forEach(
                    pattern -> refer(pattern.line(), "`" + key + "`", new Reference.Target.ToAssets(pattern.value())));
            return patterns.stream().map(Located::value).toList();
        }

        /// A list that is there and has no entry; one that is not there was found already.
        private void notEmpty(String key, boolean empty, String why) {
            if (empty && fields.has(key) && fields.items(key).isEmpty()) {
                findings.error(fields.line(key), "`%s` is empty: %s".formatted(key, why), "name at least one");
            }
        }

        private void refer(int line, String role, Reference.Target target) {
            draft.refer(line, "%s of `%s`".formatted(role, agent), target);
        }
    }
}
