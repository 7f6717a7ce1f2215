package io.levee.change;

import java.util.LinkedHashSet;
import java.util.Set;

/// Why one file cannot be reviewed as a whole: each reason once.
final class Whys {
    /// Of one file; somebody who has so many needs no more.
    static final int WHYS_MAX = 20;

    private final Set<String> whys = new LinkedHashSet<>();

    void add(String why) {
        if (whys.size() < WHYS_MAX) {
            whys.add(why);
        }
    }

    Set<String> all() {
        return whys;
    }
}
