package io.levee.adapters.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is wrong with an expression although its types agree.
final class Mistakes {
    private Mistakes() {}

    /// The first, in one line.
    static Optional<String> of(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(node -> of(node, ast))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> of(CelNavigableExpr node, CelAbstractSyntaxTree ast) {
        CelExpr expression = node.expr();
        return switch (node.getKind()) {
            case SELECT -> field(node);
            case CALL -> call(expression, ast);
            case LIST -> collections(expression.list().elements(), ast);
            case MAP ->
                collections(
                        expression.map().entries().stream()
                                .map(CelExpr.CelMap.Entry::value)
                                .toList(),
                        ast);
            default -> Optional.empty();
        };
    }

    // INVARIANT: with the two rules below nothing that an expression makes is larger than what it
    // goes through, so that counting its steps bounds its memory
    private static Optional<String> collections(List<CelExpr> members, CelAbstractSyntaxTree ast) {
        return members.stream().anyMatch(member -> isCollection(member, ast))
                ? Optional.of("it makes a list or a mapping of lists or mappings: ask for them one by one")
                : Optional.empty();
    }

    private static Optional<String> choice(CelExpr call, CelAbstractSyntaxTree ast) {
        return !isCollection(call, ast) && call.call().args().stream().anyMatch(side -> isCollection(side, ast))
                ? Optional.of("one side of `? :` is a list or a mapping and the other may not be: use `list(…)`")
                : Optional.empty();
    }

    /// `map` and `filter` collect in a variable whose name nobody can write.
    private static boolean isOfMacro(CelExpr collected) {
        return collected.getKind() == Kind.IDENT && collected.ident().name().matches("@.*|__.*");
    }

    private static boolean isCollection(CelExpr expression, CelAbstractSyntaxTree ast) {
        return ast.getType(expression.id())
                .map(CelType::kind)
                .filter(kind -> kind == CelKind.LIST || kind == CelKind.MAP)
                .isPresent();
    }

    private static Optional<String> field(CelNavigableExpr node) {
        CelExpr.CelSelect select = node.expr().select();
        if (select.operand().getKind() != Kind.IDENT) {
            return Optional.empty();
        }
        String variable = select.operand().ident().name();
        Set<String> known = Seen.FIELDS.getOrDefault(variable, Set.of());
        if (known.isEmpty() || known.contains(select.field()) || isShadowed(node, variable)) {
            return Optional.empty();
        }
        return Optional.of("`%s` has no `%s`: it has `%s`"
                .formatted(variable, select.field(), String.join("`, `", new TreeSet<>(known))));
    }

    /// A comprehension may call its element `it`.
    private static boolean isShadowed(CelNavigableExpr node, String variable) {
        Optional<CelNavigableExpr> above = node.parent();
        while (above.isPresent()) {
            CelNavigableExpr parent = above.get();
            if (parent.getKind() == Kind.COMPREHENSION
                    && parent.expr().comprehension().iterVar().equals(variable)) {
                return true;
            }
            above = parent.parent();
        }
        return false;
    }

    private static Optional<String> call(CelExpr expression, CelAbstractSyntaxTree ast) {
        CelExpr.CelCall call = expression.call();
        List<CelExpr> arguments = call.args();
        if (call.function().equals("_?_:_")) {
            return choice(expression, ast);
        }
        if (call.function().equals("_+_") && isCollection(expression, ast) && !isOfMacro(arguments.getFirst())) {
            return Optional.of("it joins lists: ask for them one by one");
        }
        if (call.function().equals("matches") && !arguments.isEmpty()) {
            return constant(arguments.getLast()).flatMap(Mistakes::regex);
        }
        if (call.function().equals("at") && arguments.size() == 2) {
            return constant(arguments.getLast())
                    .filter(pointer -> !pointer.isEmpty() && !pointer.startsWith("/"))
                    .map(pointer -> "`%s` is no JSON pointer: write `/%s`".formatted(pointer, pointer));
        }
        return Optional.empty();
    }

    private static Optional<String> constant(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expression.constant().stringValue())
                : Optional.empty();
    }

    private static Optional<String> regex(String regex) {
        try {
            Meter.begin();
            Regexes.pattern(regex);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
