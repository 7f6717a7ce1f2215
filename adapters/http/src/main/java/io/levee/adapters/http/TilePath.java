package io.levee.adapters.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tile, as C2SP tlog-tiles writes it below `/tile/`: `0/x001/x234/067`, `entries/000.p/17`.
///
/// @param level [#ENTRIES] for the entries themselves, else 0 to [#LEVEL_MAX] for hashes
/// @param width [#WIDTH_MAX] for a whole tile, less for a partial one
public record TilePath(int level, long index, int width) {
    public static final int ENTRIES = -1;
    public static final int LEVEL_MAX = 63;
    public static final int WIDTH_MAX = 256;

    /// Four groups of three digits: a million million tiles.
    private static final Pattern FORM =
            Pattern.compile("(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,3}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > LEVEL_MAX || index < 0 || width < 1 || width > WIDTH_MAX) {
            throw new IllegalArgumentException(
                    "there is no tile of level %d, index %d, width %d".formatted(level, index, width));
        }
    }

    public static TilePath parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("this is no tile: write `0/x001/067` or `entries/000.p/17`");
        }
        String digits = form.group(2).replace("x", "").replace("/", "");
        boolean padded = form.group(2).startsWith("x000");
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        int width = form.group(3) == null ? WIDTH_MAX : Integer.parseInt(form.group(3));
        if (padded || (form.group(3) != null && width == WIDTH_MAX)) {
            throw new IllegalArgumentException(
                    "a tile has one name only: without leading `x000`, whole ones without `.p`");
        }
        return new TilePath(level, Long.parseLong(digits), width);
    }

    public boolean whole() {
        return width == WIDTH_MAX;
    }
}
