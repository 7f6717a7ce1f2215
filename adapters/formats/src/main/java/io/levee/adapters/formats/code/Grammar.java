package io.levee.adapters.formats.code;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.treesitter.TSLanguage;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterPython;

/// What the grammar of a language calls what reviewers look for.
///
/// @param language loads native code
/// @param kinds    types of nodes that declare, and the kind of part that each is
/// @param calls    types of nodes that call, and the field with the name of what is called
/// @param around   types of nodes that stand around a declaration and its decorators
public record Grammar(
        Supplier<TSLanguage> language,
        Map<String, String> kinds,
        Map<String, String> calls,
        Set<String> around,
        Set<String> annotations,
        Set<String> modifiers) {
    public static final Grammar JAVA = new Grammar(
            TreeSitterJava::new,
            Map.of(
                    "class_declaration", "class",
                    "interface_declaration", "class",
                    "enum_declaration", "class",
                    "record_declaration", "class",
                    "annotation_type_declaration", "class",
                    "method_declaration", "method",
                    "constructor_declaration", "method",
                    "compact_constructor_declaration", "method"),
            Map.of("method_invocation", "name", "object_creation_expression", "type"),
            Set.of(),
            Set.of("annotation", "marker_annotation"),
            Set.of("modifiers"));

    public static final Grammar PYTHON = new Grammar(
            TreeSitterPython::new,
            Map.of("class_definition", "class", "function_definition", "function"),
            Map.of("call", "function"),
            Set.of("decorated_definition"),
            Set.of("decorator"),
            Set.of("async"));

    /// Finds every node that matters, in the language of queries of tree-sitter.
    String query() {
        return Stream.of(kinds.keySet(), calls.keySet(), around)
                .flatMap(Set::stream)
                .sorted()
                .map("(%s) @found"::formatted)
                .collect(Collectors.joining("\n"));
    }
}
