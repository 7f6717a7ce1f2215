package io.levee.rooms.review.advice;

import java.util.Locale;
import java.util.Set;

/// A model at a team's side.
///
/// @param model     its name, for people and for what it costs
/// @param family    whom it is like, as in [#familyOf]; who wrote a change with one of the same
///                  family is not judged by it
/// @param tokensMax that one question can use, in and out
public record Seat(Adviser adviser, String model, String family, long tokensMax) {
    /// The family in the name of a model: the letters before its first number, without who
    /// publishes it: `llama` of `meta-llama/Llama-3.1-8B-Instruct`.
    public static String familyOf(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < name.length() && Character.isLetter(name.charAt(end))) {
            end++;
        }
        return end == 0 ? name : name.substring(0, end);
    }

    /// Whether this model is of a family that had a part in the change. Of whom nobody knows it has
    /// no family.
    public boolean isOf(Set<String> creators) {
        return creators.stream().anyMatch(it -> familyOf(it).equals(familyOf(family)));
    }
}
