package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.ledger.MaxStaleness;
import io.levee.ledger.proof.VerifierKey;
import io.levee.organisation.StalenessWaiver;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// `staleness` in `levee.yaml`: APIs about which a replica decides with a fresher view than the house wants, or, with a
/// waiver that an operator signed, changes with an older one.
final class StalenessReader {
    private static final Keys KEYS = Keys.of("a staleness", Set.of("api"), Set.of("changes", "all", "waiver"));
    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})(ms|s)");

    private StalenessReader() {}

    static Map<String, MaxStaleness> read(
            Fields settings, Map<ActorId, VerifierKey> operators, Part.Draft draft, Findings findings) {
        Map<String, MaxStaleness> all = new HashMap<>();
        for (Node item : settings.has("staleness") ? settings.items("staleness") : List.<Node>of()) {
            Fields.of(item, KEYS, findings).ifPresent(fields -> {
                Optional<Located<String>> api = fields.read("api", text -> Names.check("API", text));
                api.ifPresent(it -> draft.refer(
                        it.line(), "a staleness", new Reference.Target.ToAsset(new AssetId(AssetId.API, it.value()))));
                Optional<MaxStaleness> max = api.flatMap(it -> one(fields, it.value(), operators, findings));
                if (api.isPresent()
                        && max.isPresent()
                        && all.putIfAbsent(api.get().value(), max.get()) != null) {
                    findings.error(
                            api.get().line(),
                            "`%s` has a staleness already".formatted(api.get().value()),
                            "leave one of them");
                }
            });
        }
        return all;
    }

    private static Optional<MaxStaleness> one(
            Fields fields, String api, Map<ActorId, VerifierKey> operators, Findings findings) {
        Optional<Located<StalenessWaiver>> waiver = fields.has("waiver")
                ? fields.read("waiver", note -> StalenessWaiver.signed(note.strip() + "\n", operators))
                : Optional.empty();
        Duration all = time(fields, "all", MaxStaleness.HOUSE.all());
        Duration house = MaxStaleness.HOUSE.changes();
        Duration changes = time(fields, "changes", all.compareTo(house) < 0 ? all : house);
        Optional<Instant> until = waiver.map(it -> it.value().until());
        MaxStaleness max;
        try {
            max = new MaxStaleness(changes, all, until);
        } catch (IllegalArgumentException e) {
            findings.error(fields.line(), String.valueOf(e.getMessage()), "see docs/guide/stops.md");
            return Optional.empty();
        }
        boolean covered = waiver.filter(it ->
                        it.value().api().equals(api) && it.value().changes().compareTo(changes) >= 0)
                .isPresent();
        if (max.isLooser() && !covered) {
            findings.error(
                    fields.line("changes"),
                    "`changes` of `%s` is longer than %d s, and no waiver says that".formatted(api, house.toSeconds()),
                    "have an operator sign one: `levee staleness-waiver --api %s --changes %d …`"
                            .formatted(api, changes.toMillis()));
            return Optional.empty();
        }
        return Optional.of(max);
    }

    private static Duration time(Fields fields, String key, Duration otherwise) {
        return fields.has(key)
                ? fields.read(key, StalenessReader::time).map(Located::value).orElse(otherwise)
                : otherwise;
    }

    private static Duration time(String text) {
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("`%s` is no time: write `500ms` or `2s`".formatted(text));
        }
        long count = Long.parseLong(match.group(1));
        return match.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
    }
}
