package io.levee.adapters.flink;

import io.levee.facts.WorkloadId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How Flink calls what Levee calls a run: whoever knows the run finds its job and its jar.
final class RunIds {
    private static final int JOB_BYTES = 16;

    private RunIds() {}

    /// The first 32 hexadecimal digits of the SHA-256 of the run.
    static String job(WorkloadId run) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(run.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, JOB_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String jar(WorkloadId run) {
        return "levee-%s.jar".formatted(run);
    }
}
