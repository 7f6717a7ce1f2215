package io.levee.adapters.cel;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.List;
import java.util.Set;

/// What an expression may use: CEL's standard macros and functions without those that make
/// large things of small ones (joining lists, `dyn`), string functions, and ours.
final class Language {
    static final int EXPRESSION_MAX = 4_000;

    /// Elements that all comprehensions of one evaluation go through together.
    static final int ITERATIONS_MAX = 100_000;

    private static final int DEPTH_MAX = 64;
    private static final CelType ANY = SimpleType.DYN;
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType NUMBER = SimpleType.DOUBLE;
    private static final CelType ANYS = ListType.create(ANY);

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(EXPRESSION_MAX)
            .maxParseRecursionDepth(DEPTH_MAX)
            .maxParseErrorRecoveryLimit(10)
            .comprehensionMaxIterations(ITERATIONS_MAX)
            .enableHeterogeneousNumericComparisons(true)
            .enableTimestampEpoch(true)
            .build();

    private static final Set<StandardFunction> UNDECLARED =
            Set.of(StandardFunction.MATCHES, StandardFunction.DYN, StandardFunction.BYTES);

    private static final Set<CelStringExtensions.Function> STRINGS = Set.of(
            CelStringExtensions.Function.INDEX_OF,
            CelStringExtensions.Function.LAST_INDEX_OF,
            CelStringExtensions.Function.LOWER_ASCII,
            CelStringExtensions.Function.SPLIT,
            CelStringExtensions.Function.SUBSTRING,
            CelStringExtensions.Function.TRIM,
            CelStringExtensions.Function.UPPER_ASCII);

    private static final List<Ours> OURS = List.of(
            new Ours(
                    "at",
                    CelOverloadDecl.newGlobalOverload("at_any_string", ANY, ANY, TEXT),
                    CelFunctionBinding.from("at_any_string", Object.class, String.class, Functions::at)),
            new Ours(
                    "find",
                    CelOverloadDecl.newGlobalOverload("find_any_string", ANYS, ANY, TEXT),
                    CelFunctionBinding.from("find_any_string", Object.class, String.class, Functions::find)),
            one("list", ANYS, Functions::list),
            one("keys", ListType.create(TEXT), Functions::keys),
            one("text", TEXT, Functions::text),
            one("number", NUMBER, Quantities::number),
            one("bytes", NUMBER, Quantities::bytes),
            one("millis", NUMBER, Quantities::millis),
            new Ours(
                    "without",
                    CelOverloadDecl.newGlobalOverload("without_list_list", ANYS, ANYS, ANYS),
                    CelFunctionBinding.from("without_list_list", List.class, List.class, Functions::without)),
            new Ours(
                    "_+_",
                    CelOverloadDecl.newGlobalOverload("string_plus_string", TEXT, TEXT, TEXT),
                    CelFunctionBinding.from("string_plus_string", String.class, String.class, Functions::joined)),
            new Ours(
                    "matches",
                    CelOverloadDecl.newMemberOverload("any_matches_string", SimpleType.BOOL, ANY, TEXT),
                    CelFunctionBinding.from("any_matches_string", Object.class, String.class, Functions::matches)));

    private record Ours(String name, CelOverloadDecl overload, CelFunctionBinding binding) {
        CelFunctionDecl declaration() {
            return CelFunctionDecl.newFunctionDeclaration(name, overload);
        }
    }

    private Language() {}

    /// @param result the type that an expression must have
    static CelCompiler compiler(CelType result) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((function, overload) -> !UNDECLARED.contains(function)
                                && overload != StandardFunction.Overload.Arithmetic.ADD_STRING)
                        .build())
                .addLibraries(CelExtensions.strings(STRINGS))
                .addFunctionDeclarations(OURS.stream().map(Ours::declaration).toList())
                .setResultType(result);
        Seen.FIELDS.keySet().forEach(name -> builder.addVar(name, MapType.create(TEXT, ANY)));
        Seen.TREES.forEach(name -> builder.addVar(name, ANY));
        return builder.build();
    }

    static CelRuntime runtime() {
        return CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((function, overload) -> !isReplaced(function, overload))
                        .build())
                .addLibraries(CelExtensions.strings(STRINGS))
                .addFunctionBindings(OURS.stream().map(Ours::binding).toList())
                .addFunctionBindings(Comparisons.BINDINGS)
                .build();
    }

    private static boolean isReplaced(
            CelStandardFunctions.StandardFunction function, CelStandardFunctions.StandardOverload overload) {
        return function == CelStandardFunctions.StandardFunction.MATCHES
                || overload == CelStandardFunctions.StandardFunction.Overload.Arithmetic.ADD_STRING
                || Comparisons.replaces(overload.toString());
    }

    private static Ours one(String name, CelType result, CelFunctionOverload.Unary<Object> function) {
        String id = name + "_any";
        return new Ours(
                name,
                CelOverloadDecl.newGlobalOverload(id, result, ANY),
                CelFunctionBinding.from(id, Object.class, function));
    }
}
