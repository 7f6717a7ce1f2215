package io.levee.adapters.organisation.parts;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;

/// How files name an agent of Levee's own and the model that it asks.
final class AskedModels {
    private AskedModels() {}

    static ActorId agent(String text) {
        return ActorId.agent(text.startsWith("agent:") ? text.substring("agent:".length()) : text);
    }

    static AssetId model(String text) {
        String name = text.startsWith("model:") ? text.substring("model:".length()) : text;
        return AssetId.of(AssetId.MODEL, name)
                .filter(_ -> name.indexOf('/') > 0)
                .orElseThrow(
                        () -> new IllegalArgumentException("`%s` is no model: write `PROVIDER/NAME`".formatted(text)));
    }
}
