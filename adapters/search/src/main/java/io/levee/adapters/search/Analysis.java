package io.levee.adapters.search;

import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_ALL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_WORD_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.PRESERVE_ORIGINAL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.util.CharTokenizer;

/// English words by their stem, and identifiers in three ways: whole (`orders.v1`), without
/// what joins their parts (`checkout-async-orders`, `checkoutAsyncOrders` and
/// `CHECKOUT_ASYNC_ORDERS` are one), and each part.
final class Analysis extends Analyzer {
    private static final int PARTS = GENERATE_WORD_PARTS
            | GENERATE_NUMBER_PARTS
            | CATENATE_ALL
            | PRESERVE_ORIGINAL
            | SPLIT_ON_CASE_CHANGE
            | STEM_ENGLISH_POSSESSIVE;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer source = CharTokenizer.fromTokenCharPredicate(Analysis::isPartOfIdentifier);
        TokenStream tokens = new WordDelimiterGraphFilter(new Trimmed(source), PARTS, null);
        tokens = new StopFilter(new LowerCaseFilter(tokens), EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
        return new TokenStreamComponents(source, new PorterStemFilter(tokens));
    }

    private static boolean isPartOfIdentifier(int c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '\'';
    }
}
