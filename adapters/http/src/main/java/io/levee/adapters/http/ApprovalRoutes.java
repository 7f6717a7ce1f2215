package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.consent.approval.Approvals;
import io.levee.facts.ApprovalId;
import io.levee.identity.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Approvals over HTTP. Who sees and answers which, their door decides.
public final class ApprovalRoutes implements Routes {
    private final Guard guard;
    private final Approvals approvals;

    public ApprovalRoutes(Guard guard, Approvals approvals) {
        this.guard = guard;
        this.approvals = approvals;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/approvals", guard.known(this::list));
        routing.get("/v1/approvals/{id}", guard.known(this::one));
        routing.post("/v1/approvals/{id}/give", guard.known((ctx, caller) -> answer(ctx, caller, true)));
        routing.post("/v1/approvals/{id}/refuse", guard.known((ctx, caller) -> answer(ctx, caller, false)));
    }

    /// @param digest of what the person looked at
    record Said(@Nullable String digest, @Nullable String reason) {}

    record Listed(List<ApprovalView> approvals) {}

    private void list(Context ctx, Identity.Known caller) {
        Json.write(
                ctx,
                200,
                new Listed(approvals.list(caller.chain()).stream()
                        .map(ApprovalView::brief)
                        .toList()));
    }

    private void one(Context ctx, Identity.Known caller) {
        write(ctx, approvals.show(caller.chain(), BadInput.parse(ctx.pathParam("id"), ApprovalId::new)));
    }

    private void answer(Context ctx, Identity.Known caller, boolean yes) {
        ApprovalId id = BadInput.parse(ctx.pathParam("id"), ApprovalId::new);
        Said said = Json.read(ctx, Said.class);
        String digest = BadInput.required("digest", said.digest());
        String reason = BadInput.required("reason", said.reason());
        write(
                ctx,
                BadInput.parse(
                        reason,
                        why -> yes
                                ? approvals.give(caller.chain(), id, digest, why)
                                : approvals.refuse(caller.chain(), id, digest, why)));
    }

    private static void write(Context ctx, Approvals.Answer answer) {
        switch (answer) {
            case Approvals.Answer.Done(var approval) -> Json.write(ctx, 200, ApprovalView.of(approval));
            case Approvals.Answer.Refused(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
        }
    }
}
