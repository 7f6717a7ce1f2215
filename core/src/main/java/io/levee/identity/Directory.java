package io.levee.identity;

import java.util.Optional;

/// The people and agents of the organisation as it is *now*. Never cached by callers across requests.
public interface Directory {
    Optional<Person> person(ActorId person);

    Optional<Passport> passport(ActorId agent);
}
