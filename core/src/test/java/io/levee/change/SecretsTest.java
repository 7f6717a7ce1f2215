package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Secrets.Kind;
import io.levee.change.Secrets.Reader;
import io.levee.change.Secrets.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No string here looks like a key before it is put together: other scanners read this file too.
class SecretsTest {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String URL64 = ALPHANUMERIC + "-_";
    private static final String BASE64 = ALPHANUMERIC + "+/";

    private static String draw(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// Each format with how its secrets are drawn. What surrounds the secret is in the second group of the text.
    private static Map<Kind, List<Function<Random, String>>> formats() {
        Map<Kind, List<Function<Random, String>>> formats = new LinkedHashMap<>();
        formats.put(
                Kind.AWS,
                List.of(r -> "AK" + "IA" + draw(r, BASE32, 15) + "7", r -> "AS" + "IA2" + draw(r, BASE32, 15)));
        formats.put(
                Kind.GITHUB,
                List.of(
                        r -> "gh" + "p_" + draw(r, ALPHANUMERIC, 36),
                        r -> "gh" + "s_" + draw(r, ALPHANUMERIC, 36),
                        r -> "github" + "_pat_" + draw(r, ALPHANUMERIC, 22) + "_" + draw(r, ALPHANUMERIC, 59)));
        formats.put(
                Kind.GITLAB, List.of(r -> "gl" + "pat-" + draw(r, URL64, 20), r -> "gl" + "dt-" + draw(r, URL64, 20)));
        formats.put(
                Kind.SLACK,
                List.of(
                        r -> "xo" + "xb-" + draw(r, "0123456789", 12) + "-" + draw(r, ALPHANUMERIC, 24),
                        r -> "hooks.slack" + ".com/services/T" + draw(r, BASE32, 9) + "/B" + draw(r, BASE32, 9) + "/"
                                + draw(r, ALPHANUMERIC, 24)));
        formats.put(Kind.STRIPE, List.of(r -> "sk_" + "live_" + draw(r, ALPHANUMERIC, 24)));
        formats.put(
                Kind.GOOGLE, List.of(r -> "AI" + "za" + draw(r, URL64, 35), r -> "GOC" + "SPX-" + draw(r, URL64, 28)));
        formats.put(Kind.NPM, List.of(r -> "np" + "m_" + draw(r, ALPHANUMERIC, 36)));
        formats.put(Kind.PYPI, List.of(r -> "py" + "pi-AgEIcHlwaS5vcmc" + draw(r, URL64, 80)));
        formats.put(
                Kind.MODEL_PROVIDER,
                List.of(r -> "sk-" + "ant-api03-" + draw(r, URL64, 95), r -> "sk-" + "proj-" + draw(r, URL64, 74)));
        formats.put(
                Kind.SERVICE_TOKEN,
                List.of(r -> "do" + "p_v1_" + draw(r, HEX, 64), r -> "gl" + "sa_" + draw(r, ALPHANUMERIC, 41)));
        formats.put(
                Kind.JWT,
                List.of(r ->
                        "ey" + "JhbGciOiJSUzI1NiJ9" + ".ey" + "J" + draw(r, URL64, 60) + "." + draw(r, URL64, 80)));
        formats.put(
                Kind.AZURE,
                List.of(
                        r -> "Account" + "Key=" + draw(r, BASE64, 86) + "==",
                        r -> draw(r, ALPHANUMERIC, 3) + "8" + "Q~" + draw(r, ALPHANUMERIC, 34)));
        formats.put(
                Kind.DATABASE_URL,
                List.of(r -> "postgres" + "://app:" + draw(r, ALPHANUMERIC, 14) + "9z@db.acme.io/orders"));
        formats.put(
                Kind.URL_PASSWORD,
                List.of(r -> "https" + "://ci:" + draw(r, ALPHANUMERIC, 14) + "9z@git.acme.io/x.git"));
        return formats;
    }

    @Test
    void aSecretOfEachFormatIsFoundInAnyText() {
        String around = "ab XZ09_-=/.:;,'\"(){}[]<>\n\t#@é\uD83D\uDE00";
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            for (Map.Entry<Kind, List<Function<Random, String>>> format :
                    formats().entrySet()) {
                for (Function<Random, String> drawn : format.getValue()) {
                    String secret = drawn.apply(random);
                    boolean address = secret.contains("://");
                    // what stands right before a host or a scheme is part of it
                    String text = draw(random, around, random.nextInt(60))
                            + (address ? " " : "")
                            + secret
                            + (address ? " " : "")
                            + draw(random, around, random.nextInt(60));
                    assertThat(Secrets.in(text))
                            .as("seed %d, %s in `%s`", seed, secret, text)
                            .anySatisfy(found -> assertThat(found.kind()).isEqualTo(format.getKey()));
                    holds(text, seed);
                }
            }
        }
    }

    /// No secret that was found is left, and nothing is found in what is left.
    private static void holds(String text, int seed) {
        String redacted = Secrets.redacted(text);
        for (Secret secret : Secrets.in(text)) {
            assertThat(secret.in(text)).as("seed %d", seed).isNotEmpty();
            assertThat(redacted).as("seed %d, from `%s`", seed, text).doesNotContain(secret.in(text));
        }
        assertThat(Secrets.redacted(redacted))
                .as("seed %d, from `%s`", seed, text)
                .isEqualTo(redacted);
    }

