package io.levee.consent;

import io.levee.catalog.Catalog;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.util.Optional;

/// What the organisation says at one instant: one revision of people, passports, catalog and policies, taken together.
public record InForce(String revision, Directory directory, Catalog catalog, Policy policy) {
    /// Before anything was loaded: nobody is known, nothing exists, nothing is permitted.
    public static final InForce NOTHING = new InForce("none", new NobodyKnown(), Catalog.EMPTY, Policy.none());

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
