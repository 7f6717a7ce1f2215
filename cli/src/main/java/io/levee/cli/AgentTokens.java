package io.levee.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Tokens with which agents act for people, by way of the local login: the person's ticket for the agent, and the
/// agent's own credential, exchanged for a token of both (RFC 8693).
public final class AgentTokens {
    private final Remote remote;

    public AgentTokens(Remote remote) {
        this.remote = remote;
    }

    /// What the person hands to the agent: good for that agent alone.
    public String ticket(String agent, String person) {
        return LocalLogin.login(remote.api(), remote.localSecret(), person, Optional.of(agent));
    }

    /// The authorization server's answer to `agent` that presents `ticket`.
    public JsonNode exchange(String agent, String ticket, String audience) {
        return exchange(agent, ticket, Map.of("audience", audience));
    }

    /// A ticket with which `to` goes on with the run of `from`, whose token this is.
    public String delegate(String from, String token, String to) {
        return Text.of(exchange(from, token, Map.of("for_agent", to)), "access_token");
    }

    private JsonNode exchange(String agent, String subject, Map<String, String> asked) {
        Map<String, String> form = new LinkedHashMap<>(asked);
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", subject);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        return asAgent(agent).postForm("/oauth/token", form);
    }

    public void revoke(String agent, String token) {
        asAgent(agent).submit("/oauth/revoke", Map.of("token", token));
    }

    private Api asAgent(String agent) {
        Api api = remote.api();
        String credential = agent + ":" + AgentSecrets.of(remote, api, agent);
        return api.authorised(
                "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8)));
    }
}
