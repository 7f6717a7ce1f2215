package io.levee.adapters.cedar.language;

import java.util.Map;

/// A question, and everything that an answer may depend on.
public record Situation(Uid principal, Uid action, Uid resource, Map<String, Object> context, Entities entities) {}
