package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Leaves out of lines what their author says to whoever reads them: comments. Guesses by the name
/// of the file; a comment that it takes for code is shown as data like all else.
final class AuthorsWords {
    /// Longer lines are not read; nobody wrote them.
    static final int LINE_MAX = 2_000;
    /// Lines of one side of a file.
    static final int LINES_MAX = 2_000;

    private static final Set<String> PROSE =
            words(" md markdown mdx rst adoc asciidoc txt text org wiki tex html htm svg po");
    /// Without an extension, and not for people.
    private static final Set<String> BARE =
            words("dockerfile containerfile makefile jenkinsfile vagrantfile gemfile procfile codeowners");

    private static final Set<String> LIKE_C = words("c h cc cpp hpp cs css scss less java kt kts js mjs cjs ts jsx tsx"
            + " go rs swift scala dart php groovy gradle jenkinsfile proto json5 jsonc");
    private static final Set<String> DASHES = words("sql ddl lua hs elm ada");
    private static final Set<String> BLOCKS_OF_C = words("sql ddl hcl tf tfvars");
    private static final Set<String> MARKUP = words("xml xsd xsl pom vue jsx tsx config csproj");
    private static final Set<String> PYTHON = words("py pyi");
    private static final Set<String> SEMICOLONS = words("ini cfg conf lisp clj el asm s reg");

    /// What is left out from here to where it ends.
    private record Block(String begin, String end) {}

    private static final Block C = new Block("/*", "*/");
    private static final Block TAGS = new Block("<!--", "-->");
    private static final List<Block> DOCSTRINGS = List.of(new Block("\"\"\"", "\"\"\""), new Block("'''", "'''"));

    private final boolean likeC;
    private final List<String> markers = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private Optional<Block> in = Optional.empty();

    private AuthorsWords(String extension) {
        this.likeC = LIKE_C.contains(extension);
        markers.add("//");
        if (!likeC || extension.equals("php")) {
            markers.add("#");
        }
        if (DASHES.contains(extension)) {
            markers.add("--");
        }
        if (SEMICOLONS.contains(extension)) {
            markers.add(";");
        }
        if (likeC || BLOCKS_OF_C.contains(extension)) {
            blocks.add(C);
        }
        if (MARKUP.contains(extension)) {
            blocks.add(TAGS);
        }
        if (PYTHON.contains(extension)) {
            blocks.addAll(DOCSTRINGS);
        }
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    /// Whether the file is text for people: then all of it is what the author says.
    static boolean areAllOf(String path) {
        return PROSE.contains(extension(path));
    }

    /// What is left of a changed line.
    record Left(Line line, String text) {}

    /// Of each changed line that has something left: first what is gone, then what is new.
    ///
    /// @param first what is done to a line before
    static List<Left> without(ChangedFile file, UnaryOperator<String> first) {
        AuthorsWords words = new AuthorsWords(extension(file.path()));
        List<Left> left = new ArrayList<>();
        words.side(file, Line.Kind.REMOVED, first, left);
        words.side(file, Line.Kind.ADDED, first, left);
        return left;
    }

    private static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? (BARE.contains(name) ? name : "") : name.substring(dot + 1);
    }

    private void side(ChangedFile file, Line.Kind changed, UnaryOperator<String> first, List<Left> left) {
        int read = 0;
        for (Hunk hunk : file.hunks()) {
            in = Optional.empty();
            int above = left.size();
            for (Line line : hunk.lines()) {
                boolean ours = line.kind() == changed || line.kind() == Line.Kind.CONTEXT;
                if (!ours || line.text().length() > LINE_MAX) {
                    continue;
                }
                if (read++ == LINES_MAX) {
                    return;
                }
                String text = first.apply(line.text());
                if (in.isEmpty() && text.strip().startsWith(C.end) && blocks.contains(C)) {
                    left.subList(above, left.size()).clear(); // it began above the hunk
                    in = Optional.of(C);
                }
                String rest = rest(text);
                if (line.kind() == changed && !rest.isBlank()) {
                    left.add(new Left(line, rest));
                }
            }
        }
    }

    private String rest(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (in.isPresent()) {
                String end = in.get().end();
                int ends = text.indexOf(end, at);
                if (ends < 0) {
                    break;
                }
                at = ends + end.length();
                in = Optional.empty();
                rest.append(' '); // what stood apart is not joined
                continue;
            }
            if (isMarker(text, at)) {
                break;
            }
            in = begun(text, at);
            if (in.isPresent()) {
                at += in.get().begin().length();
            } else {
                rest.append(text.charAt(at++));
            }
        }
        return rest.toString();
    }

    private Optional<Block> begun(String text, int at) {
        for (Block block : blocks) {
            if (text.startsWith(block.begin(), at) && (DOCSTRINGS.contains(block) || !isQuoted(text, at))) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /// At the beginning of a line, or after a blank and outside of quotes.
    private boolean isMarker(String text, int at) {
        boolean star = likeC && text.startsWith("* ", at);
        if (!star && markers.stream().noneMatch(marker -> text.startsWith(marker, at))) {
            return false;
        }
        if (text.substring(0, at).isBlank()) {
            return true;
        }
        return !star && Character.isWhitespace(text.charAt(at - 1)) && !isQuoted(text, at);
    }

    /// Between a quote that is open and one that closes it.
    private static boolean isQuoted(String text, int at) {
        for (char quote : new char[] {'"', '\'', '`'}) {
            boolean open = text.substring(0, at).chars().filter(c -> c == quote).count() % 2 == 1;
            if (open && text.indexOf(quote, at) >= 0) {
                return true;
            }
        }
        return false;
    }
}
