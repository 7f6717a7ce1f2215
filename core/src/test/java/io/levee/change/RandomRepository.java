package io.levee.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Files and edits of them, such that much looks like a diff.
final class RandomRepository {
    /// Not `dev/null`: where there is one, GNU patch takes it for the other.
    private static final List<String> NAMES = List.of(
            "x",
            "y.txt",
            "a/x",
            "b/x",
            "a/b/a",
            "dir/with blank",
            "w/x",
            "tab\there",
            "quote\"d",
            "-- x",
            "b/b b/b",
            "back\\slash");
    private static final List<String> LINES = List.of(
            "",
            " ",
            "-",
            "+",
            "--",
            "-- ",
            "++",
            "---",
            "--- a/x",
            "+++ b/x",
            "-- a/x",
            "++ b/x",
            "@@ -1 +1 @@",
            "@@ -1,2 +3,4 @@ x",
            "diff --git a/x b/x",
            "\\ No newline at end of file",
            "\\",
            "\r",
            "one\r",
            "two",
            "{",
            "}",
            "index 111..222",
            "rename from x",
            "\uDCFF\uDC80",
            "ä",
            "\uD83D\uDE00",
            "\tx",
            "GIT binary patch",
            "Index: x");

    private final Random random;
    private final boolean zeros;
    private final Map<String, String> files = new TreeMap<>();

    RandomRepository(Random random) {
        this.random = random;
        this.zeros = random.nextInt(8) == 0;
        int count = 1 + random.nextInt(6);
        for (int file = 0; file < count; file++) {
            put(NAMES.get(random.nextInt(NAMES.size())), text(random.nextInt(30)));
        }
    }

    Map<String, String> files() {
        return new TreeMap<>(files);
    }

    private void put(String name, String text) {
        boolean clash = files.keySet().stream().anyMatch(it -> it.startsWith(name + "/") || name.startsWith(it + "/"));
        if (!clash) {
            files.put(name, text);
        }
    }

    private String line() {
        if (zeros && random.nextInt(20) == 0) {
            return "zero\0here";
        }
        String line = LINES.get(random.nextInt(LINES.size()));
        return random.nextInt(3) == 0 ? line + random.nextInt(50) : line;
    }

    private String text(int lines) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            text.append(line()).append('\n');
        }
        boolean ended = lines == 0 || random.nextInt(4) > 0;
        return ended ? text.toString() : text.append("last").toString();
    }

    /// Changes some of the files, adds, deletes and moves some.
    void edit() {
        for (String name : List.copyOf(files.keySet())) {
            switch (random.nextInt(8)) {
                case 0 -> files.remove(name);
                case 1 -> {
                    String text = String.valueOf(files.remove(name));
                    put(NAMES.get(random.nextInt(NAMES.size())), random.nextBoolean() ? text : edited(text));
                }
                case 2 -> put(NAMES.get(random.nextInt(NAMES.size())), edited(String.valueOf(files.get(name))));
                case 3 -> {}
                default -> files.put(name, edited(String.valueOf(files.get(name))));
            }
        }
        if (random.nextInt(3) == 0) {
            put(NAMES.get(random.nextInt(NAMES.size())), text(random.nextInt(10)));
        }
    }

    private String edited(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        int edits = 1 + random.nextInt(4);
        for (int edit = 0; edit < edits; edit++) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.set(at, "");
                case 1 -> lines.add(at, text(1 + random.nextInt(3)));
                default -> lines.set(at, line() + "\n");
            }
        }
        String joined = String.join("", lines);
        boolean cut = random.nextInt(6) == 0 && joined.endsWith("\n");
        return cut ? joined.substring(0, joined.length() - 1) : joined;
    }

    /// Writes them all, and deletes what is none of them.
    void into(Tools tools, Map<String, String> old) {
        old.keySet().stream().filter(it -> !files.containsKey(it)).forEach(tools::delete);
        files.forEach(tools::write);
    }
}
