package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.budget.Budget;
import io.levee.budget.Per;
import io.levee.budget.Unit;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Names;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `budgets.yaml`: what may be spent, by whom, over which windows.
final class BudgetsReader implements PartReader {
    private static final Keys KEYS = Keys.of("budgets.yaml", Set.of("budgets"), Set.of());
    private static final Keys BUDGET =
            Keys.of("a budget", Set.of("of"), Set.of("per", "limit", "every", "perCall", "only", "for"));
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .flatMap(file -> file.fields("budgets", Keys.names("`budgets`")))
                .ifPresent(budgets -> budgets.names()
                        .forEach(name -> budgets.fields(name, BUDGET)
                                .flatMap(fields -> new Reading(name, fields, draft, findings).budget())
                                .ifPresent(budget ->
                                        draft.declare(new Declaration.OfBudget(budget, budgets.line(name))))));
        return draft.part();
    }

    private record Reading(String name, Fields fields, Part.Draft draft, Findings findings) {
        Optional<Budget> budget() {
            Optional<Located<Unit>> unit = fields.read("of", Unit::of);
            Optional<Located<Per>> per = fields.read("per", Per::of);
            Optional<Located<Long>> limit = fields.whole("limit", Budget.AMOUNT_MAX);
            Optional<Located<Duration>> every = fields.read("every", BudgetsReader::duration);
            Optional<Located<Long>> perCall = fields.whole("perCall", Budget.AMOUNT_MAX);
            List<Located<AssetPattern>> only = fields.readAll("only", AssetPattern::new);
            only.forEach(it -> draft.refer(it.line(), about("only"), new Reference.Target.ToAssets(it.value())));
            Set<ActorId> holders = holders(per);
            boolean whole = hasWhole();
            boolean fits = unit.isPresent() && fits(unit.get().value(), limit, perCall);
            boolean named = named();
            if (!whole || !fits || !named || (fields.has("limit") && (limit.isEmpty() || every.isEmpty()))) {
                return Optional.empty();
            }
            return Optional.of(new Budget(
                    name,
                    unit.get().value(),
                    per.map(Located::value).orElse(Per.ORGANISATION),
                    holders,
                    only.stream().map(Located::value).toList(),
                    limit.map(most ->
                            new Budget.Quota(most.value(), every.orElseThrow().value())),
                    perCall.map(Located::value).orElse(Budget.AMOUNT_MAX)));
        }

        private boolean named() {
            if (Names.valid(name) && !name.startsWith(Budget.OF_PASSPORT)) {
                return true;
            }
            findings.error(
                    fields.line(),
                    "`%s` cannot be the name of a budget".formatted(name),
                    "use letters, digits, `.`, `_` and `-`; `%s…` are those of passports"
                            .formatted(Budget.OF_PASSPORT));
            return false;
        }

        /// A limit needs a window and whose it is; what has no limit must bound one call.
        private boolean hasWhole() {
            if (!fields.has("limit")) {
                return (fields.has("perCall") && !fields.has("every"))
                        || wrong("limits nothing", "add `limit:`, `every:` and `per:`, or only `perCall:`");
            }
            return (fields.has("every") && fields.has("per"))
                    || wrong(
                            "has a `limit` without `every` or `per`", "say over which time and for whom it is counted");
        }

        private boolean fits(Unit unit, Optional<Located<Long>> limit, Optional<Located<Long>> perCall) {
            if (perCall.isPresent() && perCall.get().value() == 0) {
                return wrong("allows no call anything", "write at least `perCall: 1`, or forbid the calls by a policy");
            }
            if (unit.measured() && (!fields.has("perCall") || !fields.has("limit"))) {
                return wrong(
                        "counts %s, which nobody knows before a call".formatted(unit.word()),
                        "add `limit:` and `perCall:`: so much is reserved for each call, and where it would be more the"
                                + " call ends");
            }
            if (unit.measured()
                    && limit.isPresent()
                    && perCall.isPresent()
                    && limit.get().value() > 0
                    && perCall.get().value() > limit.get().value()) {
                return wrong("reserves more for one call than its limit", "make `perCall` smaller");
            }
            return true;
        }

        private Set<ActorId> holders(Optional<Located<Per>> per) {
            List<Located<ActorId>> holders = fields.readAll("for", ActorId::parse);
            Set<ActorId> all = new HashSet<>();
            for (Located<ActorId> holder : holders) {
                draft.refer(holder.line(), about("for"), new Reference.Target.ToActor(holder.value()));
                String kind = holder.value().kind().word();
                if (per.isPresent() && !per.get().value().word().equals(kind)) {
                    findings.error(
                            holder.line(),
                            "`%s` has no account under a budget per %s"
                                    .formatted(holder.value(), per.get().value().word()),
                            "write `per: %s`, or name others".formatted(kind));
                }
                all.add(holder.value());
            }
            return all;
        }

        private boolean wrong(String what, String fix) {
            findings.error(fields.line(), "the budget `%s` %s".formatted(name, what), fix);
            return false;
        }

        private String about(String key) {
            return "`%s` of the budget `%s`".formatted(key, name);
        }
    }

    static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("`%s` is no time: write `30s`, `15m`, `1h` or `7d`".formatted(text));
        }
        long count = Long.parseLong(match.group(1));
        Duration time = switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        if (time.compareTo(Budget.WINDOW_MAX) > 0) {
            throw new IllegalArgumentException("`%s` is too long: a window has at most 31 days".formatted(text));
        }
        return time;
    }
}
