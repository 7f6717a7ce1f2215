package io.levee.adapters.spark;

import java.util.Set;
import java.util.regex.Pattern;

/// An application or a driver that has not ended.
///
/// @param id   `application_…`, `app-…` or `driver-…`
/// @param user empty where the cluster does not say
/// @param name the application's; of a driver its main class
record Work(String id, String user, String name, Set<String> tags) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    Work {
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException("the cluster named an application by what is no id of one");
        }
        tags = Set.copyOf(tags);
    }
}
