package io.levee.consent;

import io.levee.catalog.Catalog;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.ledger.MaxStaleness;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the organisation says at one instant: one revision of people, passports, catalog and policies, taken together.
///
/// @param staleness by API, where it is not that of the house
public record InForce(
        String revision, Directory directory, Catalog catalog, Policy policy, Map<String, MaxStaleness> staleness) {
    /// Before anything was loaded: nobody is known, nothing exists, nothing is permitted.
    public static final InForce NOTHING = new InForce("none", new NobodyKnown(), Catalog.EMPTY, Policy.none());

    public InForce {
        staleness = Map.copyOf(staleness);
    }

    /// With the house's staleness everywhere.
    public InForce(String revision, Directory directory, Catalog catalog, Policy policy) {
        this(revision, directory, catalog, policy, Map.of());
    }

    /// @param api empty for none
    public MaxStaleness maxStaleness(String api, Instant time) {
        return staleness.getOrDefault(api, MaxStaleness.HOUSE).at(time);
    }

    private record NobodyKnown() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
