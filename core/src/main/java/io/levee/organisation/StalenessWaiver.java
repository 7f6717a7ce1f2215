package io.levee.organisation;

import io.levee.facts.Reasons;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.ledger.MaxStaleness;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.VerifierKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/// A person's leave for an API to be changed by a replica whose view is older than the house allows. An operator signs
/// it, as the text of a C2SP signed note:
///
/// ```
/// levee staleness waiver v1
/// api reports
/// changes PT8S
/// by person:cy
/// until 2026-12-31T00:00:00Z
/// reason its database moves, and it is read by night only
/// ```
public record StalenessWaiver(String api, Duration changes, ActorId by, Instant until, String reason) {
    private static final String HEAD = "levee staleness waiver v1";
    private static final int REASON_LENGTH_MAX = 200;

    public StalenessWaiver {
        api = Names.check("API", api);
        if (!by.isPerson()) {
            throw new IllegalArgumentException("`%s` is no person: only people sign waivers".formatted(by));
        }
        reason = Reasons.check(reason, REASON_LENGTH_MAX);
        var _ = new MaxStaleness(changes, MaxStaleness.HOUSE.all(), Optional.of(until)); // within its limits
    }

    /// Reads what an operator signed.
    ///
    /// @throws IllegalArgumentException for anything else
    public static StalenessWaiver signed(String note, Map<ActorId, VerifierKey> operators) {
        SignedNote signed = SignedNote.parse(note);
        StalenessWaiver waiver = parse(signed.text());
        VerifierKey key = operators.get(waiver.by);
        if (key == null || !key.signed(signed)) {
            throw new IllegalArgumentException(
                    "the waiver is not signed by `%s`, or they are no operator here".formatted(waiver.by));
        }
        return waiver;
    }

    private static StalenessWaiver parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] keys = {"api", "changes", "by", "until", "reason"};
        if (lines.length != keys.length + 2 || !lines[0].equals(HEAD)) {
            throw new IllegalArgumentException("no waiver: it begins with `%s`".formatted(HEAD));
        }
        String[] values = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (!lines[i + 1].startsWith(keys[i] + " ")) {
                throw new IllegalArgumentException(
                        "line %d of the waiver does not begin with `%s`".formatted(i + 2, keys[i]));
            }
            values[i] = lines[i + 1].substring(keys[i].length() + 1);
        }
        StalenessWaiver waiver;
        try {
            waiver = new StalenessWaiver(
                    values[0],
                    Duration.parse(values[1]),
                    ActorId.parse(values[2]),
                    Instant.parse(values[3]),
                    values[4]);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the waiver has no such time: " + e.getParsedString(), e);
        }
        if (!waiver.text().equals(text)) {
            throw new IllegalArgumentException("the waiver is not written as waivers are");
        }
        return waiver;
    }

    /// What is signed.
    public String text() {
        return "%s\napi %s\nchanges %s\nby %s\nuntil %s\nreason %s\n".formatted(HEAD, api, changes, by, until, reason);
    }
}
