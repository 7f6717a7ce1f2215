package io.levee.change;

import java.util.Optional;

/// Where whole files come from: a repository at two commits. A diff alone knows none.
public interface Contents {
    /// Nothing is known but what the diff shows.
    Contents UNKNOWN = new Contents() {
        @Override
        public Optional<String> before(ChangedFile file) {
            return Optional.empty();
        }

        @Override
        public Optional<String> after(ChangedFile file) {
            return Optional.empty();
        }
    };

    /// The whole text before the change; empty where it is not known, too large or no text. The
    /// text of a file that was not there is empty text.
    Optional<String> before(ChangedFile file);

    /// The whole text after the change; as [#before].
    Optional<String> after(ChangedFile file);
}
