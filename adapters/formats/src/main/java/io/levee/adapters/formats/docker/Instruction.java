package io.levee.adapters.formats.docker;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One instruction of a Dockerfile.
///
/// @param arguments without flags, on one line
/// @param stage     its name, its number from 0, or empty before the first `FROM`
record Instruction(String word, String arguments, String stage, int line) {
    private static final Pattern FLAG = Pattern.compile("--([a-z][a-z-]{0,40})(?:=(\\S*))?\\s*");

    Piece piece() {
        Map<String, Node> flags = new LinkedHashMap<>();
        Matcher flag = FLAG.matcher(arguments);
        int at = 0;
        while (flag.find(at) && flag.start() == at) {
            String value = flag.group(2);
            flags.put(flag.group(1), new Node.Scalar(value == null ? "true" : value, line));
            at = flag.end();
        }
        Map<String, Node> tree = new LinkedHashMap<>();
        tree.put("instruction", new Node.Scalar(word, line));
        tree.put("arguments", new Node.Scalar(arguments.substring(at), line));
        tree.put("stage", new Node.Scalar(stage, line));
        tree.put("flags", new Node.Fields(flags, line));
        return new Piece("instruction", word, word, List.of(), new Node.Fields(tree, line), line, Set.of());
    }
}
