package io.levee.adapters.postgres.roles;

/// One role as the server has it this moment.
///
/// @param marked   whether Levee closed it: whoever could not log in before a stop is not let in after it
/// @param sessions whose login this was, whatever they act as now, parallel workers and replication included
/// @param actors   other roles that can log in and act as this one, without superusers and the stopper's own
/// @param prepared transactions that wait for `COMMIT PREPARED`
record Role(String name, boolean canLogIn, boolean marked, long sessions, long actors, long prepared) {
    /// Nobody ever logs in with it: what acts there logs in as somebody else, whom no order here ends.
    boolean isGroup() {
        return !canLogIn && !marked && actors > 0;
    }

    boolean isEnded() {
        return !canLogIn && sessions == 0 && !isGroup();
    }
}
