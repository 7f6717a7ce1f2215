package io.levee.adapters.cel;

import dev.cel.runtime.CelFunctionBinding;
import java.util.List;

/// Comparisons of a whole number with another, under CEL's own names. CEL's bindings say that NaN is
/// more than every whole number; here it is neither less nor more, as it is between two doubles.
final class Comparisons {
    static final List<CelFunctionBinding> BINDINGS = List.of(
            CelFunctionBinding.from("less_double_int64", Double.class, Long.class, (left, right) -> left < right),
            CelFunctionBinding.from("less_int64_double", Long.class, Double.class, (left, right) -> left < right),
            CelFunctionBinding.from(
                    "less_equals_double_int64", Double.class, Long.class, (left, right) -> left <= right),
            CelFunctionBinding.from(
                    "less_equals_int64_double", Long.class, Double.class, (left, right) -> left <= right),
            CelFunctionBinding.from("greater_double_int64", Double.class, Long.class, (left, right) -> left > right),
            CelFunctionBinding.from("greater_int64_double", Long.class, Double.class, (left, right) -> left > right),
            CelFunctionBinding.from(
                    "greater_equals_double_int64", Double.class, Long.class, (left, right) -> left >= right),
            CelFunctionBinding.from(
                    "greater_equals_int64_double", Long.class, Double.class, (left, right) -> left >= right));

    private Comparisons() {}

    /// @param overload CEL's name of it, as its enumeration has it
    static boolean replaces(String overload) {
        return overload.contains("DOUBLE") && overload.contains("_INT64");
    }
}
