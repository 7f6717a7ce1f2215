package io.levee.adapters.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Values that hold others: [Many] as an array, [Several] as a sorted array, [Perhaps] as the value or
/// `null`.
sealed interface CollectionWire<E, T> extends Wire<T> {

    Wire<E> element();

    default void writeAll(Collection<E> values, CanonicalJson out) {
        out.append('[');
        boolean first = true;
        for (E value : values) {
            if (!first) {
                out.append(',');
            }
            first = false;
            element().write(value, out);
        }
        out.append(']');
    }

    default List<E> readAll(JsonParser in) {
        Wire.expect(in, JsonToken.START_ARRAY);
        List<E> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(element().read(in));
        }
        return values;
    }

    record Many<E>(Wire<E> element) implements CollectionWire<E, List<E>> {
        @Override
        public void write(List<E> values, CanonicalJson out) {
            writeAll(values, out);
        }

        @Override
        public List<E> read(JsonParser in) {
            return readAll(in);
        }
    }

    /// @param element has a written form, which gives the set its order
    record Several<E>(TextWire<E> element) implements CollectionWire<E, Set<E>> {
        @Override
        public void write(Set<E> values, CanonicalJson out) {
            if (values.size() < 2) {
                writeAll(values, out);
                return;
            }
            TreeMap<String, E> sorted = new TreeMap<>();
            values.forEach(value -> sorted.put(element.writer().apply(value), value));
            writeAll(sorted.values(), out);
        }

        @Override
        public Set<E> read(JsonParser in) {
            return Set.copyOf(readAll(in));
        }
    }

    record Perhaps<E>(Wire<E> element) implements CollectionWire<E, Optional<E>> {
        private static final byte[] NULL = CanonicalJson.ascii("null");

        @Override
        public void write(Optional<E> value, CanonicalJson out) {
            value.ifPresentOrElse(present -> element.write(present, out), () -> out.append(NULL));
        }

        @Override
        public Optional<E> read(JsonParser in) {
            return in.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(element.read(in));
        }
    }
}
