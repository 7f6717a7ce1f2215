package io.levee.knowledge.diagnosis;

import java.io.IOException;
import java.io.InputStream;

/// A log that can be read more than once.
///
/// @param name for citations
public record LogFile(String name, Opening opening) {
    public InputStream open() throws IOException {
        return opening.open();
    }

    /// Opens the log at its start; whoever asked closes it.
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }
}
