package io.levee.adapters.formats.docker;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dockerfiles as BuildKit reads them: the `escape` directive, lines that go on, comments
/// between them, heredocs (https://docs.docker.com/reference/dockerfile/).
public final class DockerText {
    private static final Pattern ESCAPE = Pattern.compile("(?i)#\\s*escape\\s*=\\s*([`\\\\])\\s*");
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[a-zA-Z]+\\s*=.*");
    private static final Pattern INSTRUCTION = Pattern.compile("([A-Za-z]{2,20})(?:\\s+(.*))?", Pattern.DOTALL);
    private static final Pattern HEREDOC = Pattern.compile("<<(-?)([\"']?)([A-Za-z_][A-Za-z0-9_]{0,60})\\2");
    private static final Pattern AS = Pattern.compile("(?i)\\s+as\\s+(\\S+)\\s*$");

    private final String[] lines;
    private final int first;
    private final List<Piece> pieces = new ArrayList<>();
    private String problem = "";
    private char escape = '\\';
    private String stage = "";
    private int stages;
    private int at;

    /// @param problem the first line that is no instruction
    public record Instructions(List<Piece> pieces, String problem) {}

    private DockerText(String text, int first) {
        this.lines = text.split("\n", -1);
        this.first = first;
    }

    /// @param first the number of the first line
    public static Instructions read(String text, int first) {
        DockerText reader = new DockerText(text, first);
        reader.directives();
        while (reader.at < reader.lines.length && reader.pieces.size() < Budget.PIECES_MAX) {
            reader.instruction();
        }
        return new Instructions(reader.pieces, reader.problem);
    }

    private void directives() {
        while (at < lines.length && DIRECTIVE.matcher(lines[at].strip()).matches()) {
            Matcher directive = ESCAPE.matcher(lines[at++].strip());
            if (directive.matches()) {
                escape = directive.group(1).charAt(0);
            }
        }
    }

    private void instruction() {
        int begins = first + at;
        String whole = logical();
        if (whole.isEmpty()) {
            return;
        }
        Matcher instruction = INSTRUCTION.matcher(whole);
        if (!instruction.matches()) {
            if (problem.isEmpty()) {
                problem = "line %d: `%s` is no instruction"
                        .formatted(begins, whole.substring(0, Math.min(40, whole.length())));
            }
            return;
        }
        String word = instruction.group(1).toUpperCase(Locale.ROOT);
        String arguments =
                instruction.group(2) == null ? "" : instruction.group(2).strip();
        if (word.equals("FROM")) {
            Matcher as = AS.matcher(arguments);
            stage = as.find() ? as.group(1) : Integer.toString(stages);
            stages++;
        }
        pieces.add(new Instruction(word, arguments + heredocs(word, arguments), stage, begins).piece());
    }

    /// A line with those that it goes on in; comments and empty lines between are left out.
    private String logical() {
        StringBuilder whole = new StringBuilder();
        boolean more = true;
        while (more && at < lines.length) {
            String line = lines[at++].strip();
            if (line.startsWith("#") || (line.isEmpty() && !whole.isEmpty())) {
                more = !whole.isEmpty();
                continue;
            }
            more = !line.isEmpty() && line.charAt(line.length() - 1) == escape;
            String part = more ? line.substring(0, line.length() - 1).strip() : line;
            whole.append(whole.isEmpty() || part.isEmpty() ? "" : " ").append(part);
        }
        return whole.toString();
    }

    /// The texts that follow `<<EOF`.
    private String heredocs(String word, String arguments) {
        StringBuilder texts = new StringBuilder();
        if (!word.equals("RUN") && !word.equals("COPY") && !word.equals("ADD")) {
            return "";
        }
        Matcher heredoc = HEREDOC.matcher(arguments);
        while (heredoc.find()) {
            String end = heredoc.group(3);
            while (at < lines.length) {
                String line = lines[at++].stripTrailing();
                if ((heredoc.group(1).isEmpty() ? line : line.strip()).equals(end)) {
                    break;
                }
                texts.append('\n').append(line);
            }
        }
        return texts.toString();
    }
}
