package io.levee.adapters.cedar;

import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import java.util.Optional;

/// Names one of Cedar's entities, as in `Team::"kafka"`. Cedar's own [EntityUID] asks the native library for its
/// written form; this one is cheap to compare.
record Uid(String type, String id) {
    EntityUID toCedar() {
        Optional<EntityTypeName> name = EntityTypeName.parse(type);
        return name.orElseThrow(() -> new IllegalArgumentException("`%s` is no entity type".formatted(type)))
                .of(id);
    }

    @Override
    public String toString() {
        return type + "::\"" + id + "\"";
    }
}
