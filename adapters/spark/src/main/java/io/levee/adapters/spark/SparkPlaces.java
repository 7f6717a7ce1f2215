package io.levee.adapters.spark;

import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.Rest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Where one standalone cluster is asked.
///
/// @param url    its REST server
/// @param ui     the web UI of its master
/// @param work   the work folder of its workers, as this replica sees it
/// @param bearer the token, as it is now
record SparkPlaces(String url, Optional<String> ui, Optional<Path> work, Supplier<Optional<String>> bearer) {
    SparkPlaces {
        Rest.check(url);
        ui.ifPresent(Rest::check);
    }

    Submissions submissions(Duration time) {
        return new Submissions(Rest.at(url, time, Limits.USUAL).bearing(bearer.get()));
    }

    Optional<Standalone> standalone(Duration time) {
        return ui.map(
                address -> new Standalone(Rest.at(address, time, Limits.LISTS).bearing(bearer.get())));
    }
}
