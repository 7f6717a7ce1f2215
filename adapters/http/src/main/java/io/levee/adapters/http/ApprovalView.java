package io.levee.adapters.http;

import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Payload;
import io.levee.consent.approval.Shown;
import io.levee.identity.ActorId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One approval as the API shows it to whoever may give it.
///
/// @param call what would run; null in a list, and once it is used up or refused
record ApprovalView(
        String id,
        String state,
        String person,
        List<String> agents,
        String session,
        List<String> assets,
        String digest,
        String requestedAt,
        String expiresAt,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Call call) {

    /// All but `body` is marked where a character cannot be seen, see [Shown].
    ///
    /// @param body   base64 of exactly the bytes
    /// @param shown  the same for people, line by line
    record Call(
            String method,
            String api,
            String target,
            List<String> headers,
            int bodyBytes,
            String body,
            List<String> shown) {}

    static ApprovalView of(Approval approval) {
        return view(approval, approval.payload().map(ApprovalView::call).orElse(null));
    }

    static ApprovalView brief(Approval approval) {
        return view(approval, null);
    }

    private static ApprovalView view(Approval approval, @Nullable Call call) {
        return new ApprovalView(
                approval.id().value(),
                approval.state().name().toLowerCase(Locale.ROOT),
                approval.chain().person().toString(),
                approval.chain().agents().stream().map(ActorId::toString).toList(),
                approval.session().value(),
                approval.assets().stream().map(Object::toString).toList(),
                approval.digest(),
                Times.text(approval.requestedAt()),
                Times.text(approval.expiresAt()),
                approval.answer().map(said -> said.by().toString()).orElse(null),
                approval.answer().map(Approval.Answer::reason).orElse(null),
                call);
    }

    private static Call call(Payload sent) {
        return new Call(
                sent.method(),
                sent.api(),
                Shown.line(sent.target()),
                sent.headers().stream()
                        .map(header -> Shown.line(header.name() + ": " + header.value()))
                        .toList(),
                sent.body().size(),
                Base64.getEncoder().encodeToString(sent.body().bytes()),
                Shown.lines(sent.body()));
    }
}
