package io.levee.adapters.flink;

import io.levee.adapters.rest.NamePattern;

/// Which jobs a foothold is: the one with this id, and all that were submitted under a name like this.
record JobPattern(NamePattern pattern) {
    static JobPattern of(String foothold) {
        return new JobPattern(new NamePattern(foothold));
    }

    boolean covers(Job job) {
        return job.id().equals(pattern.text()) || pattern.matches(job.name());
    }
}
