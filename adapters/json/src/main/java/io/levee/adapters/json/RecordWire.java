package io.levee.adapters.json;

import io.levee.facts.Later;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A record as an object: one property for each component, sorted by name, none missing and none more, but for a
/// [Later] one, which is missing exactly where it says nothing.
/// Reading calls the canonical constructor, so that nothing is read that the record refuses.
final class RecordWire<T> implements Wire<T> {
    private final List<Property> properties;
    private final MethodHandle constructor;

    /// @param place   of the component in the constructor
    /// @param prefix  `"name":`
    /// @param nothing what a [Later] component is where it is missing
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Property(
            String name,
            int place,
            MethodHandle accessor,
            Wire<Object> wire,
            byte[] prefix,
            Optional<Object> nothing) {}

    RecordWire(Class<T> type, Wires wires) {
        RecordComponent[] components = type.getRecordComponents();
        List<RecordComponent> sorted = new ArrayList<>(List.of(components));
        sorted.sort(Comparator.comparing(RecordComponent::getName));
        List<Property> found = new ArrayList<>();
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            for (RecordComponent component : sorted) {
                String prefix = "\"" + component.getName() + "\":";
                found.add(new Property(
                        component.getName(),
                        List.of(components).indexOf(component),
                        lookup.unreflect(component.getAccessor())
                                .asType(MethodType.methodType(Object.class, Object.class)),
                        wires.of(component.getGenericType()),
                        CanonicalJson.ascii(prefix),
                        component.isAnnotationPresent(Later.class)
                                ? Optional.of(nothing(component))
                                : Optional.empty()));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("%s is no public record".formatted(type), e);
        }
        properties = List.copyOf(found);
    }

    @Override
    public void write(T value, CanonicalJson out) {
        char before = '{';
        for (Property property : properties) {
            Object component = component(property, value);
            if (property.nothing.isEmpty() || !property.nothing.get().equals(component)) {
                out.append(before);
                before = ',';
                out.append(property.prefix);
                property.wire.write(component, out);
            }
        }
        if (before == '{') {
            out.append('{');
        }
        out.append('}');
    }

    private static Object nothing(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == boolean.class) {
            return false;
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == Set.class) {
            return Set.of();
        }
        throw new IllegalArgumentException(
                "%s: a later component may be missing, so it is no %s".formatted(component, type));
    }

    private static Object component(Property property, Object value) {
        try {
            return (Object) property.accessor.invokeExact(value);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    @Override
    public T read(JsonParser in) {
        Wire.expect(in, JsonToken.START_OBJECT);
        @Nullable Object[] values = new @Nullable Object[properties.size()];
        in.nextToken();
        for (Property property : properties) {
            if (property.nothing.isPresent() && !isNamed(in, property.name)) {
                values[property.place] = property.nothing.get();
                continue;
            }
            value(in, property.name);
            values[property.place] = property.wire.read(in);
            in.nextToken();
        }
        Wire.expect(in, JsonToken.END_OBJECT);
        return make(values);
    }

    /// Goes on to the value of the property that must come next.
    static void property(JsonParser in, String name) {
        in.nextToken();
        value(in, name);
    }

    private static boolean isNamed(JsonParser in, String name) {
        return in.currentToken() == JsonToken.PROPERTY_NAME && name.equals(in.currentName());
    }

    private static void value(JsonParser in, String name) {
        if (!isNamed(in, name)) {
            throw new IllegalArgumentException("expected the property `%s`, found %s"
                    .formatted(
                            name,
                            in.currentToken() == JsonToken.PROPERTY_NAME
                                    ? "`" + in.currentName() + "`"
                                    : in.currentToken()));
        }
        in.nextToken();
    }

    @SuppressWarnings("unchecked") // the constructor of T makes a T
    private T make(@Nullable Object[] values) {
        try {
            return (T) (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Accessors and constructors of records declare no checked exception.
    private static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new IllegalStateException("a record threw a checked exception", thrown);
    }
}
