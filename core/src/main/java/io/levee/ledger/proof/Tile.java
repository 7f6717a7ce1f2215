package io.levee.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One piece of a tree as C2SP tlog-tiles cuts it: up to 256 consecutive hashes of tree level `8 × level`. A
/// bundle of entries is named like the tile of level 0 over the same entries.
///
/// @param width hashes in it; fewer than [#WIDTH_MAX] at the right edge only
public record Tile(int level, long index, int width) {
    /// Levels of the tree that one tile spans.
    public static final int HEIGHT = 8;
    public static final int WIDTH_MAX = 1 << HEIGHT;
    /// Above this level there is no tree.
    public static final int LEVEL_MAX = 7;

    private static final Pattern NUMBERED = Pattern.compile("((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final Pattern TREE = Pattern.compile("tile/([0-7])/(.+)");
    private static final String ENTRIES = "tile/entries/";

    public Tile {
        if (level < 0 || level > LEVEL_MAX || index < 0 || width < 1 || width > WIDTH_MAX) {
            throw new IllegalArgumentException(
                    "no tile has level %d, index %d, width %d".formatted(level, index, width));
        }
    }

    /// Reads what [#path] writes; throws [IllegalArgumentException] for anything else.
    public static Tile parse(String path) {
        Matcher tree = TREE.matcher(path);
        if (!tree.matches()) {
            throw new IllegalArgumentException("`%s` is no path of a tile".formatted(path));
        }
        return numbered(Integer.parseInt(tree.group(1)), tree.group(2));
    }

    /// Reads what [#entriesPath] writes.
    public static Tile parseEntries(String path) {
        if (!path.startsWith(ENTRIES)) {
            throw new IllegalArgumentException("`%s` is no path of an entry bundle".formatted(path));
        }
        return numbered(0, path.substring(ENTRIES.length()));
    }

    private static Tile numbered(int level, String text) {
        Matcher parts = NUMBERED.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("`%s` numbers no tile".formatted(text));
        }
        String digits = parts.group(1).replace("x", "").replace("/", "");
        int width = parts.group(2) == null ? WIDTH_MAX : Integer.parseInt(parts.group(2));
        Tile tile = new Tile(level, parseIndex(digits), width);
        if (!tile.number().equals(text)) {
            throw new IllegalArgumentException("`%s` numbers no tile".formatted(text));
        }
        return tile;
    }

    private static long parseIndex(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`%s` numbers no tile".formatted(digits), e);
        }
    }

    /// All tiles of one level that a tree of this size has, in order. Only the last may be partial.
    public static List<Tile> ofLevel(int level, long treeSize) {
        long hashes = treeSize >> (HEIGHT * level);
        List<Tile> tiles = new ArrayList<>();
        for (long index = 0; index << HEIGHT < hashes; index++) {
            tiles.add(new Tile(level, index, (int) Math.min(WIDTH_MAX, hashes - (index << HEIGHT))));
        }
        return List.copyOf(tiles);
    }

    public boolean partial() {
        return width < WIDTH_MAX;
    }

    /// True where a tree of this size has all hashes of this tile.
    public boolean within(long treeSize) {
        long hashes = treeSize >> (HEIGHT * level);
        return index <= (hashes >> HEIGHT) && (index << HEIGHT) + width <= hashes;
    }

    /// The index of its first hash among the hashes of its level; for level 0 the first position.
    public long first() {
        return index << HEIGHT;
    }

    /// `tile/0/x001/x234/067`, `tile/1/000.p/17`.
    public String path() {
        return "tile/" + level + "/" + number();
    }

    /// `tile/entries/x001/x234/067`.
    public String entriesPath() {
        return ENTRIES + number();
    }

    private String number() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            text.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        return partial() ? text + ".p/" + width : text.toString();
    }
}
