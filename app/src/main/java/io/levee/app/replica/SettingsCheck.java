package io.levee.app.replica;

import io.levee.organisation.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Whether what the organisation says of a system outside has the settings that the adapter of its kind
/// knows, and all that it must have.
///
/// @param what for people: "the stopper `warehouse-roles`"
/// @param kind its word
record SettingsCheck(String file, int line, String what, String kind, Map<String, String> settings) {
    /// Returns whether there was nothing to say.
    boolean check(Set<String> required, Set<String> optional, List<Problem> problems) {
        int before = problems.size();
        for (String key : new TreeSet<>(required)) {
            if (!settings.containsKey(key)) {
                problems.add(Problem.error(
                        file,
                        line,
                        "%s lacks the setting `%s`".formatted(what, key),
                        "add `%s:` under `settings:`".formatted(key)));
            }
        }
        for (String key : new TreeSet<>(settings.keySet())) {
            if (!required.contains(key) && !optional.contains(key)) {
                Set<String> all = new TreeSet<>(required);
                all.addAll(optional);
                problems.add(Problem.error(
                        file,
                        line,
                        "`%s` is no setting of `%s`".formatted(key, kind),
                        "remove it; there are %s".formatted(String.join(", ", all))));
            }
        }
        return problems.size() == before;
    }
}
