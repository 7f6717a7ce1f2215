package io.levee.adapters.json;

import io.levee.catalog.AssetId;
import io.levee.facts.ApprovalId;
import io.levee.facts.DecisionId;
import io.levee.facts.JobId;
import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Finds the [Wire] of a type. What has a written form is listed; lists, sets, optionals, enums and
/// records follow from what they hold. A type that is none of these fails at start-up, not when the
/// first fact of it arrives. Not thread-safe: used once, by [FactTypes].
final class Wires {
    private final Map<Type, Wire<?>> known = new HashMap<>();

    Wires() {
        known.put(boolean.class, new Truth());
        known.put(int.class, new Whole());
        known.put(Integer.class, new Whole());
        known.put(long.class, new LongWhole());
        written(String.class, Function.identity());
        known.put(Instant.class, new TextWire<>(Times::write, Times::read));
        written(ActorId.class, ActorId::parse);
        written(AssetId.class, AssetId::parse);
        written(Scope.class, Scope::parse);
        written(TeamId.class, TeamId::new);
        written(SessionId.class, SessionId::new);
        written(TokenId.class, TokenId::new);
        written(DecisionId.class, DecisionId::new);
        written(ApprovalId.class, ApprovalId::new);
        written(JobId.class, JobId::new);
        written(StopId.class, StopId::new);
        written(WorkloadId.class, WorkloadId::new);
    }

    private <T> void written(Class<T> type, Function<String, T> reader) {
        known.put(type, new TextWire<>(Object::toString, reader));
    }

    @SuppressWarnings("unchecked") // the map holds for each type a wire of that type
    <T> Wire<T> of(Type type) {
        Wire<?> wire = known.get(type);
        if (wire == null) {
            wire = find(type);
            known.put(type, wire);
        }
        return (Wire<T>) wire;
    }

    private Wire<?> find(Type type) {
        if (type instanceof ParameterizedType generic) {
            Wire<Object> element = of(generic.getActualTypeArguments()[0]);
            if (generic.getRawType() == List.class) {
                return new CollectionWire.Many<>(element);
            }
            if (generic.getRawType() == Optional.class) {
                return new CollectionWire.Perhaps<>(element);
            }
            if (generic.getRawType() == Set.class && element instanceof TextWire<Object> text) {
                return new CollectionWire.Several<>(text);
            }
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return words(plain);
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return new RecordWire<>(plain, this);
        }
        throw new IllegalArgumentException("%s has no wire form: list it in Wires".formatted(type));
    }

    /// Constants as lower case words: `CALLER_LEFT` is `caller-left`.
    private static Wire<?> words(Class<?> type) {
        Map<String, Object> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(Wires::word, constant -> constant));
        Map<Object, String> words = new HashMap<>();
        constants.forEach((word, constant) -> words.put(constant, word));
        return new TextWire<>(constant -> Objects.requireNonNull(words.get(constant)), word -> {
            Object constant = constants.get(word);
            if (constant == null) {
                throw new IllegalArgumentException("`%s` is no %s".formatted(word, type.getSimpleName()));
            }
            return constant;
        });
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Truth() implements Wire<Boolean> {
        private static final byte[] TRUE = CanonicalJson.ascii("true");
        private static final byte[] FALSE = CanonicalJson.ascii("false");

        @Override
        public void write(Boolean value, CanonicalJson out) {
            out.append(value ? TRUE : FALSE);
        }

        @Override
        public Boolean read(JsonParser in) {
            if (in.currentToken() != JsonToken.VALUE_TRUE) {
                Wire.expect(in, JsonToken.VALUE_FALSE);
            }
            return in.getBooleanValue();
        }
    }

    private record Whole() implements Wire<Integer> {
        @Override
        public void write(Integer value, CanonicalJson out) {
            out.append((long) value);
        }

        @Override
        public Integer read(JsonParser in) {
            Wire.expect(in, JsonToken.VALUE_NUMBER_INT);
            return in.getIntValue();
        }
    }

    private record LongWhole() implements Wire<Long> {
        @Override
        public void write(Long value, CanonicalJson out) {
            out.append(value);
        }

        @Override
        public Long read(JsonParser in) {
            Wire.expect(in, JsonToken.VALUE_NUMBER_INT);
            return in.getLongValue();
        }
    }
}
