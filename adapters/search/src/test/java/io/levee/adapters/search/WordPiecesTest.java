package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against what the tokenizer of Hugging Face (DJL 0.36.0) and LangChain4j's runner made of the
/// same texts.
final class WordPiecesTest {
    @Test
    void textsBecomeTheTokensOfTheModelsOwnTokenizer() throws IOException {
        WordPieces pieces = pieces();
        for (String line : Golden.lines("/tokens.tsv")) {
            String text = Golden.text(line);
            assertThat(pieces.tokens(text)).as(line).containsExactly(Golden.numbers(line));
        }
    }

    @Test
    void theTokensOfALongTextAreBounded() throws IOException {
        assertThat(pieces().tokens("kafka ".repeat(100_000)))
                .hasSize(WordPieces.TOKENS_MAX)
                .startsWith(101)
                .endsWith(102);
    }

    @Test
    void whatLooksLikeATokenOfTheModelsOwnIsText() throws IOException {
        assertThat(pieces().tokens("[SEP]")).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void vectorsPointWhereThoseOfAnotherRunnerPoint() {
        Embedder model = MiniLm.shared().orElseThrow();
        List<String> lines = Golden.lines("/vectors.tsv");
        for (String line : lines) {
            double[] expected =
                    Arrays.stream(Golden.numbers(line)).asDoubleStream().toArray();
            Vectors vectors = new Vectors(MiniLm.DIMENSIONS, List.of(Vectors.rounded(expected)));
            assertThat(vectors.cosine(model.embed(Golden.text(line)), 0))
                    .as(line)
                    .isGreaterThan(0.97);
        }
    }

    private static WordPieces pieces() throws IOException {
        try (InputStream json = MiniLm.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            return WordPieces.read(java.util.Objects.requireNonNull(json));
        }
    }
}
