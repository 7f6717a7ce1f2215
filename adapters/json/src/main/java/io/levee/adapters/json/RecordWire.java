package io.levee.adapters.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A record as an object: one property for each component, sorted by name, none missing and none more.
/// Reading calls the canonical constructor, so that nothing is read that the record refuses.
final class RecordWire<T> implements Wire<T> {
    private final List<Property> properties;
    private final MethodHandle constructor;

    /// @param place of the component in the constructor
    /// @param prefix `{"name":` or `,"name":`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Property(String name, int place, MethodHandle accessor, Wire<Object> wire, byte[] prefix) {}

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
                String prefix = (found.isEmpty() ? "{" : ",") + "\"" + component.getName() + "\":";
                found.add(new Property(
                        component.getName(),
                        List.of(components).indexOf(component),
                        lookup.unreflect(component.getAccessor())
                                .asType(MethodType.methodType(Object.class, Object.class)),
                        wires.of(component.getGenericType()),
                        CanonicalJson.ascii(prefix)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("%s is no public record".formatted(type), e);
        }
        properties = List.copyOf(found);
    }

    @Override
    public void write(T value, CanonicalJson out) {
        for (Property property : properties) {
            out.append(property.prefix);
            property.wire.write(component(property, value), out);
        }
        out.append('}');
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
        for (Property property : properties) {
            property(in, property.name);
            values[property.place] = property.wire.read(in);
        }
        in.nextToken();
        Wire.expect(in, JsonToken.END_OBJECT);
        return make(values);
    }

    /// Goes on to the value of the property that must come next.
    static void property(JsonParser in, String name) {
        in.nextToken();
        if (in.currentToken() != JsonToken.PROPERTY_NAME || !name.equals(in.currentName())) {
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
