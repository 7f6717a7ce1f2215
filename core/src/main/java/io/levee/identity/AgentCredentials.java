package io.levee.identity;

import java.util.List;

/// Keeps what agents prove themselves with, shared by all replicas.
public interface AgentCredentials {
    /// Credentials of one agent. Rotation needs two; a fleet of runners a few more.
    int PER_AGENT_MAX = 16;

    List<AgentCredential> of(ActorId agent);

    /// False where the agent has [#PER_AGENT_MAX] already.
    boolean enrol(AgentCredential credential);

    /// False where there was none.
    boolean withdraw(ActorId agent, String thumbprint);
}
