package io.levee.adapters.models;

import io.levee.adapters.proxy.Passage;
import io.levee.budget.Unit;
import io.levee.catalog.ModelProvider;
import io.levee.catalog.ModelProvider.Price;
import io.levee.facts.ModelFact;
import io.levee.ledger.Ledger;
import io.levee.rooms.gateway.OpenCall;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/// One allowed request on its way to the provider and back.
final class ModelPassage implements Passage {
    private static final Price FREE = new Price(0, 0, 0, 0);
    private static final long MICRO_CENTS_OF_USD_MICRO = 100;

    private final ModelProvider provider;
    private final ModelRequest request;
    private final String key;
    private final Ledger ledger;
    private UsageMeter meter;
    private int status;

    ModelPassage(ModelProvider provider, ModelRequest request, String key, Ledger ledger) {
        this.provider = provider;
        this.request = request;
        this.key = key;
        this.ledger = ledger;
        this.meter = new UsageMeter(provider.wire(), "", request.textChars());
    }

    /// Whose account it is, only the platform says. Usage is read from the answer, so nobody compresses it.
    @Override
    public Set<String> dropped() {
        return Set.of(ModelDoors.API_KEY, "api-key", "openai-organization", "openai-project", "accept-encoding");
    }

    @Override
    public Map<String, String> added() {
        return switch (provider.wire()) {
            case OPENAI -> Map.of("Authorization", "Bearer " + key);
            case ANTHROPIC -> Map.of(ModelDoors.API_KEY, key);
        };
    }

    @Override
    public void answered(int answer, String contentType) {
        status = answer;
        meter = new UsageMeter(provider.wire(), contentType, request.textChars());
    }

    @Override
    public void passed(ByteBuffer bytes) {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        meter.accept(chunk, 0, chunk.length);
    }

    @Override
    public void ended(OpenCall call) {
        Usage used = meter.used(status >= 200 && status < 300);
        long microCents = used.microCents(provider.prices().getOrDefault(request.model(), FREE));
        call.measured(Unit.TOKENS, used.tokens());
        call.measured(Unit.USD_MICROS, Math.ceilDiv(microCents, MICRO_CENTS_OF_USD_MICRO));
        var _ = ledger.append(new ModelFact.Used(
                call.decision(),
                provider.api(),
                request.model(),
                used.input(),
                used.output(),
                used.cacheRead(),
                used.cacheWrite(),
                used.estimated(),
                microCents));
    }
}
