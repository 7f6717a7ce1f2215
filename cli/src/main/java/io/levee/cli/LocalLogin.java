package io.levee.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A person's token by way of the local login.
final class LocalLogin {
    private LocalLogin() {}

    /// @param forAgent the only agent that may exchange the token, where it is meant for one
    static String login(Api api, String secret, String person, Optional<String> forAgent) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("person", person);
        forAgent.ifPresent(agent -> body.put("for_agent", agent));
        return api.authorised("Local " + secret)
                .post("/v1/login/local", body)
                .path("access_token")
                .asString();
    }
}
