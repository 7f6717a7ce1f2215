package io.levee.adapters.json;

import io.levee.catalog.AssetId;
import io.levee.facts.ApprovalId;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.facts.JobId;
import io.levee.facts.ReviewId;
import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Facts of any record with components of any content that the record takes, nasty ones first.
final class RandomFacts {
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "\"",
            "\\",
            "\\u0041",
            "\u0000\u0001\b\t\n\u000b\f\r\u001f",
            "\u007f\u0080\u07ff\u0800\u2028\u2029\ufeff\uffff",
            "😀\uD834\uDD1E",
            "\uD800",
            "\uDC00",
            "\uDE00\uD83D",
            "\uD83D\uD83D\uDE00",
            "é",
            "e\u0301",
            "</script>",
            "{\"data\":null}",
            "\"type\":\"io.levee.stop.resumed.v1\"}",
            "x".repeat(3000));

    private final RandomGenerator random;

    RandomFacts(RandomGenerator random) {
        this.random = random;
    }

    Fact next(Class<?> record) {
        return (Fact) value(record);
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return several(generic.getRawType(), generic.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (plain == boolean.class) {
            return random.nextBoolean();
        }
        if (plain == int.class || plain == Integer.class) {
            return random.nextBoolean() ? random.nextInt() : random.nextInt(3) - 1;
        }
        if (plain == long.class) {
            return random.nextBoolean() ? random.nextLong() : random.nextLong(3) - 1;
        }
        if (plain == String.class) {
            return text();
        }
        return known(plain);
    }

    private Object known(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Instant" ->
                Instant.ofEpochSecond(
                        random.nextLong(-62_167_219_200L, 253_402_300_800L),
                        random.nextBoolean() ? random.nextInt(1_000_000_000) : random.nextInt(1_000_000) * 1000L);
            case "ActorId" -> new ActorId((ActorId.Kind) value(ActorId.Kind.class), name());
            case "AssetId" -> new AssetId("kind-" + random.nextInt(9), name() + "/{id}@" + name());
            case "TeamId" -> new TeamId(name());
            case "SessionId" -> new SessionId(name());
            case "TokenId" -> new TokenId(name());
            case "DecisionId" -> new DecisionId(name());
            case "ApprovalId" -> new ApprovalId(name());
            case "ReviewId" -> new ReviewId(name());
            case "JobId" -> new JobId(name());
            case "StopId" -> new StopId(name());
            case "WorkloadId" -> new WorkloadId(name());
            case "Chain" -> chain();
            case "Scope" -> scope();
            default -> record(type);
        };
    }

    private Object several(Type container, Type element) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(element));
        }
        if (container == Optional.class) {
            return values.stream().findFirst();
        }
        return container == Set.class ? new HashSet<>(values) : values;
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> value(component.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no random %s: list it in known()".formatted(type), e);
        }
    }

    private Chain chain() {
        Chain chain = Chain.of(ActorId.person(name()));
        for (int i = random.nextInt(Chain.AGENTS_MAX + 1); i > 0; i--) {
            chain = chain.delegatedTo(ActorId.agent(i + name()));
        }
        return chain;
    }

    private Scope scope() {
        return switch (random.nextInt(9)) {
            case 0 -> new Scope.Agent(ActorId.agent(name()));
            case 1 -> new Scope.Person(ActorId.person(name()));
            case 2 -> new Scope.Team(new TeamId(name()));
            case 3 -> new Scope.Session(new SessionId(name()));
            case 4 -> new Scope.Job(new WorkloadId(name()));
            case 5 -> new Scope.Operation(AssetId.operation(name(), name()));
            case 6 -> new Scope.Model(new AssetId(AssetId.MODEL, name() + "/" + name()));
            case 7 -> new Scope.Label(name());
            default -> new Scope.Everything();
        };
    }

    private String name() {
        return "n" + Long.toString(random.nextLong(1L << 40), 36) + (random.nextBoolean() ? "" : "._-@");
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? NASTY.get(random.nextInt(NASTY.size()))
                            : String.valueOf((char) random.nextInt(Character.MAX_VALUE + 1)));
        }
        return text.toString();
    }
}
