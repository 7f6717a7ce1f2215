/// Models that advise teams about changes, and that suppose why jobs fail, as OpenAI-compatible servers
/// (<https://platform.openai.com/docs/api-reference/chat>) and Anthropic
/// (<https://docs.anthropic.com/en/api/messages>) are asked. What a model may see is chosen,
/// and what it says is checked, in the core; here is only the wire.
///
/// Read [AskedModel] and [Question], [Dialect] with [OpenAi] and [Anthropic], [Reply], and
/// [GatewayAnswers] for models that are asked through Levee's own gateway; then [ModelAdviser] with
/// [Wording] (what is asked) and [ClaimReading], and [ModelSupposer] with [FailureWording] and
/// [SuppositionReading].
@NullMarked
package io.levee.adapters.advisers;

import org.jspecify.annotations.NullMarked;
