package io.levee.adapters.forges;

import io.levee.adapters.rest.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A list that comes in pages, as GitHub and GitLab tell it: one more follows where the header
/// `Link` names a next one, which is asked for by its number, wherever that address leads.
///
/// @param whole false where it did not end within the pages allowed
public record Pages(List<JsonNode> items, boolean whole) {
    private static final Pattern NEXT = Pattern.compile("rel=\"?next\"?");

    public Pages {
        items = List.copyOf(items);
    }

    /// @param page asks for one page, from 1
    /// @throws IllegalStateException where one is no list
    public static Pages of(int pagesMax, IntFunction<Raw> page) {
        List<JsonNode> items = new ArrayList<>();
        for (int number = 1; number <= pagesMax; number++) {
            Raw answer = page.apply(number).orThrow();
            JsonNode list = answer.json();
            if (!list.isArray()) {
                throw new IllegalStateException(answer + " without a list");
            }
            list.forEach(items::add);
            if (!answer.header("Link").filter(link -> NEXT.matcher(link).find()).isPresent()) {
                return new Pages(items, true);
            }
        }
        return new Pages(items, false);
    }
}
