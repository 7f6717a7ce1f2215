package io.levee.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is visiting, and is this really their click? Every answer of the console passes here.
final class Door {
    static final String COOKIE = "levee-console";
    static final String CSRF_FIELD = "csrf";
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Sessions sessions;
    private final Pages pages;

    Door(Sessions sessions, Pages pages) {
        this.sessions = sessions;
        this.pages = pages;
    }

    /// Before everything else: what a browser may do with our answers, and whether it may ask at all.
    void guard(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        // not `no-referrer`: with that, browsers hide the origin of our own forms as well
        ctx.header("Referrer-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        ctx.header("Cache-Control", "no-store");
        boolean asks = ctx.method().name().equals("GET") || ctx.method().name().equals("HEAD");
        if (!asks && !sameOrigin(ctx)) {
            pages.problem(ctx, 403, "This did not come from this console", "Open the page here and try again.");
            ctx.skipRemainingHandlers();
        }
    }

    /// A page for whoever is logged in.
    Handler visitor(ForVisitor handler) {
        return ctx -> {
            Optional<Session> session = sessions.find(ctx.cookie(COOKIE));
            if (session.isEmpty()) {
                pages.login(ctx, 401, "", "");
                return;
            }
            handler.handle(ctx, session.get());
        };
    }

    /// A click of whoever is logged in: the form must carry what only our own page knows.
    Handler click(ForVisitor handler) {
        return visitor((ctx, session) -> {
            if (!Sessions.same(session.csrf(), ctx.formParam(CSRF_FIELD))) {
                pages.problem(ctx, 403, "This form is too old", "Go back, reload the page and try again.");
                return;
            }
            handler.handle(ctx, session);
        });
    }

    static Cookie cookie(String value, int seconds) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        return cookie;
    }

    /// Browsers say where a form came from; whoever does not say is not one.
    private static boolean sameOrigin(Context ctx) {
        @Nullable String origin = ctx.header("Origin");
        @Nullable String host = ctx.header("Host");
        if (origin == null || host == null) {
            return false;
        }
        try {
            return host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// A handler that knows who is visiting.
    interface ForVisitor {
        void handle(Context ctx, Session session) throws Exception;
    }
}
