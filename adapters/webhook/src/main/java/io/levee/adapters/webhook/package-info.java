/// Tells one configured address, signed, what became of approvals. Nobody waits for it, and it learns ids only.
///
/// Read [ApprovalWebhook] (what is told), [WebhookTarget] (where to), [Signature] (how a receiver knows us).
@NullMarked
package io.levee.adapters.webhook;

import org.jspecify.annotations.NullMarked;
