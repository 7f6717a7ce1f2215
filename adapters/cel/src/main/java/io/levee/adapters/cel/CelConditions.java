package io.levee.adapters.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.levee.knowledge.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conditions in CEL, each compiled once. Thread-safe. An evaluation ends after a number of
/// steps, not after a time; one that does, or that asks for what is not there, has failed.
public final class CelConditions implements Conditions {
    /// Characters of one `${…}` as it is shown.
    static final int SHOWN_MAX = 200;

    private final CelCompiler conditions = Language.compiler(SimpleType.BOOL);
    private final CelCompiler texts = Language.compiler(SimpleType.DYN);
    private final CelRuntime runtime = Language.runtime();

    /// A compiled expression, or what is wrong with it.
    private sealed interface Outcome {
        record Good(CelRuntime.Program program) implements Outcome {}

        record Bad(String what) implements Outcome {}
    }

    @Override
    public Compiled compile(String expression) {
        return switch (compile(conditions, expression)) {
            case Outcome.Bad(var what) -> new Compiled.Broken(what);
            case Outcome.Good(var program) -> new Compiled.Ready(asked -> ask(program, asked));
        };
    }

    @Override
    public Wording word(String text) {
        List<Words> pieces = new ArrayList<>();
        for (Template.Piece piece : Template.pieces(text)) {
            switch (piece) {
                case Template.Piece.Plain(var plain) -> pieces.add(_ -> plain);
                case Template.Piece.Open(var rest) -> {
                    return new Wording.Broken("`${%s` has no `}`".formatted(rest));
                }
                case Template.Piece.Expression(var expression) -> {
                    switch (compile(texts, expression)) {
                        case Outcome.Bad(var what) -> {
                            return new Wording.Broken("`${%s}`: %s".formatted(expression, what));
                        }
                        case Outcome.Good(var program) -> pieces.add(asked -> say(program, asked));
                    }
                }
            }
        }
        return new Wording.Ready(asked -> {
            StringBuilder said = new StringBuilder();
            pieces.forEach(piece -> said.append(piece.of(asked)));
            return said.toString();
        });
    }

    private Outcome compile(CelCompiler compiler, String expression) {
        if (expression.length() > Language.EXPRESSION_MAX) {
            return new Outcome.Bad("it has more than %d characters".formatted(Language.EXPRESSION_MAX));
        }
        try {
            CelAbstractSyntaxTree ast = compiler.compile(expression).getAst();
            Optional<String> mistake = Mistakes.of(ast);
            return mistake.isPresent() ? new Outcome.Bad(mistake.get()) : new Outcome.Good(runtime.createProgram(ast));
        } catch (CelValidationException e) {
            return new Outcome.Bad(issue(e));
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            return new Outcome.Bad(oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static Answer ask(CelRuntime.Program program, Asked asked) {
        Meter meter = Meter.begin();
        try {
            Object result = program.eval(new Seen(asked));
            return meter.exceeded() ? Answer.FAILED : answer(result);
        } catch (CelEvaluationException | RuntimeException | StackOverflowError _) {
            return Answer.FAILED;
        }
    }

    private static Answer answer(Object result) {
        if (!(result instanceof Boolean holds)) {
            return Answer.FAILED;
        }
        return holds ? Answer.YES : Answer.NO;
    }

    private static String say(CelRuntime.Program program, Asked asked) {
        Meter meter = Meter.begin();
        try {
            String said = oneLine(Functions.text(program.eval(new Seen(asked))));
            if (meter.exceeded()) {
                return "?";
            }
            return said.length() <= SHOWN_MAX ? said : said.substring(0, SHOWN_MAX) + "…";
        } catch (CelEvaluationException | RuntimeException | StackOverflowError _) {
            return "?";
        }
    }

    private static String issue(CelValidationException e) {
        if (e.getErrors().isEmpty()) {
            return oneLine(String.valueOf(e.getMessage()));
        }
        CelIssue first = e.getErrors().getFirst();
        String where = first.getSourceLocation().getColumn() < 0
                ? ""
                : "at character %d: ".formatted(first.getSourceLocation().getColumn() + 1);
        return where + oneLine(first.getMessage());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
