package io.levee.adapters.search;

import java.io.IOException;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Takes away what stands around a word, such as the full stop of its sentence; what is nothing
/// else is left out.
final class Trimmed extends FilteringTokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    Trimmed(TokenStream input) {
        super(input);
    }

    @Override
    protected boolean accept() throws IOException {
        char[] buffer = term.buffer();
        int from = 0;
        int to = term.length();
        while (from < to && isJoint(buffer[from])) {
            from++;
        }
        while (to > from && isJoint(buffer[to - 1])) {
            to--;
        }
        System.arraycopy(buffer, from, buffer, 0, to - from);
        term.setLength(to - from);
        return to > from;
    }

    private static boolean isJoint(char c) {
        return c == '.' || c == '-' || c == '_' || c == '\'';
    }
}
