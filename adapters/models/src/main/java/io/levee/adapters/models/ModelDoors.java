package io.levee.adapters.models;

import io.levee.adapters.proxy.InnerDoor;
import io.levee.adapters.proxy.Passage;
import io.levee.catalog.Api;
import io.levee.catalog.ModelProvider;
import io.levee.consent.InForce;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.ledger.Ledger;
import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The doors of all providers of models. A request's `model` is what it names; the provider's key is added after the
/// decision, and what the answer used is recorded.
public final class ModelDoors implements InnerDoor.Doors {
    static final String API_KEY = "x-api-key";

    private final Supplier<InForce> inForce;
    private final Identities identities;
    private final Function<String, Optional<String>> keys;
    private final Ledger ledger;

    /// @param keys the provider's secret by its name in the organisation; asked for each call
    public ModelDoors(
            Supplier<InForce> inForce, Identities identities, Function<String, Optional<String>> keys, Ledger ledger) {
        this.inForce = inForce;
        this.identities = identities;
        this.keys = keys;
        this.ledger = ledger;
    }

    @Override
    public Optional<InnerDoor> of(String api) {
        return inForce.get().catalog().provider(api).map(ModelDoor::new);
    }

    private final class ModelDoor implements InnerDoor {
        private final ModelProvider provider;

        ModelDoor(ModelProvider provider) {
            this.provider = provider;
        }

        @Override
        public int bytesMax() {
            return ModelRequest.BYTES_MAX;
        }

        @Override
        public List<String> credentialHeaders() {
            return List.of(API_KEY);
        }

        @Override
        public boolean knows(String bearer) {
            return identities.identify(bearer, Audience.GATEWAY) instanceof Identity.Known;
        }

        @Override
        public Read read(CallRequest request, byte[] body) {
            if (body.length == 0) {
                return new Read.Asks(asking(request, Map.of()), Passage.PLAIN); // names no model, so it is refused
            }
            return switch (ModelRequest.parse(body, provider.hostedTools())) {
                case ModelRequest.Parsed.Malformed(String what) ->
                    new Read.No(asking(request, Map.of()), GatewayRefusal.MODEL_REQUEST, what);
                case ModelRequest.Parsed.ActsElsewhere(String what) ->
                    new Read.No(asking(request, Map.of()), GatewayRefusal.MODEL_ACTS_ELSEWHERE, what);
                case ModelRequest.Parsed.Request(ModelRequest asked) -> {
                    CallRequest call = asking(request, Map.of("model", asked.model()));
                    yield keys.apply(provider.key())
                            .<Read>map(key -> new Read.Asks(call, new ModelPassage(provider, asked, key, ledger)))
                            .orElseGet(() -> new Read.No(call, GatewayRefusal.MODEL_KEY_MISSING, provider.key()));
                }
            };
        }
    }

    private static CallRequest asking(CallRequest request, Map<String, String> arguments) {
        return new CallRequest(Api.Protocol.MODEL, request.method(), request.path(), arguments, request.bearer());
    }
}
