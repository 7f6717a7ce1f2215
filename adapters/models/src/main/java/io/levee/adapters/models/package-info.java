/// What is spoken with providers of models: which model a request asks for, and what its answer used. Wire formats as
/// documented by OpenAI (<https://platform.openai.com/docs/api-reference>) and Anthropic
/// (<https://docs.anthropic.com/en/api/messages>).
@NullMarked
package io.levee.adapters.models;

import org.jspecify.annotations.NullMarked;
