package io.levee.adapters.diagnosis.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Which of many words a line holds, in one pass (Aho and Corasick, 1975), whatever the case of
/// their ASCII letters. Immutable.
public final class Automaton {
    /// A power of two, at least as large as the number of classes of bytes.
    private final int shift;
    private final int[] classOf;
    /// By state and class, states already shifted.
    private final int[] next;
    /// Of each state, which words end there.
    private final int[][] ends;
    private final int words;

    private Automaton(Trie trie) {
        shift = 32 - Integer.numberOfLeadingZeros(trie.classes - 1);
        classOf = trie.classOf;
        words = trie.words;
        int states = trie.edges.size();
        next = new int[states << shift];
        ends = new int[states][];
        int[] fail = new int[states];
        Deque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int[] own = trie.ends.get(state);
            ends[state] = state == 0 ? own : joined(own, ends[fail[state]]);
            int[] edges = trie.edges.get(state);
            for (int c = 0; c < trie.classes; c++) {
                int elsewhere = state == 0 ? 0 : next[(fail[state] << shift) + c];
                int target = edges[c];
                next[(state << shift) + c] = target > 0 ? target << shift : elsewhere;
                if (target > 0) {
                    fail[target] = elsewhere >>> shift;
                    queue.add(target);
                }
            }
        }
    }

    /// The words by their place in the list; empty ones are never found.
    public static Automaton of(List<String> words) {
        return new Automaton(new Trie(words));
    }

    private static int[] joined(int[] one, int[] other) {
        int[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// Adds what stands in the bytes to `hits`.
    public void scan(byte[] bytes, int from, int to, Hits hits) {
        int state = 0;
        int[] table = next;
        int[] kinds = classOf;
        for (int i = from; i < to; i++) {
            state = table[state + kinds[bytes[i] & 0xFF]];
            if (state != 0) {
                int[] ended = ends[state >>> shift];
                for (int word : ended) {
                    hits.add(word);
                }
            }
        }
    }

    /// How many words it looks for.
    public int size() {
        return words;
    }

    public Hits hits() {
        return new Hits(words);
    }

    /// Which words were found; cleared for the next line. Not thread-safe.
    public static final class Hits {
        private final boolean[] has;
        private final int[] found;
        private int count;

        private Hits(int words) {
            has = new boolean[words];
            found = new int[words];
        }

        private void add(int word) {
            if (!has[word]) {
                has[word] = true;
                found[count++] = word;
            }
        }

        public boolean isEmpty() {
            return count == 0;
        }

        /// In the order in which they ended.
        public List<Integer> words() {
            return count == 0
                    ? List.of()
                    : Arrays.stream(found, 0, count).boxed().toList();
        }

        int count() {
            return count;
        }

        int word(int at) {
            return found[at];
        }

        public void clear() {
            for (int i = 0; i < count; i++) {
                has[found[i]] = false;
            }
            count = 0;
        }
    }

    /// The words as a tree.
    private static final class Trie {
        final int[] classOf = new int[256];
        final int classes;
        final int words;
        final List<int[]> edges = new ArrayList<>();
        final List<int[]> ends = new ArrayList<>();

        Trie(List<String> all) {
            words = all.size();
            List<byte[]> folded = all.stream().map(Trie::folded).toList();
            int count = 1;
            for (byte[] word : folded) {
                for (byte b : word) {
                    if (classOf[b & 0xFF] == 0) {
                        classOf[b & 0xFF] = count++;
                    }
                }
            }
            classes = count;
            for (int upper = 'A'; upper <= 'Z'; upper++) {
                classOf[upper] = classOf[upper + 'a' - 'A'];
            }
            state();
            for (int word = 0; word < words; word++) {
                add(folded.get(word), word);
            }
        }

        private static byte[] folded(String word) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                    bytes[i] = (byte) (bytes[i] + 'a' - 'A');
                }
            }
            return bytes;
        }

        private int state() {
            edges.add(new int[classes]);
            ends.add(new int[0]);
            return edges.size() - 1;
        }

        private void add(byte[] word, int id) {
            int state = 0;
            for (byte b : word) {
                int c = classOf[b & 0xFF];
                if (edges.get(state)[c] == 0) {
                    edges.get(state)[c] = state();
                }
                state = edges.get(state)[c];
            }
            if (word.length > 0) {
                ends.set(state, joined(ends.get(state), new int[] {id}));
            }
        }
    }
}
