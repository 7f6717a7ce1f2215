package io.levee.adapters.oauth;

import io.levee.identity.AgentCredentials;
import io.levee.identity.OnceOnly;
import io.levee.identity.SigningKeys;
import io.levee.testkit.IdentityStoreContract;
import io.levee.testkit.MemoryCredentials;
import io.levee.testkit.MemoryOnceOnly;
import io.levee.testkit.MemorySigningKeys;

/// The fakes keep to what the real stores keep to.
final class MemoryStoresTest extends IdentityStoreContract {
    private final MemorySigningKeys keys = new MemorySigningKeys();
    private final MemoryCredentials credentials = new MemoryCredentials();
    private final MemoryOnceOnly onceOnly = new MemoryOnceOnly();

    @Override
    protected SigningKeys keys() {
        return keys;
    }

    @Override
    protected AgentCredentials credentials() {
        return credentials;
    }

    @Override
    protected OnceOnly onceOnly() {
        return onceOnly;
    }
}
