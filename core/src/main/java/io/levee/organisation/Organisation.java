package io.levee.organisation;

import io.levee.catalog.Catalog;
import io.levee.catalog.CodeOwners;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One valid revision of the organisation folder.
///
/// @param revision SHA-256 over its files, hex, so that a decision can name what it was taken under
public record Organisation(
        String revision,
        Settings settings,
        Map<ActorId, Person> people,
        Map<ActorId, Passport> passports,
        Catalog catalog,
        List<PolicySource> policies,
        CodeOwners codeOwners)
        implements Directory {
    public Organisation {
        people = Map.copyOf(people);
        passports = Map.copyOf(passports);
        policies = List.copyOf(policies);
    }

    /// Without CODEOWNERS.
    public Organisation(
            String revision,
            Settings settings,
            Map<ActorId, Person> people,
            Map<ActorId, Passport> passports,
            Catalog catalog,
            List<PolicySource> policies) {
        this(revision, settings, people, passports, catalog, policies, CodeOwners.NONE);
    }

    @Override
    public Optional<Person> person(ActorId person) {
        return Optional.ofNullable(people.get(person));
    }

    @Override
    public Optional<Passport> passport(ActorId agent) {
        return Optional.ofNullable(passports.get(agent));
    }
}
