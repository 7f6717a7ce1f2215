package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.knowledge.Citation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What of a review is remembered: who said what about which line, and digests of the rest (I12).
final class RecordRules {
    private static final int SHORT_DIGEST = 8;

    private RecordRules() {}

    static ReviewFact.Decided fact(ReviewId id, ReviewRequest request, ReviewDecision decision, String revision) {
        Review review = decision.review();
        return new ReviewFact.Decided(
                id,
                request.name(),
                digest(request),
                switch (decision) {
                    case ReviewDecision.Allow _ -> ReviewFact.Decision.ALLOW;
                    case ReviewDecision.Hold _ -> ReviewFact.Decision.HOLD;
                    case ReviewDecision.Deny _ -> ReviewFact.Decision.DENY;
                },
                permille(review.risk()),
                request.creator().agent(),
                request.creator().person(),
                revision,
                review.verdicts().stream().map(RecordRules::stated).toList(),
                review.findings().stream().map(RecordRules::noted).toList(),
                review.notReviewed().size());
    }

    private static int permille(double risk) {
        return (int) Math.round(risk * 1_000);
    }

    private static ReviewFact.Stated stated(Verdict verdict) {
        Advised.Outcome advice = verdict.advised().outcome();
        return new ReviewFact.Stated(
                verdict.team(),
                verdict.state().word(),
                Optional.of(permille(verdict.risk())),
                verdict.reviewer(),
                advice == Advised.Outcome.NO_MODEL ? Optional.empty() : Optional.of(advice.word()));
    }

    private static ReviewFact.Noted noted(Finding finding) {
        MessageDigest lines = sha256();
        finding.evidence().stream()
                .filter(it -> it.kind().equals("diff"))
                .map(Citation::quote)
                .forEach(quote -> update(lines, quote));
        return new ReviewFact.Noted(
                finding.team(),
                finding.rule(),
                finding.severity().word(),
                finding.file(),
                finding.line(),
                HexFormat.of().formatHex(lines.digest(), 0, SHORT_DIGEST));
    }

    /// Over every path and line, each with its length before it, so that no two changes have the
    /// same bytes.
    static String digest(ReviewRequest request) {
        MessageDigest digest = sha256();
        for (ChangedFile file : request.change().files()) {
            update(digest, "%s %s %s".formatted(file.kind(), file.modeBefore(), file.modeAfter()));
            update(digest, file.before());
            update(digest, file.after());
            for (Hunk hunk : file.hunks()) {
                for (Line line : hunk.lines()) {
                    update(digest, "%s %d %d %s".formatted(line.kind(), line.before(), line.after(), line.ended()));
                    update(digest, line.text());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Character by character: an encoder would make one of all bytes that were no UTF-8 (see
    /// [Line]).
    private static void update(MessageDigest digest, String text) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + text.length() * Character.BYTES);
        bytes.putInt(text.length());
        bytes.asCharBuffer().put(text);
        digest.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
