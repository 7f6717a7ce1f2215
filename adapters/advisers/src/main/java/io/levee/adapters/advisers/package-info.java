/// Models that advise teams about changes, as OpenAI-compatible servers
/// (<https://platform.openai.com/docs/api-reference/chat>) and Anthropic
/// (<https://docs.anthropic.com/en/api/messages>) are asked. What a model may see is chosen,
/// and what it says is checked, in the core; here is only the wire.
///
/// Read [ModelAdviser], [Wording] (what is asked), [Dialect] with [OpenAi] and [Anthropic],
/// [ClaimReading], and [GatewayAnswers] for models that are asked through Levee's own gateway.
@NullMarked
package io.levee.adapters.advisers;

import org.jspecify.annotations.NullMarked;
