package io.levee.change;

import io.levee.change.HiddenText.Found;
import io.levee.change.HiddenText.Kind;
import java.util.ArrayList;
import java.util.List;

/// Text after so many blanks that it stands outside every window.
final class FarRight {
    /// Columns of blanks that no layout needs; a tab counts four.
    static final int BLANKS_MAX = 200;

    private static final int TAB = 4;

    private FarRight() {}

    static List<Found> in(String text) {
        List<Found> found = new ArrayList<>();
        if (text.length() < BLANKS_MAX / TAB) {
            return found;
        }
        int columns = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                columns = 0;
                start = i + 1;
            } else if (c == '\t' || Character.isSpaceChar(c)) {
                columns += c == '\t' ? TAB : 1;
            } else {
                if (columns > BLANKS_MAX) {
                    found.add(new Found(
                            Kind.FAR_RIGHT, start, i, "text follows after %d columns of blanks".formatted(columns)));
                }
                columns = 0;
                start = i + 1;
            }
        }
        return found;
    }
}
