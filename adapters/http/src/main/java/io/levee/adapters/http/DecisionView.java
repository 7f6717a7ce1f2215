package io.levee.adapters.http;

import io.levee.facts.CallFact;
import io.levee.facts.Evidence;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One decision as the API shows it: what was asked, what was answered and why, and how it ended.
///
/// @param person  null where nobody was identified
/// @param outcome null while the call is open, and for what was denied
record DecisionView(
        String id,
        String time,
        @Nullable String person,
        List<String> agents,
        @Nullable String session,
        String api,
        String method,
        String path,
        @Nullable String operation,
        boolean changes,
        boolean allowed,
        String reason,
        String advice,
        String detail,
        List<Evidence> evidence,
        List<String> direct,
        List<String> owners,
        int reached,
        String revision,
        Place ledger,
        @Nullable Outcome outcome) {

    record Place(String origin, long position) {
        static Place of(Entry entry) {
            return new Place(entry.origin().toString(), entry.position());
        }
    }

    record Outcome(
            String ending,
            int status,
            long bytesIn,
            long bytesOut,
            long micros,
            @Nullable String stop,
            Place ledger) {}

    static DecisionView of(Entry entry, CallFact.Decided fact) {
        CallFact.Target target = fact.target();
        return new DecisionView(
                fact.decision().value(),
                Times.text(entry.time()),
                fact.caller().map(caller -> caller.chain().person().toString()).orElse(null),
                fact.caller().map(caller -> strings(caller.chain().agents())).orElse(List.of()),
                fact.caller().map(caller -> caller.session().value()).orElse(null),
                target.api(),
                target.method(),
                target.path(),
                target.operation().map(Object::toString).orElse(null),
                target.changes(),
                fact.allowed(),
                fact.reason(),
                Advice.of(fact.reason()),
                fact.detail(),
                fact.evidence(),
                strings(fact.direct()),
                strings(fact.owners()),
                fact.reached(),
                fact.revision(),
                Place.of(entry),
                null);
    }

    DecisionView ended(Entry entry, CallFact.Finished fact) {
        Outcome end = new Outcome(
                fact.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                fact.status(),
                fact.bytesIn(),
                fact.bytesOut(),
                fact.micros(),
                fact.stop().map(Object::toString).orElse(null),
                Place.of(entry));
        return new DecisionView(
                id, time, person, agents, session, api, method, path, operation, changes, allowed, reason, advice,
                detail, evidence, direct, owners, reached, revision, ledger, end);
    }

    /// Where the decision itself stands.
    Origin origin() {
        return Origin.parse(ledger.origin());
    }

    private static List<String> strings(List<?> ids) {
        return ids.stream().map(Object::toString).toList();
    }
}
