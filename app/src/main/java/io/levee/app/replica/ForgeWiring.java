package io.levee.app.replica;

import io.levee.adapters.forges.Patience;
import io.levee.adapters.telemetry.Numbers;
import io.levee.app.forge.ForgeRoom;
import io.levee.app.forge.Forges;
import io.levee.facts.Fact;
import io.levee.ledger.Follower;
import io.levee.ledger.Ledger;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Reviews where people work: the forges of `levee.yaml`.
final class ForgeWiring {
    private ForgeWiring() {}

    static ForgeRoom build(
            Configuration configuration,
            StorageWiring storage,
            Ledger ledger,
            OrganisationWiring organisation,
            ReviewWiring reviews,
            Numbers numbers,
            InstantSource clock,
            Executor threads,
            RandomGenerator random) {
        SecretFiles files = SecretFiles.ofForges(configuration, clock);
        Forges forges = new Forges(
                organisation::organisation,
                name -> files.secret(name)
                        .orElseThrow(() -> new IllegalStateException(
                                "there is no secret `%s` that only this user can read in LEVEE_FORGE_SECRETS"
                                        .formatted(name))),
                Patience.of(clock, random));
        ForgeRoom room = new ForgeRoom(
                forges, reviews.reviews(), ledger, storage.ledger().origin(), clock, threads);
        for (Follower follower : room.followers()) {
            storage.ledger().follow(Set.of(Fact.Family.REVIEW), follower);
        }
        numbers.gauge("levee_forge_reviews_waiting", "pull requests that wait or are being reviewed", room::waiting);
        numbers.gauge(
                "levee_forge_reviews_failed",
                "pull requests and repositories whose forge could not be asked or told",
                room::failed);
        room.begin(threads);
        return room;
    }
}
