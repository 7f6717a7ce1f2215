package io.levee.testkit;

import io.levee.identity.ActorId;
import io.levee.identity.AgentCredential;
import io.levee.identity.AgentCredentials;
import java.util.ArrayList;
import java.util.List;

/// Credentials of agents that end with the test. Thread-safe.
public final class MemoryCredentials implements AgentCredentials {
    private final List<AgentCredential> all = new ArrayList<>();

    @Override
    public synchronized List<AgentCredential> of(ActorId agent) {
        return all.stream()
                .filter(credential -> credential.agent().equals(agent))
                .toList();
    }

    @Override
    public synchronized boolean enrol(AgentCredential credential) {
        return of(credential.agent()).size() < PER_AGENT_MAX && all.add(credential);
    }

    @Override
    public synchronized boolean withdraw(ActorId agent, String thumbprint) {
        return all.removeIf(credential ->
                credential.agent().equals(agent) && credential.thumbprint().equals(thumbprint));
    }
}
