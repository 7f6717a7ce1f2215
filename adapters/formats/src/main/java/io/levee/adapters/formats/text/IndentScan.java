package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Reading;
import io.levee.adapters.formats.tree.Scalars;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// YAML and JSON read by keys and indentation alone: for pieces of a file, and for files that
/// are broken. What stands below something that was cut off is kept under the key [#UNKNOWN],
/// so that both sides of a hunk nest alike.
public final class IndentScan {
    /// The name of what is above the first line.
    public static final String UNKNOWN = "?";

    /// What most files are indented by.
    private static final int TAB = 2;

    private static final Pattern QUOTED_KEY =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.){0,500}+\"|'[^']{0,500}+')\\s{0,20}+:\\s*+(.*+)");
    private static final Pattern KEY = Pattern.compile(
            "([^\\s#{}\\[\\],&*!|>'\"%@`:][^\\s:]{0,300}+(?: [^\\s:]{1,100}+){0,5}+)\\s{0,20}+:(?:\\s++(.*+))?");
    private static final Pattern BLOCK = Pattern.compile("[|>][-+0-9]{0,2}");
    private static final Pattern CLOSERS = Pattern.compile("[\\]})]+[,;]?(\\s*[\\[{])?");
    private static final Pattern ANCHOR = Pattern.compile("&\\S+\\s*");

    private final String[] lines;
    private final int first;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final List<Node> documents = new ArrayList<>();
    private final Budget budget = new Budget();
    private Sprout root;
    /// Where the root's members stand; less than any indentation while it has none.
    private int rootIndent = -1;

    private int cuts;
    private int at;

    private record Frame(int indent, boolean item, Sprout sprout) {}

    private IndentScan(String text, int first) {
        this.lines = text.split("\n", -1);
        this.first = first;
        this.root = new Sprout(first);
    }

    /// @param first the number of the first line
    public static Reading read(String text, int first) {
        IndentScan scan = new IndentScan(text, first);
        String problem = "";
        try {
            while (scan.at < scan.lines.length) {
                scan.line(scan.lines[scan.at++]);
            }
        } catch (Budget.Refused e) {
            problem = e.problem();
        }
        scan.close();
        return new Reading(scan.documents, problem);
    }

    private void close() {
        if (!root.isBare()) {
            documents.add(root.grown());
        }
        root = new Sprout(number());
        rootIndent = -1;
        open.clear();
    }

    private int number() {
        return first + at - 1;
    }

    private void line(String raw) {
        String line = raw.stripTrailing();
        String content = line.stripLeading();
        int indent = indent(line);
        if (content.isEmpty() || content.startsWith("#") || content.startsWith("//") || content.startsWith("%")) {
            return;
        }
        if (indent == 0 && (content.equals("---") || content.startsWith("--- "))) {
            close();
            return;
        }
        if (content.equals("{") && root.isBare() && number() == 1) {
            return;
        }
        content(content, indent);
    }

    private static int indent(String line) {
        int indent = 0;
        for (int i = 0; i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t'); i++) {
            indent += line.charAt(i) == '\t' ? TAB : 1;
        }
        return indent;
    }

    private void content(String content, int indent) {
        if (content.equals("-") || content.startsWith("- ")) {
            Sprout item = item(indent);
            String rest = content.substring(1).stripLeading();
            if (!rest.isEmpty()) {
                inItem(item, rest, indent + content.length() - rest.length());
            }
            return;
        }
        if (content.equals("{") || content.equals("[")) {
            item(indent);
            return;
        }
        Matcher closers = CLOSERS.matcher(content);
        if (closers.matches()) {
            if (closers.group(1) != null) {
                item(indent);
            }
            return;
        }
        Matcher key = key(content);
        if (key.matches()) {
            key(unquote(key.group(1)), group(key, 2), indent);
        } else {
            word(content, indent);
        }
    }

    private void inItem(Sprout item, String rest, int indent) {
        Matcher key = key(rest);
        if (rest.startsWith("- ") || key.matches()) {
            content(rest, indent);
        } else {
            value(item, rest, indent - 1);
        }
    }

    private Sprout item(int indent) {
        while (!open.isEmpty()
                && (open.peek().indent() > indent
                        || (open.peek().indent() == indent && open.peek().item()))) {
            open.pop();
        }
        if (open.isEmpty()) {
            atRoot(indent, true);
        }
        Sprout item = new Sprout(number());
        parent().item(item);
        push(new Frame(indent, true, item));
        return item;
    }

    private void key(String key, String value, int indent) {
        while (!open.isEmpty() && open.peek().indent() >= indent) {
            open.pop();
        }
        if (open.isEmpty()) {
            atRoot(indent, false);
        }
        Sprout child = parent().field(key, new Sprout(number()));
        push(new Frame(indent, false, child));
        value(child, value, indent);
    }

    /// Something less indented than all before it: that was below something which was cut off.
    private void atRoot(int indent, boolean item) {
        boolean deeper = !root.isBare() && rootIndent > indent;
        if (deeper || (!item && root.hasItems())) {
            budget.spend(number(), ++cuts);
            Sprout above = new Sprout(first);
            Sprout cut = new Sprout(first);
            cut.takeFrom(root);
            if (item && cut.hasFields()) {
                above.item(cut);
            } else {
                above.field(UNKNOWN, cut);
            }
            root = above;
        }
        rootIndent = indent;
    }

    private Sprout parent() {
        Frame top = open.peek();
        return top == null ? root : top.sprout();
    }

    private void push(Frame frame) {
        open.push(frame);
        budget.spend(number(), open.size());
    }

    /// A line without a key: a member of a JSON list, or a word that goes on.
    private void word(String content, int indent) {
        Frame top = open.peek();
        if (top != null && top.indent() < indent && !content.startsWith("\"") && !content.startsWith("{")) {
            top.sprout().goOn(bare(content));
            return;
        }
        value(item(indent), content, indent);
    }

    private void value(Sprout sprout, String raw, int indent) {
        String text = ANCHOR.matcher(raw).lookingAt() ? ANCHOR.matcher(raw).replaceFirst("") : raw;
        if (BLOCK.matcher(text).matches()) {
            sprout.become(block(indent));
            return;
        }
        String word = bare(text);
        if (word.isEmpty() || word.equals("{") || word.equals("[")) {
            return;
        }
        sprout.become(parsed(word));
    }

    /// The lines of a block that are deeper than its key, without their indentation.
    private String block(int indent) {
        List<String> block = new ArrayList<>();
        while (at < lines.length && (lines[at].isBlank() || indent(lines[at]) > indent)) {
            block.add(lines[at++].strip());
        }
        return String.join("\n", block).stripTrailing();
    }

    private @Nullable Object parsed(String word) {
        char begin = word.charAt(0);
        char end = word.charAt(word.length() - 1);
        if (begin == '"' || begin == '\'') {
            return unquote(word);
        }
        if ((begin == '{' && end == '}') || (begin == '[' && end == ']')) {
            Reading flow = YamlText.read(word, number());
            return flow.broken() || flow.documents().size() != 1
                    ? word
                    : flow.documents().getFirst();
        }
        return Scalars.of(word);
    }

    /// Without the comment or the comma after it.
    private static String bare(String text) {
        String word = text;
        int comment = word.startsWith("\"") || word.startsWith("'") ? -1 : word.indexOf(" #");
        if (word.startsWith("#")) {
            return "";
        }
        if (comment >= 0) {
            word = word.substring(0, comment).stripTrailing();
        }
        return word.endsWith(",") ? word.substring(0, word.length() - 1).stripTrailing() : word;
    }

    private static String unquote(String word) {
        if (word.length() < 2 || (word.charAt(0) != '"' && word.charAt(0) != '\'')) {
            return word;
        }
        int end = word.lastIndexOf(word.charAt(0));
        if (end == 0) {
            return word;
        }
        String inside = word.substring(1, end);
        if (word.charAt(0) == '\'') {
            return inside.replace("''", "'");
        }
        if (inside.indexOf('\\') < 0) {
            return inside;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c != '\\' || i + 1 == inside.length()) {
                plain.append(c);
            } else if (inside.charAt(i + 1) == 'u' && Escapes.isHex(inside, i + 2, 4)) {
                plain.append((char) Integer.parseInt(inside, i + 2, i + 6, 16));
                i += 5;
            } else {
                plain.append(Escapes.control(inside.charAt(++i)));
            }
        }
        return plain.toString();
    }

    private static Matcher key(String content) {
        char begin = content.charAt(0);
        return (begin == '"' || begin == '\'' ? QUOTED_KEY : KEY).matcher(content);
    }

    private static String group(Matcher matcher, int group) {
        String found = matcher.group(group);
        return found == null ? "" : found;
    }
}
