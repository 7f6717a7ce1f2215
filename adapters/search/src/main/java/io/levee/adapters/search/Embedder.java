package io.levee.adapters.search;

/// Text to a vector that is near those of texts that mean the same. Thread-safe.
interface Embedder {
    /// What made a vector; vectors of two names cannot be compared. Letters, digits and
    /// hyphens.
    String name();

    int dimensions();

    /// A vector of length 1, each component times [Vectors#SCALE], rounded. The same text gets
    /// the same vector.
    byte[] embed(String text);
}
