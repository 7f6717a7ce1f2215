package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.OpenedLog;
import io.levee.change.HiddenText;
import io.levee.change.RawText;
import io.levee.change.Secrets;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds lines again in the files, with a reader of its own, before they are shown (I5): what does
/// not stand there byte for byte is left out.
final class Refinding {
    private static final int BUFFER = 1 << 16;

    private final List<LogFile> logs;

    Refinding(List<LogFile> logs) {
        this.logs = logs;
    }

    /// A claim that the line holds these words.
    record Claim(int file, long line, String raw) {}

    /// Of each claim what is shown; empty for one that was not found again.
    List<Optional<Cited>> cite(List<Claim> claims) throws IOException {
        List<Optional<Cited>> cited = new ArrayList<>();
        claims.forEach(_ -> cited.add(Optional.empty()));
        for (int file = 0; file < logs.size(); file++) {
            SortedMap<Long, List<Integer>> wanted = new TreeMap<>();
            for (int i = 0; i < claims.size(); i++) {
                if (claims.get(i).file() == file) {
                    wanted.computeIfAbsent(claims.get(i).line(), _ -> new ArrayList<>())
                            .add(i);
                }
            }
            if (!wanted.isEmpty()) {
                find(logs.get(file), wanted, claims, cited);
            }
        }
        return cited;
    }

    private static void find(
            LogFile log, SortedMap<Long, List<Integer>> wanted, List<Claim> claims, List<Optional<Cited>> cited)
            throws IOException {
        try (InputStream in = OpenedLog.of(log)) {
            byte[] buffer = new byte[BUFFER];
            long line = 1;
            Kept kept = new Kept();
            for (int count = in.read(buffer); count >= 0 && !wanted.isEmpty(); count = in.read(buffer)) {
                int from = 0;
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        if (line == wanted.firstKey()) {
                            kept.add(buffer, from, i);
                            check(log, wanted.getOrDefault(line, List.of()), kept, claims, cited);
                            wanted.remove(line);
                        }
                        line++;
                        from = i + 1;
                        kept.clear();
                        if (wanted.isEmpty()) {
                            return;
                        }
                    }
                }
                if (line == wanted.firstKey()) {
                    kept.add(buffer, from, count);
                }
            }
            if (!wanted.isEmpty() && line == wanted.firstKey()) {
                check(log, wanted.getOrDefault(line, List.of()), kept, claims, cited);
                wanted.remove(line);
            }
        }
    }

    private static void check(
            LogFile log, List<Integer> places, Kept line, List<Claim> claims, List<Optional<Cited>> cited) {
        for (int place : places) {
            Claim claim = claims.get(place);
            if (line.holds(RawText.encode(claim.raw()))) {
                cited.set(place, Optional.of(new Cited(log.name(), claim.line(), shown(claim.raw()))));
            }
        }
    }

    /// Without secrets, and without what a terminal would obey.
    static String shown(String raw) {
        return HiddenText.visible(Secrets.redacted(raw));
    }

    /// The beginning of one line.
    private static final class Kept {
        private static final int MAX = 1 << 15;
        private byte[] bytes = new byte[256];
        private int length;

        void add(byte[] from, int start, int end) {
            int count = Math.min(end - start, MAX - length);
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            System.arraycopy(from, start, bytes, length, count);
            length += count;
        }

        void clear() {
            length = 0;
        }

        boolean holds(byte[] words) {
            for (int at = 0; at + words.length <= length; at++) {
                if (Arrays.equals(bytes, at, at + words.length, words, 0, words.length)) {
                    return true;
                }
            }
            return false;
        }
    }
}
