package io.levee.consent.approval;

/// How many approvals may be there at once that are not used up. What was refused counts until it
/// expires: a no shall not be asked for again and again.
public record ApprovalLimits(int perSessionMax, int perPersonMax, int perAgentMax, int allMax) {
    /// A person can read so many; all of them together take 64 MiB at most.
    public static final ApprovalLimits DEFAULT = new ApprovalLimits(8, 32, 64, 1_024);

    public ApprovalLimits {
        if (perSessionMax < 1 || perPersonMax < 1 || perAgentMax < 1 || allMax < 1) {
            throw new IllegalArgumentException("at least one approval must be possible at once");
        }
    }
}
