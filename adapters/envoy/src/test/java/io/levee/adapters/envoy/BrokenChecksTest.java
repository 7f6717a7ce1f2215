package io.levee.adapters.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Broken checks, from a seed: never a yes, never silence, and the listener goes on.
final class BrokenChecksTest {
    private static final int ROUNDS = Integer.getInteger("levee.fuzz.rounds", 2_000);
    private static final List<String> PARTS = List.of(
            "/warehouse",
            "/rows",
            "/7",
            "/../",
            "/%2e%2e",
            "/%2F",
            "//",
            "%",
            "%00",
            "\\",
            ";a=b",
            "?q",
            "#",
            "\u2215",
            "\n",
            " ",
            "é",
            "http://x",
            "*",
            "");

    /// A request without the one valid credential is never allowed, whatever else it says.
    @Test
    void brokenInputIsNeverAllowed() {
        long seed = Long.getLong("levee.seed", System.nanoTime());
        System.out.println("seed of BrokenChecksTest: " + seed);
        Random random = new Random(seed);
        try (Asking asking = new Asking()) {
            for (int round = 0; round < ROUNDS; round++) {
                CheckRequest broken = random.nextBoolean() ? mutated(random) : composed(random);
                if (valid(broken)) {
                    continue;
                }
                assertThat(answer(asking, broken))
                        .as("seed %d round %d: %s", seed, round, broken)
                        .isFalse();
            }
            assertThat(asking.inFlight.count()).isZero();
            assertThat(asking.ask("GET", "/warehouse/rows/7").hasOkResponse()).isTrue();
        }
    }

    private static boolean answer(Asking asking, CheckRequest broken) {
        try {
            CheckResponse answer = asking.proxy().check(broken);
            assertThat(answer.hasDeniedResponse() ^ answer.hasOkResponse()).isTrue();
            return answer.hasOkResponse();
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.INTERNAL);
            return false;
        }
    }

    /// What may be allowed after all: it was not broken where it matters.
    private static boolean valid(CheckRequest request) {
        var http = request.getAttributes().getRequest().getHttp();
        return http.getHeadersMap().entrySet().stream()
                        .anyMatch(header -> header.getKey().equalsIgnoreCase("authorization")
                                && header.getValue()
                                        .strip()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("bearer")
                                && header.getValue().strip().endsWith("ana"))
                && (http.getMethod().equals("GET") || http.getMethod().equals("POST"))
                && http.getPath()
                        .matches("/warehouse/(rows(/[A-Za-z0-9._~!$&'()*+,=:@-]+)?|files/[^/]+|payroll)(\\?.*)?")
                && !http.getPath().contains("%");
    }

    private static CheckRequest mutated(Random random) {
        byte[] bytes = Asking.request("GET", "/warehouse/rows/7", "Bearer ana").toByteArray();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try {
            return CheckRequest.parseFrom(Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
        } catch (InvalidProtocolBufferException e) {
            return CheckRequest.getDefaultInstance(); // gRPC itself refuses what does not parse
        }
    }

    private static CheckRequest composed(Random random) {
        StringBuilder path = new StringBuilder();
        for (int parts = random.nextInt(6); parts >= 0; parts--) {
            path.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        String text = new String(noise, StandardCharsets.ISO_8859_1);
        String method = List.of("GET", "POST", "get", "CONNECT", "", text).get(random.nextInt(6));
        String bearer =
                List.of("Bearer ana", "Bearer ana, Bearer ana", "bearer", text).get(random.nextInt(4));
        return Asking.request(
                method, path.toString(), Map.of("authorization", bearer, text + "x", text, ":path", path.toString()));
    }
}
