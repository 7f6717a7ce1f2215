package io.levee.adapters.formats;

import java.util.Optional;
import java.util.function.Predicate;

/// A language that the name of a file does not tell for sure: both texts must look like it.
record Guessed(Language language, Predicate<String> fits) implements Language {
    @Override
    public Optional<Both> read(Text before, Text after) {
        return fits.test(before.text()) && fits.test(after.text()) ? language.read(before, after) : Optional.empty();
    }
}
