package io.levee.adapters.cedar.language;

import java.util.List;
import java.util.Map;

/// What policies say together, as Cedar defines it.
///
/// @param allowed     at least one permits and none forbids; what failed is counted as not there
/// @param determining the policies that decided, in their order; none where nothing permits
/// @param failed      why policies could not be evaluated, by policy
public record Decision(boolean allowed, List<String> determining, Map<String, String> failed) {}
