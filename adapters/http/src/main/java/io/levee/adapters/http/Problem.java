package io.levee.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// A refusal or a fault as the caller sees it: RFC 9457.
///
/// @param code     stable, for scripts
/// @param title    what to do about it, the same for every occurrence
/// @param detail   what was wrong this time; ids only
/// @param decision names the recorded decision, where there is one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String decision) {
    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(int status, String code, String title, String detail) {
        return new Problem("urn:levee:refusal:" + code, title, status, detail, code, null);
    }

    void write(Context ctx) {
        ctx.status(status).result(Json.bytes(this)).contentType(CONTENT_TYPE);
    }
}
