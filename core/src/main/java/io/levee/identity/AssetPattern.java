package io.levee.identity;

/// Matches written asset ids: `table:sales.*`, `operation:warehouse/*`, `*`. A `*` stands for any run of characters;
/// nothing else is special.
public record AssetPattern(String text) {
    public static final int LENGTH_MAX = 256;

    public AssetPattern {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "an asset pattern has 1 to %d characters, not %d".formatted(LENGTH_MAX, text.length()));
        }
    }

    /// At most pattern length × id length steps: no backtracking over more than the last star.
    public boolean matches(String assetId) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int i = 0;
        while (i < assetId.length()) {
            if (p < text.length() && text.charAt(p) == '*') {
                star = p++;
                resume = i;
                continue;
            }
            if (p < text.length() && text.charAt(p) == assetId.charAt(i)) {
                p++;
                i++;
                continue;
            }
            if (star < 0) {
                return false;
            }
            p = star + 1;
            i = ++resume;
        }
        while (p < text.length() && text.charAt(p) == '*') {
            p++;
        }
        return p == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
