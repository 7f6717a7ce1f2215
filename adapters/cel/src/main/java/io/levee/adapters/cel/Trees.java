package io.levee.adapters.cel;

import com.google.protobuf.NullValue;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Trees as CEL takes them: its own null instead of Java's, whole numbers as `long`, and every
/// look counted by [Meter]. Nothing is copied.
final class Trees {
    static final Object NULL = NullValue.NULL_VALUE;

    private Trees() {}

    static Object of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case String text -> text;
            case Boolean flag -> flag;
            case Long whole -> whole;
            case Double number -> number;
            case Mapping mapping -> mapping;
            case Listing listing -> listing;
            case Map<?, ?> map -> new Mapping(map);
            case List<?> list -> new Listing(list);
            case Integer whole -> whole.longValue();
            case NullValue none -> none;
            default -> value.toString();
        };
    }

    /// A mapping with fixed keys whose values are made when somebody asks for them.
    static Map<String, Object> fields(Set<String> keys, Function<String, @Nullable Object> values) {
        return new Named(keys, values);
    }

    /// A list whose members are made when somebody looks at them.
    static <T> Listing listed(List<T> list, Function<T, Object> view) {
        return new Listing(new AbstractList<Object>() {
            @Override
            public Object get(int index) {
                return view.apply(list.get(index));
            }

            @Override
            public int size() {
                return list.size();
            }
        });
    }

    static final class Mapping extends AbstractMap<String, Object> {
        private final Map<?, ?> map;

        private Mapping(Map<?, ?> map) {
            this.map = map;
        }

        @Override
        public boolean containsKey(Object key) {
            Meter.charge(1);
            return key instanceof String && map.containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            Meter.charge(1);
            return key instanceof String && map.containsKey(key) ? of(map.get(key)) : null;
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    Iterator<? extends Entry<?, ?>> entries = map.entrySet().iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return entries.hasNext();
                        }

                        @Override
                        public Entry<String, Object> next() {
                            Meter.charge(1);
                            Entry<?, ?> entry = entries.next();
                            return Map.entry(String.valueOf(entry.getKey()), of(entry.getValue()));
                        }
                    };
                }

                @Override
                public int size() {
                    return map.size();
                }
            };
        }
    }

    static final class Listing extends AbstractList<Object> {
        private final List<?> list;

        private Listing(List<?> list) {
            this.list = list;
        }

        @Override
        public Object get(int index) {
            Meter.charge(1);
            return of(list.get(index));
        }

        @Override
        public int size() {
            return list.size();
        }

        @Override
        public Iterator<Object> iterator() {
            Iterator<?> members = list.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return members.hasNext();
                }

                @Override
                public Object next() {
                    Meter.charge(1);
                    return of(members.next());
                }
            };
        }
    }

    private static final class Named extends AbstractMap<String, Object> {
        private final Set<String> keys;
        private final Function<String, @Nullable Object> values;

        private Named(Set<String> keys, Function<String, @Nullable Object> values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        public boolean containsKey(Object key) {
            return key instanceof String name && keys.contains(name);
        }

        @Override
        public @Nullable Object get(Object key) {
            Meter.charge(1);
            return key instanceof String name && keys.contains(name) ? of(values.apply(name)) : null;
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return keys.stream()
                            .map(key -> Map.entry(key, of(values.apply(key))))
                            .iterator();
                }

                @Override
                public int size() {
                    return keys.size();
                }
            };
        }
    }
}
