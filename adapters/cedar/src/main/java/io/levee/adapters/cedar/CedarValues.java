package io.levee.adapters.cedar;

import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.DateTime;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import io.levee.adapters.cedar.language.Datetime;
import io.levee.adapters.cedar.language.Decimal;
import io.levee.adapters.cedar.language.Duration;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.IpRange;
import io.levee.adapters.cedar.language.Uid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// From plain values to Cedar's classes. Remembers types, whose names the native library parses. Thread-safe.
final class CedarValues {
    private final Map<String, EntityTypeName> types = new ConcurrentHashMap<>();

    EntityUID uid(Uid uid) {
        return types.computeIfAbsent(
                        uid.type(),
                        type -> EntityTypeName.parse(type)
                                .orElseThrow(
                                        () -> new IllegalArgumentException("`%s` is no entity type".formatted(type))))
                .of(uid.id());
    }

    Entity entity(Entities.Draft entity) {
        Set<EntityUID> parents = new HashSet<>();
        entity.parents().forEach(parent -> parents.add(uid(parent)));
        return new Entity(uid(entity.uid()), fields(entity.attributes()), parents, fields(entity.tags()));
    }

    Map<String, Value> fields(Map<?, ?> values) {
        Map<String, Value> fields = new HashMap<>();
        values.forEach((name, value) -> fields.put((String) name, value(value)));
        return fields;
    }

    private Value value(Object value) {
        return switch (value) {
            case String text -> new PrimString(text);
            case Boolean truth -> new PrimBool(truth);
            case Long number -> new PrimLong(number);
            case Uid uid -> uid(uid);
            case Set<?> several ->
                new CedarList(several.stream().map(this::value).toList());
            case Map<?, ?> record -> new CedarMap(fields(record));
            case Decimal decimal -> new com.cedarpolicy.value.Decimal(decimal.toString());
            case IpRange range -> new IpAddress(range.toString());
            case Datetime time -> new DateTime(time.toString());
            case Duration duration -> new com.cedarpolicy.value.Duration(duration.toString());
            default -> throw new IllegalArgumentException("`%s` is not asked of Cedar".formatted(value.getClass()));
        };
    }
}
