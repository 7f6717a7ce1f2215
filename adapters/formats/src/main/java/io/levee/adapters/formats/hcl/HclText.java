package io.levee.adapters.formats.hcl;

import io.levee.adapters.formats.shape.Topic;
import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file of HCL as its blocks. Attributes outside of all blocks, as `.tfvars` have them, are
/// one piece.
public final class HclText {
    private static final Pattern TOPIC = Pattern.compile("(?:kafka|confluent_kafka|aiven_kafka|redpanda)_topic");
    /// How an expression is told from the name of a topic.
    private static final Pattern EXPRESSION = Pattern.compile("(?:var|local|each|module|data)\\..*|.*[(${?\\[].*");

    private final HclScan scan;
    private final Budget budget = new Budget();
    private final HclValues values;
    private final List<Piece> pieces = new ArrayList<>();
    private final int first;
    private String problem = "";

    /// @param problem the first line that is neither an attribute nor a block
    public record Blocks(List<Piece> pieces, String problem) {}

    private HclText(String text, int first) {
        this.scan = new HclScan(text, first);
        this.values = new HclValues(scan, budget);
        this.first = first;
    }

    /// @param first the number of the first line
    public static Blocks read(String text, int first) {
        HclText reader = new HclText(text, first);
        Map<String, Node> attributes = new LinkedHashMap<>();
        try {
            reader.body(attributes, 0);
        } catch (Budget.Refused e) {
            reader.problem = e.problem();
        }
        if (!attributes.isEmpty()) {
            reader.pieces.addFirst(Piece.of("attributes", "", new Node.Fields(attributes, reader.first)));
        }
        return new Blocks(reader.pieces, reader.problem);
    }

    /// Attributes and blocks up to the bracket that closes them; one too many is passed over at
    /// the top, where a piece of a file begins inside a block.
    private void body(Map<String, Node> attributes, int depth) {
        Map<String, List<Node>> nested = new LinkedHashMap<>();
        scan.blanks();
        while (!scan.done() && (depth == 0 || scan.peek() != '}')) {
            int before = scan.at();
            statement(attributes, nested, depth);
            if (scan.at() == before) {
                scan.skip();
            }
            scan.blanks();
        }
        if (scan.done() && depth > 0) {
            problem(scan.line(), "a block that is not closed");
        }
        scan.skip();
        nested.forEach((key, blocks) ->
                attributes.put(key, new Node.Items(blocks, blocks.getFirst().line())));
    }

    private void statement(Map<String, Node> attributes, Map<String, List<Node>> nested, int depth) {
        int line = scan.line();
        int begin = scan.at();
        String name = scan.word();
        if (name.isEmpty() && scan.peek() == '"') {
            scan.quoted();
            name = HclValues.unquoted(scan.from(begin));
        }
        scan.spaces();
        if (!name.isEmpty() && (scan.peek() == '=' || scan.peek() == ':') && !scan.looksAt("==")) {
            scan.skip();
            scan.spaces();
            attributes.put(name, values.value(line, depth + 1));
            return;
        }
        List<String> labels = labels();
        if (name.isEmpty() || scan.peek() != '{') {
            if (depth > 0 || scan.peek() != '}') {
                problem(line, "neither an attribute (`name = value`) nor a block (`name { … }`)");
            }
            scan.restOfLine();
            return;
        }
        scan.skip();
        budget.spend(line, depth);
        Map<String, Node> members = new LinkedHashMap<>();
        body(members, depth + 1);
        Node block = new Node.Fields(members, line);
        if (depth > 0) {
            String key = labels.isEmpty() ? name : name + "." + String.join(".", labels);
            nested.computeIfAbsent(key, _ -> new ArrayList<>()).add(block);
        } else {
            top(name, labels, block);
        }
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        while (!scan.done()) {
            int begin = scan.at();
            if (scan.peek() == '"') {
                scan.quoted();
                labels.add(HclValues.unquoted(scan.from(begin)));
            } else {
                String word = scan.word();
                if (word.isEmpty()) {
                    return labels;
                }
                labels.add(word);
            }
            scan.spaces();
        }
        return labels;
    }

    private void top(String type, List<String> labels, Node block) {
        if (pieces.size() >= Budget.PIECES_MAX) {
            throw new Budget.Refused(block.line(), "more than %d blocks: split the file".formatted(Budget.PIECES_MAX));
        }
        String name = String.join(".", labels);
        if (type.equals("resource")
                && !labels.isEmpty()
                && TOPIC.matcher(labels.getFirst()).matches()) {
            Optional<String> topic = block.text("name").or(() -> block.text("topic_name"));
            boolean known =
                    topic.isPresent() && !EXPRESSION.matcher(topic.get()).matches();
            Piece piece = Topic.piece(topic.filter(_ -> known).orElse(""), block, block.line());
            pieces.add(known ? piece : Piece.of("topic", name, piece.tree()));
            return;
        }
        pieces.add(Piece.of(type, name, block));
    }

    private void problem(int line, String what) {
        if (problem.isEmpty()) {
            problem = Budget.problem(line, what);
        }
    }
}
