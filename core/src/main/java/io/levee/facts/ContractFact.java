package io.levee.facts;

import io.levee.catalog.AssetId;
import java.util.List;
import java.util.Set;

/// Where calls and answers differed from the description of their API. Names places and kinds, never what stood
/// there.
public sealed interface ContractFact extends Fact {
    /// The most that one [Broken] names.
    int BREACHES_MAX = 16;

    DecisionId decision();

    /// @param refused  whether it went no further; else it was only reported
    /// @param breaches at most [#BREACHES_MAX]
    /// @param status   what the upstream answered; 0 of a request
    record Broken(DecisionId decision, AssetId operation, Side side, int status, boolean refused, List<Breach> breaches)
            implements ContractFact {
        public Broken {
            breaches = List.copyOf(breaches);
        }
    }

    /// It was let through without a look inside, as its description allows: a stream, or what no schema describes.
    /// Recorded for the first call of an operation, and again when its description changed.
    ///
    /// @param mediaType as the description declares it
    record NotInspected(DecisionId decision, AssetId operation, Side side, String mediaType) implements ContractFact {}

    enum Side {
        REQUEST,
        RESPONSE
    }

    /// One difference.
    ///
    /// @param pointer a JSON pointer into `{path, query, header, cookie, body}`; a name that the description
    ///                does not hold stands there only where it looks like one, else `*`
    /// @param keyword what it breaks, in JSON Schema's words where it has one: `required`, `type`
    /// @param holds   kinds of personal data and secrets in what is not declared: `email`, `card-number`
    record Breach(String pointer, String keyword, Set<String> holds) {
        public Breach {
            holds = Set.copyOf(holds);
        }

        public Breach(String pointer, String keyword) {
            this(pointer, keyword, Set.of());
        }
    }
}
