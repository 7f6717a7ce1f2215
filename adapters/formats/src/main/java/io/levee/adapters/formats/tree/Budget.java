package io.levee.adapters.formats.tree;

/// How much a reader may make of one file. One use, one thread.
public final class Budget {
    /// Characters of one text.
    public static final int CHARACTERS_MAX = 2 << 20;
    /// Collections inside collections.
    public static final int DEPTH_MAX = 200;
    /// Values and collections of one file, each place counted where an anchor is used in
    /// several.
    public static final int NODES_MAX = 200_000;
    /// Named things of one file.
    public static final int PIECES_MAX = 5_000;

    private int nodes;

    /// What a text does that its format, or a limit, does not allow.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;

        /// @param line from 1; 0 where it is not known
        public Refused(int line, String what) {
            super(what, null, false, false);
            this.line = line;
        }

        /// `line 12: found a tab`.
        public String problem() {
            return Budget.problem(line, String.valueOf(getMessage()));
        }
    }

    public static String problem(int line, String what) {
        return line > 0 ? "line %d: %s".formatted(line, what) : what;
    }

    /// Throws [Refused] for one node too many, or one too deep.
    public void spend(int line, int depth) {
        if (++nodes > NODES_MAX) {
            throw new Refused(line, "more than %d values: split the file".formatted(NODES_MAX));
        }
        if (depth > DEPTH_MAX) {
            throw new Refused(line, "nested more than %d deep: flatten it".formatted(DEPTH_MAX));
        }
    }
}