    @Test
    void redactionLeavesNoSecretInAnyTextOfPieces() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<String> pieces = new ArrayList<>(List.of(
                    "password",
                    "token: ",
                    "=",
                    " = ",
                    "\"",
                    "'",
                    "\\\"",
                    "\n",
                    ", ",
                    "api_key",
                    "Bearer ",
                    "://",
                    "@",
                    ":",
                    "-----BEGIN " + "PRIVATE KEY-----",
                    "\\n",
                    "-----END PRIVATE KEY-----",
                    "--secret ",
                    "${X}",
                    "[redacted: token]"));
            pieces.add(draw(random, BASE64, 40));
            pieces.add(draw(random, ALPHANUMERIC, 20));
            pieces.add(draw(random, ALPHANUMERIC, 9) + "!7");
            formats().values().forEach(all -> all.forEach(drawn -> pieces.add(drawn.apply(random))));
            StringBuilder text = new StringBuilder();
            for (int left = 1 + random.nextInt(14); left > 0; left--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            holds(text.toString(), seed);
        }
    }

    static List<String> assignments() {
        String value = "q7Wv" + "Zp3Lx9TnRk2M";
        return List.of(
                "password = \"" + value + "\"",
                "db.password=" + value,
                "  password: " + value,
                "\"clientSecret\": \"" + value + "\",",
                "{\\\"password\\\":\\\"" + value + "\\\"}",
                "String apiKey = \"" + value + "\";",
                "API_KEY: str = \"" + value + "\"",
                "export MYSQL_PASSWORD='" + value + "'",
                "<password>" + value + "</password>",
                "curl --token " + value + " x",
                "--password=" + value,
                "const secret: string = `" + value + "`",
                "aws_secret_access_key = " + value + "h4Jd8s",
                "spring.datasource.password2=" + value,
                "config['password'] = '" + value + "'",
                "Authorization: Bearer " + value + "h4Jd8s",
                "privateKey := \"" + value + "\"",
                "jdbc:postgresql://db/x?user=app&password=" + value,
                "password => '" + value + "'");
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void whatIsAssignedToAPasswordIsFound(String line) {
        assertThat(Secrets.in(line))
                .singleElement()
                .satisfies(secret -> assertThat(secret.in(line))
                        .startsWith("q7WvZp3Lx9TnRk2M")
                        .matches("\\w+"));
    }

    @Test
    void aPasswordOfKafkaIsNamedSo() {
        String line =
                "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"app\" "
                        + "password=\"q7Wv" + "Zp3Lx9\";";

        assertThat(Secrets.in(line)).extracting(Secret::kind).containsExactly(Kind.KAFKA_PASSWORD);
        assertThat(Secrets.redacted(line)).endsWith("username=\"app\" password=\"[redacted: kafka-password]\";");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"changeme\"",
                "password: ${DB_PASSWORD}",
                "password: {{ .Values.password }}",
                "password = <your-password>",
                "password=$DB_PASSWORD",
                "password = System.getenv(\"DB_PASSWORD\")",
                "password = os.environ['DB_PASSWORD']",
                "password: vault:secret/data/db#password",
                "secretKeyRef: {name: db, key: password}",
                "password = \"xxxxxxxxxxxx\"",
                "password = \"***********\"",
                "password = \"\"",
                "password = null",
                "token = request.headers.authorization",
                "token = tokens[3]",
                "String token = jwt.createToken(user1, 3600)",
                "password = passwordField.getText2()",
                "private static final String TOKEN_URL = \"https://idp.acme.io/oauth2/token\"",
                "PasswordEncoder passwordEncoder = new BCryptPasswordEncoder(12)",
                "api_key = \"YOUR_API_KEY_1234\"",
                "api_key = \"123e4567-e89b-12d3-a456-426614174000\"",
                "password_hash = \"$2b$12$KIXQJ9cYc3m1eQ4h2Z8pLu\"",
                "image: acme/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
                "\"integrity\": \"sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==\"",
                "secretName: orders-db-credentials-v2",
                "secret: orders-tls-2024",
                "token_count: 8192",
                "max_tokens=4096",
                "postgres://user:password@host:5432/db",
                "postgres://postgres:postgres@db/x",
                "http://admin:admin@127.0.0.1:8080",
                "redis://:S3cr3tPw9@localhost:6379",
                "https://user:Passw0rd9x@example.com/",
                "https://${USER}:${PASSWORD}@git.acme.io",
                "git@github.com:acme/orders.git",
                "mail ana@acme.example: hello",
                "if (pem.startsWith(\"-----BEGIN PRIVATE KEY-----\")) {",
                "Authorization: Bearer <token>",
                "Authorization: Bearer ${accessToken}",
                "task-force-with-a-long-kebab-case-name-here-1",
                "primaryKey = \"orders_2024_id_and_more1\"",
                "ASIAPACIFICSOUTHEASTREGIONS",
                "password: !Ref DatabasePassword1",
                "secret = \"[redacted: token]\"",
                "key: abcdef0123456789abcdef0123456789"
            })
    void whatOnlyLooksLikeOneIsNone(String line) {
        assertThat(Secrets.in(line)).isEmpty();
    }

    @Test
    void documentedExamplesAndTemplatesOfKnownFormatsAreNone() {
        assertThat(Secrets.in("AK" + "IAIOSFODNN7EXAMPLE")).isEmpty();
        assertThat(Secrets.in("gh" + "p_" + "x".repeat(36))).isEmpty();
        assertThat(Secrets.in("gl" + "pat-xxxxxxxxxxxxxxxxxxxx")).isEmpty();
        assertThat(Secrets.in("sk-" + "ant-your-key-placeholder-goes-here-ok")).isEmpty();
    }

    @Test
    void longBase64HoldsNoTokens() {
        Random random = new Random(7);
        String blob =
                draw(random, BASE64, 2_000) + "AK" + "IA2" + draw(random, BASE32, 15) + draw(random, BASE64, 2_000);

        assertThat(Secrets.in("data:image/png;base64," + blob)).isEmpty();
    }

    private static String key(int lines) {
        Random random = new Random(11);
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            key.append(draw(random, BASE64, 64)).append('\n');
        }
        return key + "Ab3=\n";
    }

    @Test
    void aPrivateKeyIsFoundAcrossLines() {
        String text =
                "before\n-----BEGIN RSA " + "PRIVATE KEY-----\n" + key(12) + "-----END RSA PRIVATE KEY-----\nafter";

        assertThat(Secrets.in(text)).singleElement().satisfies(secret -> {
            assertThat(secret.kind()).isEqualTo(Kind.PRIVATE_KEY);
            assertThat(secret.in(text) + "\n").isEqualTo(key(12));
        });
        assertThat(Secrets.redacted(text))
                .isEqualTo("before\n-----BEGIN RSA " + "PRIVATE KEY-----\n[redacted: private-key]\n"
                        + "-----END RSA PRIVATE KEY-----\nafter");
    }

    @Test
    void aPrivateKeyInYamlInCodeAndInOneStringIsFound() {
        String begin = "-----BEGIN " + "PRIVATE KEY-----";
        String end = "-----END PRIVATE KEY-----";
        String yaml = "tls.key: |\n  " + begin + "\n  " + key(3).strip().replace("\n", "\n  ") + "\n  " + end;
        String code = "x = \"" + begin + "\\n\" +\n  \"" + key(3).strip().replace("\n", "\\n\" +\n  \"") + "\\n\" + \""
                + end + "\";";
        String json = "{\"private_key\": \"" + begin + "\\n" + key(3).replace("\n", "\\n") + end + "\\n\"}";
        for (String text : List.of(yaml, code, json)) {
            String redacted = Secrets.redacted(text);
            for (String line : key(3).lines().filter(it -> it.length() > 8).toList()) {
                assertThat(redacted).doesNotContain(line);
            }
            assertThat(redacted).contains("[redacted: private-key]");
        }
    }

    @Test
    void aKeyWithoutAnEndEndsWithTheKey() {
        Reader reader = new Reader();

        assertThat(reader.next("-----BEGIN " + "PRIVATE KEY-----")).isEmpty();
        assertThat(reader.next("return")).isEmpty();
        assertThat(reader.next("-----BEGIN " + "PRIVATE KEY-----")).isEmpty();
        assertThat(reader.next("  return decode(somethingWithAVeryLongNameForAFunctionThatDecodes);"))
                .isEmpty();
        assertThat(reader.next(key(1).lines().findFirst().orElseThrow())).isEmpty();
    }

    @Test
    void theSameSecretIsRedactedWhereNothingPointsAtIt() {
        String value = "q7Wv" + "Zp3Lx9TnRk2M";

        assertThat(Secrets.redacted("password = \"" + value + "\"\n// was " + value))
                .isEqualTo("password = \"[redacted: password]\"\n// was [redacted: password]");
    }

    @Test
    void hugeLinesTakeLinearTime() {
        for (String unit : List.of(
                "ey" + "J",
                "eyJa.",
                "gh" + "p_",
                "AK" + "IA",
                "A",
                "password=",
                "password=\"",
                "://a:b",
                "://",
                "@",
                "sk-",
                "\\\"",
                "-----BEGIN ",
                "PRIVATE KEY-----",
                "token: ",
                "Bearer ",
                "xoxb-1-",
                "token:a<",
                "8Q~",
                "a_",
                "api-key ")) {
            String line = unit.repeat(100_000 / unit.length());
            assertThat(Secrets.in(line).size()).isLessThanOrEqualTo(Secrets.LINE_SECRETS_MAX);
        }
    }

    @Test
    void whateverIsReadNothingIsThrown() {
        String alphabet = "ab1:=\"'`\\/@ \n-_.<>{}[]$%~QeyJghp_sk-AKIApasswordtokenBEGINPRIVATEKEY\uD800é\u0000";
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            holds(draw(random, alphabet, random.nextInt(200)), seed);
        }
    }
}
