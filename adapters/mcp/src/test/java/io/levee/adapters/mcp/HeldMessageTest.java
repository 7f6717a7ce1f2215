package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.Payload;
import io.levee.consent.approval.Shown;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.rooms.gateway.Sending;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What is shown of random arguments says which they are.
class HeldMessageTest {
    private static final int TRIALS = 3_000;
    private static final Pattern MARK = Pattern.compile("‹U\\+([0-9A-F]+)›");

    /// What is hard to tell apart, or to see.
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            " ",
            "",
            "\n",
            "\\",
            "\"",
            "/",
            "\u0000",
            "\u007f",
            "‹",
            "›",
            "‹U+0061›",
            "U+0061",
            "\u202e",
            "\u200b",
            "\u00a0",
            "é",
            "e\u0301",
            "\ud83d\ude00",
            "\u2028",
            "{",
            "}",
            ",",
            ":",
            "1",
            "null");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "-0.0",
            "1",
            "1.0",
            "1.00",
            "1e0",
            "1E2",
            "100",
            "1e+2",
            "1e-7",
            "0.0000001",
            "9007199254740993",
            "9007199254740992",
            "9007199254740992.0",
            "18446744073709551616",
            "1e399",
            "-1e-400",
            "12345678901234567890123456789012345678901234567890123456789012e1");

    private final Map<String, String> textByDigest = new HashMap<>();
    private final Map<String, String> digestByShown = new HashMap<>();

    /// Of two that go to the server differently, neither what is shown nor the digest is one.
    @Test
    void whatIsShownIsWhatIsSentAndNoTwoAreAlike() {
        Random random = new Random(Long.getLong("levee.seed", 97));
        for (int trial = 0; trial < TRIALS; trial++) {
            ObjectNode params = Wire.object().put("name", "close");
            params.set("arguments", Wire.read("{\"a\":%s,\"b\":%s}".formatted(text(random, 4), text(random, 4))));
            HeldMessage message = new HeldMessage("tools/call", params, Optional.empty());
            Sending.Gathered gathered = gathered(message);
            String sent = Wire.text(message.forwarded());
            String shown = String.join("\n", Shown.lines(gathered.body()));

            String body = unmarked(shown);
            assertThat(body).isEqualTo(new String(gathered.body().bytes(), StandardCharsets.UTF_8));
            assertThat(withoutSpace(body)).isEqualTo("{\"method\":\"tools/call\",\"params\":" + sent + "}");

            String digest = digest(gathered);
            assertThat(textByDigest.computeIfAbsent(digest, _ -> sent)).isEqualTo(sent);
            assertThat(digestByShown.computeIfAbsent(shown, _ -> digest)).isEqualTo(digest);
        }
        assertThat(textByDigest).as("how many were different").hasSizeGreaterThan(TRIALS / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resources/subscribe", "resources/unsubscribe", "completion/complete"})
    void whatNobodyCanJudgeNobodyApproves(String method) {
        assertThat(new HeldMessage(method, Wire.object(), Optional.empty()).sending())
                .isInstanceOf(Sending.Hidden.class);
    }

    @Test
    void toReadAResourceIsNotToGetAPrompt() {
        ObjectNode params = Wire.object().put("name", "x").put("uri", "x");
        assertThat(digest(gathered(new HeldMessage("resources/read", params, Optional.empty()))))
                .isNotEqualTo(digest(gathered(new HeldMessage("prompts/get", params, Optional.empty()))));
    }

    @Test
    void whatIsNestedDeeplyTakesNoMoreThanAPersonReads() {
        ObjectNode params = Wire.object();
        params.set(
                "arguments", Wire.read("{\"a\":" + "[".repeat(60) + "1" + ",1".repeat(2_000) + "]".repeat(60) + "}"));
        HeldMessage message = new HeldMessage("tools/call", params, Optional.empty());
        assertThat(gather(message)).isEqualTo(new Sending.Unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE));
        assertThat(message.forwarded()).isSameAs(params);
    }

    private static String digest(Sending.Gathered sent) {
        return new HeldCall(
                        Chain.of(ActorId.person("ana"), ActorId.agent("writer")),
                        new SessionId("s"),
                        List.of(AssetId.tool("tickets", "close")),
                        new Payload("CALL", "tickets", "/close", sent.headers(), sent.body()))
                .digest();
    }

    private static Sending.Gathered gathered(HeldMessage message) {
        return (Sending.Gathered) gather(message);
    }

    private static Sending gather(HeldMessage message) {
        assertThat(message.sending()).isInstanceOf(Sending.Waiting.class);
        return message.gathered();
    }

    private static String text(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 1 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 2, 3, 4 -> string(random);
            case 5 -> {
                StringBuilder array = new StringBuilder("[");
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.append(text(random, depth - 1)).append(i > 1 ? " ,\n" : "");
                }
                yield array.append(']').toString();
            }
            default -> {
                Map<String, String> members = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(string(random), text(random, depth - 1));
                }
                yield "{"
                        + String.join(
                                ",\t",
                                members.entrySet().stream()
                                        .map(member -> member.getKey() + " : " + member.getValue())
                                        .toList())
                        + "}";
            }
        };
    }

    private static String string(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return Wire.text(Wire.object().stringNode(text.toString()));
    }

    private static String unmarked(String shown) {
        return MARK.matcher(shown)
                .replaceAll(mark -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(mark.group(1), 16))));
    }

    /// White space outside of texts is taken away.
    private static String withoutSpace(String json) {
        StringBuilder words = new StringBuilder();
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                words.append(c).append(json.charAt(++i));
                continue;
            }
            inText ^= c == '"';
            if (inText || c == '"' || !Character.isWhitespace(c)) {
                words.append(c);
            }
        }
        return words.toString();
    }
}
