/// Stops on the payment layer. [StripeKind] switches cards and cardholders of Stripe Issuing off
/// and declines what waits ([StripeAccounts]); [AuthorisationWebhook] declines every payment that
/// Stripe asks about while an order is in force, whatever became of the card; [ModelProxyKind]
/// blocks keys at a proxy of models ([ModelProxyKeys]).
///
/// Read [StripeAccounts], [AuthorisationWebhook], [AgentCards], [ModelProxyKeys].
@NullMarked
package io.levee.adapters.payments;

import org.jspecify.annotations.NullMarked;
