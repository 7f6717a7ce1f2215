package io.levee.app.replica;

import io.levee.ledger.Origin;
import io.levee.rooms.stop.rule.Alarms;
import io.levee.rooms.stop.rule.Watching;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// Noticing what must end: the ledger is watched by the organisation's stop rules, and what they find goes to the stop
/// room. To be built once interrupted stops were finished.
record StopRuleWiring(Watching watching, Alarms alarms, Origin own, InstantSource clock) {
    static StopRuleWiring build(
            StorageWiring storage,
            OrganisationWiring organisation,
            IdentityWiring identity,
            StopWiring stops,
            InstantSource clock,
            Executor threads) {
        Alarms alarms = new Alarms(
                storage.ledger(),
                stops.stops(),
                identity.stops(),
                organisation::inForce,
                () -> organisation.organisation().stopRules(),
                threads,
                System::nanoTime);
        Watching watching = new Watching(
                () -> organisation.organisation().stopRules(), organisation::organisation, Watching.QUIET, alarms);
        alarms.follow(storage.ledger(), watching);
        alarms.begin(clock.instant());
        return new StopRuleWiring(watching, alarms, storage.ledger().origin(), clock);
    }

    /// What must happen again and again: silence is noticed by the clock alone, and what waits is answered.
    void tend() {
        watching.passed(own, clock.instant());
        alarms.tend();
    }
}
