package io.levee.adapters.search;

import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What tests make knowledge of.
final class Pieces {
    private Pieces() {}

    static Document page(String team, String id, String title, String body) {
        return new Document(
                new TeamId(team),
                "incident",
                id,
                title,
                Optional.empty(),
                List.of(new AssetPattern("topic:" + id + ".v1")),
                List.of(title),
                "teams/%s/incidents/%s.md".formatted(team, id),
                5,
                body);
    }

    /// Texts are near where they share letters; counts what it was asked.
    static final class Letters implements Embedder {
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public String name() {
            return "letters";
        }

        @Override
        public int dimensions() {
            return 26;
        }

        @Override
        public byte[] embed(String text) {
            asked.incrementAndGet();
            double[] counts = new double[26];
            text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> counts[c - 'a']++);
            return Vectors.rounded(counts);
        }
    }

    /// A model that breaks after some texts.
    record Breaking(AtomicInteger left) implements Embedder {
        @Override
        public String name() {
            return "breaking";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public byte[] embed(String text) {
            if (left.getAndDecrement() <= 0) {
                throw new IllegalStateException("the model did not run");
            }
            return new byte[] {Vectors.SCALE, 0};
        }
    }
}
