package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import org.jspecify.annotations.Nullable;

/// Who is calling, and may they look? Asked again for every request, and for a stream again while it
/// runs.
public final class Guard {
    /// What an auditor looks at: decisions and the ledger are one thing.
    static final AssetId LEDGER = new AssetId("levee", "ledger");

    private static final String BEARER = "Bearer ";

    private final Identities identities;
    private final Consents consents;

    public Guard(Identities identities, Consents consents) {
        this.identities = identities;
        this.consents = consents;
    }

    /// An endpoint for whoever can say who they are; what they may do there is decided behind it.
    public Handler known(ForKnown handler) {
        return known(Audience.API, handler);
    }

    /// Likewise, for who shows a token of another endpoint.
    Handler known(Audience audience, ForKnown handler) {
        return ctx -> {
            switch (identities.identify(bearer(ctx), audience)) {
                case Identity.Known caller -> handler.handle(ctx, caller);
                case Identity.Unknown(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
            }
        };
    }

    /// An endpoint for whoever may audit.
    public Handler auditor(ForKnown handler) {
        return permitted(Action.AUDIT, LEDGER, handler);
    }

    /// An endpoint for whoever may do this to that, which is nothing that waits for an approval.
    public Handler permitted(Action action, AssetId asset, ForKnown handler) {
        return known((ctx, caller) -> {
            switch (consents.seek(caller.chain(), action, asset)) {
                case Consent.Given _ -> handler.handle(ctx, caller);
                case Consent.Held _ -> throw new IllegalStateException("only reads and changes are held");
                case Consent.Withheld withheld ->
                    Problems.refuse(
                            ctx, withheld.refusal(), withheld.principal().toString());
            }
        });
    }

    Consent mayAudit(Identity.Known caller) {
        return consents.seek(caller.chain(), Action.AUDIT, LEDGER);
    }

    /// True while the same credential would be let in again.
    boolean stillAuditor(String bearer) {
        return identities.identify(bearer, Audience.API) instanceof Identity.Known caller
                && mayAudit(caller) instanceof Consent.Given;
    }

    static String bearer(Context ctx) {
        @Nullable String header = ctx.header("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
    }

    /// A handler that knows who is calling.
    public interface ForKnown {
        void handle(Context ctx, Identity.Known caller) throws Exception;
    }
}
