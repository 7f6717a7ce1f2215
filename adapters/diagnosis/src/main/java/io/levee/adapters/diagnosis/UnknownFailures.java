package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Event;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Events of logs that tell of a failure and that no signature matched, wholly or in part.
public final class UnknownFailures {
    private UnknownFailures() {}

    /// At most some hundreds, the first and the last.
    public static List<Event> in(List<LogFile> logs, Library library) {
        Search search = new Search(library);
        try {
            new LogDiagnostician(library).search(logs, search);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return search.failures().stream().filter(it -> !search.isKnown(it)).toList();
    }
}
