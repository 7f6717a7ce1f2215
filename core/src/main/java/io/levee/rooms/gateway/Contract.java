package io.levee.rooms.gateway;

import io.levee.catalog.Description.Enforcement;
import io.levee.facts.ContractFact.Breach;
import java.util.List;

/// What the description of one operation says that may be asked and answered. Thread-safe, and never fails: what it
/// cannot read is a breach.
public interface Contract {
    /// Of an operation that nothing holds to a description.
    Contract NONE = new NoContract();

    Enforcement requests();

    Enforcement responses();

    /// Everything about a request but the content of its body.
    ///
    /// @param target path and query as they will be forwarded
    Asked asked(String target, Headers headers, boolean mayHaveBody);

    /// Everything about an answer but the content of its body.
    Answered answered(String method, int status, Headers headers);

    /// @param breaches what is wrong already
    record Asked(List<Breach> breaches, Body body) {}

    record Answered(List<Breach> breaches, Body body) {}

    /// The values of a header, in the order in which they came; none where it is absent. Names are in lower case.
    interface Headers {
        List<String> values(String name);
    }

    /// What is to be done with a body.
    sealed interface Body {
        /// Forwarded as it comes, because the description says nothing of what is inside.
        ///
        /// @param first whether this is the first call of which that is said
        record NotInspected(String mediaType, boolean first) implements Body {}

        /// There is nothing to look at: no body, or one that is refused already.
        record None() implements Body {}

        /// Gathered up to `bytesMax`, then checked. These very bytes are what is forwarded.
        record Checked(int bytesMax, Check check) implements Body {}
    }

    /// Finds what is wrong with a whole body.
    interface Check {
        List<Breach> check(byte[] body);
    }
}
