package io.levee.adapters.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/// Texts by their words, in memory. Every text gets its BM25 score, as a share of the score
/// that it would have if it consisted of the question's words alone: that is comparable between
/// questions, which BM25 is not.
final class Words implements AutoCloseable {
    /// Characters of a question that are read.
    static final int QUESTION_MAX = 8_000;
    /// Words of a question that are asked for: the rarest.
    static final int TERMS_MAX = 64;

    /// Passages are short and alike: that a word is there matters more than how often.
    private static final BM25Similarity BM25 = new BM25Similarity(0.6f, 0.4f);

    private static final String TEXT = "text";

    private final ByteBuffersDirectory folder;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Analyzer analysis;

    private Words(ByteBuffersDirectory folder, Analyzer analysis) throws IOException {
        this.folder = folder;
        this.reader = DirectoryReader.open(folder);
        this.searcher = new IndexSearcher(reader);
        this.analysis = analysis;
        searcher.setSimilarity(BM25);
        searcher.setQueryCache(null);
    }

    static Words of(Iterable<String> texts) {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.setTokenized(true);
        type.freeze();
        Analysis analysis = new Analysis();
        ByteBuffersDirectory folder = new ByteBuffersDirectory();
        // merges only neighbours, in this thread: a text keeps its number
        IndexWriterConfig config = new IndexWriterConfig(analysis)
                .setSimilarity(BM25)
                .setMergePolicy(new LogDocMergePolicy())
                .setMergeScheduler(new SerialMergeScheduler());
        try {
            try (IndexWriter writer = new IndexWriter(folder, config)) {
                for (String text : texts) {
                    Document document = new Document();
                    document.add(new Field(TEXT, text, type));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            return new Words(folder, analysis);
        } catch (IOException e) {
            throw new UncheckedIOException("texts were not indexed in memory", e);
        }
    }

    /// Of each text its share, 0 to 1.
    float[] shares(String question) {
        float[] shares = new float[reader.maxDoc()];
        try {
            List<Weighted> terms = terms(question);
            BooleanQuery.Builder query = new BooleanQuery.Builder();
            double most = 0;
            for (Weighted term : terms) {
                most += term.weight();
                query.add(new TermQuery(new Term(TEXT, term.text())), BooleanClause.Occur.SHOULD);
            }
            if (most > 0) {
                score(query.build(), shares, most);
            }
            return shares;
        } catch (IOException e) {
            throw new UncheckedIOException("the index in memory was not read", e);
        }
    }

    private void score(BooleanQuery query, float[] shares, double most) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
        for (LeafReaderContext leaf : reader.leaves()) {
            BulkScorer scorer = weight.bulkScorer(leaf);
            if (scorer != null) {
                scorer.score(new Shares(shares, leaf.docBase, most), null, 0, DocIdSetIterator.NO_MORE_DOCS);
            }
        }
    }

    /// @param weight how much it says, in BM25's terms: more where fewer texts have it
    private record Weighted(String text, double weight) {}

    private List<Weighted> terms(String question) throws IOException {
        Map<String, Boolean> whole = new HashMap<>();
        String text = question.substring(0, Math.min(question.length(), QUESTION_MAX));
        try (TokenStream tokens = analysis.tokenStream(TEXT, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            PositionLengthAttribute length = tokens.addAttribute(PositionLengthAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                whole.merge(term.toString(), length.getPositionLength() > 1, Boolean::logicalAnd);
            }
            tokens.end();
        }
        List<Weighted> weighted = new ArrayList<>();
        for (Map.Entry<String, Boolean> term : whole.entrySet()) {
            int texts = reader.docFreq(new Term(TEXT, term.getKey()));
            // an identifier that nobody knows is told by its parts alone: it must not count
            // against them
            if (texts > 0 || !term.getValue()) {
                weighted.add(new Weighted(term.getKey(), rarity(Math.max(1, texts))));
            }
        }
        weighted.sort(Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::text));
        return weighted.subList(0, Math.min(weighted.size(), TERMS_MAX));
    }

    /// As BM25 of Lucene has it.
    private double rarity(int texts) {
        return Math.log(1 + (reader.numDocs() - texts + 0.5) / (texts + 0.5));
    }

    @Override
    public void close() {
        try {
            reader.close();
            folder.close();
            analysis.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the index in memory was not closed", e);
        }
    }
}
