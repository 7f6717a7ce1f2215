package io.levee.change;

import io.levee.change.Secrets.Kind;
import io.levee.change.Secrets.Secret;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Keys and tokens that tell by their beginning what they are, as their issuers document them.
///
/// They are found wherever they stand, also inside words, but not inside long stretches of
/// base64, which hold every short beginning by chance. One walk over the line; how far an
/// alphabet goes on is looked up once for each stretch.
final class SecretFormats {
    private static final double CONFIDENCE = 0.95;
    private static final int LENGTH_MAX = 2_048;
    /// Base64 longer than this is data.
    private static final int BLOB_MIN = 600;

    private static final Alphabet ALPHANUMERIC = c -> isLetterOrDigit(c);
    private static final Alphabet UPPER = c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    private static final Alphabet WORD = c -> isLetterOrDigit(c) || c == '_';
    private static final Alphabet URL64 = c -> isLetterOrDigit(c) || c == '_' || c == '-';
    private static final Alphabet DOTTED = c -> isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    private static final Alphabet BASE64 = c -> isLetterOrDigit(c) || c == '+' || c == '/' || c == '=';
    private static final Alphabet PATH = c -> isLetterOrDigit(c) || c == '/' || c == '_' || c == '-';
    private static final Alphabet HEX = c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');

    private static final Alphabet URL64_PADDED = c -> URL64.has(c) || c == '=';
    private static final Alphabet BASE64_WORD = c -> BASE64.has(c) || c == '_';
    private static final Alphabet TILDED = c -> DOTTED.has(c) || c == '~';

    private interface Alphabet {
        boolean has(char c);
    }

    /// @param min   characters after the prefix, at least
    /// @param max   characters after the prefix that belong to it
    /// @param alone whether a letter or digit before the prefix makes it another word
    private record Format(Kind kind, String prefix, Alphabet body, int min, int max, boolean alone) {}

    private static final List<Format> FORMATS = formats();
    private static final List<List<Format>> BY_FIRST = byFirst();

    /// Two characters that something begins with: all that is asked of most places of most lines.
    private static final BitSet PAIRS = pairs();

    private final String line;
    /// For each alphabet the stretch that was looked up last; by identity, there are few.
    private final List<Stretch> stretches = new ArrayList<>();

    private record Stretch(Alphabet alphabet, int start, int end) {}

    private SecretFormats(String line) {
        this.line = line;
    }

    private static List<Format> formats() {
        List<Format> all = new ArrayList<>();
        for (String prefix : List.of("AKIA", "ASIA", "ABIA", "ACCA")) {
            all.add(new Format(Kind.AWS, prefix, UPPER, 16, 16, false));
        }
        all.add(new Format(Kind.AWS, "ABSK", BASE64, 100, 300, true));
        for (String prefix : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
            all.add(new Format(Kind.GITHUB, prefix, ALPHANUMERIC, 36, 255, false));
        }
        all.add(new Format(Kind.GITHUB, "github_pat_", WORD, 36, 255, false));
        for (String prefix : List.of(
                "glpat-",
                "gldt-",
                "glrt-",
                "glcbt-",
                "glptt-",
                "glft-",
                "glimt-",
                "glagent-",
                "gloas-",
                "glsoat-",
                "glffct-",
                "glrtr-")) {
            all.add(new Format(Kind.GITLAB, prefix, DOTTED, 20, 320, false));
        }
        all.add(new Format(Kind.GITLAB, "GR1348941", URL64, 20, 50, false));
        for (String prefix :
                List.of("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xoxe-", "xapp-")) {
            all.add(new Format(Kind.SLACK, prefix, URL64, 24, 400, false));
        }
        all.add(new Format(Kind.SLACK, "xoxe.xoxp-", URL64, 24, 400, false));
        all.add(new Format(Kind.SLACK, "hooks.slack.com/services/T", PATH, 36, 200, false));
        all.add(new Format(Kind.SLACK, "hooks.slack.com/workflows/T", PATH, 36, 200, false));
        all.add(new Format(Kind.STRIPE, "sk_live_", ALPHANUMERIC, 16, 300, false));
        all.add(new Format(Kind.STRIPE, "rk_live_", ALPHANUMERIC, 16, 300, false));
        all.add(new Format(Kind.STRIPE, "whsec_", BASE64, 24, 100, true));
        all.add(new Format(Kind.GOOGLE, "AIza", URL64, 35, 35, false));
        all.add(new Format(Kind.GOOGLE, "GOCSPX-", URL64, 28, 28, false));
        all.add(new Format(Kind.GOOGLE, "ya29.", URL64, 30, LENGTH_MAX, true));
        all.add(new Format(Kind.NPM, "npm_", ALPHANUMERIC, 36, 36, false));
        all.add(new Format(Kind.PYPI, "pypi-AgE", URL64, 50, LENGTH_MAX, false));
        all.add(new Format(Kind.MODEL_PROVIDER, "sk-ant-", URL64, 32, 255, false));
        for (String prefix : List.of("sk-proj-", "sk-svcacct-", "sk-admin-", "sk-or-v1-")) {
            all.add(new Format(Kind.MODEL_PROVIDER, prefix, URL64, 32, 255, false));
        }
        all.add(new Format(Kind.MODEL_PROVIDER, "sk-", ALPHANUMERIC, 32, 100, true));
        all.add(new Format(Kind.MODEL_PROVIDER, "hf_", ALPHANUMERIC, 34, 40, true));
        all.add(new Format(Kind.MODEL_PROVIDER, "gsk_", ALPHANUMERIC, 48, 60, true));
        all.add(new Format(Kind.MODEL_PROVIDER, "xai-", ALPHANUMERIC, 70, 100, true));
        all.add(new Format(Kind.MODEL_PROVIDER, "r8_", ALPHANUMERIC, 37, 37, true));
        services(all);
        keysInBase64(all);
        return all;
    }

    private static void services(List<Format> all) {
        all.add(new Format(Kind.SERVICE_TOKEN, "SG.", DOTTED, 60, 80, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "dop_v1_", HEX, 64, 64, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "shpat_", HEX, 32, 32, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "shpss_", HEX, 32, 32, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "dapi", HEX, 32, 34, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "glsa_", WORD, 40, 60, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "glc_eyJ", BASE64, 32, 400, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "hvs.", URL64, 24, 300, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "hvb.", URL64, 24, 400, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "dp.pt.", ALPHANUMERIC, 40, 44, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "lin_api_", ALPHANUMERIC, 40, 40, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "dckr_pat_", URL64, 27, 32, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "ATATT3", URL64_PADDED, 100, 250, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "NRAK-", UPPER, 27, 27, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "PMAK-", URL64, 59, 59, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "sntrys_", BASE64_WORD, 60, 400, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "rubygems_", HEX, 48, 48, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "pul-", HEX, 40, 40, true));
        all.add(new Format(Kind.SERVICE_TOKEN, "pscale_tkn_", DOTTED, 32, 64, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "AGE-SECRET-KEY-1", UPPER, 58, 58, false));
        all.add(new Format(Kind.SERVICE_TOKEN, "discord.com/api/webhooks/", PATH, 60, 120, false));
    }

    /// `-----BEGIN … PRIVATE KEY` in base64, as manifests of Kubernetes hold it.
    private static void keysInBase64(List<Format> all) {
        for (String rest : List.of(
                "BQUklWQVRFIEtFWS",
                "BSU0EgUFJJVkFURSBLRVk",
                "BFQyBQUklWQVRFIEtFWS",
                "BPUEVOU1NIIFBSSVZBVEUg",
                "BFTkNSWVBURUQgUFJJVkFURS")) {
            all.add(new Format(Kind.PRIVATE_KEY, "LS0tLS1CRUdJTi" + rest, BASE64, 40, 20_000, false));
        }
    }

    private static List<List<Format>> byFirst() {
        List<List<Format>> table = new ArrayList<>();
        for (char c = 0; c < 128; c++) {
            char first = c;
            table.add(FORMATS.stream()
                    .filter(it -> it.prefix().charAt(0) == first)
                    .toList());
        }
        return table;
    }

    private static BitSet pairs() {
        BitSet pairs = new BitSet();
        for (String begin : List.of("eyJ", "Q~", "AccountKey=", "SharedAccessKey=")) {
            pairs.set(begin.charAt(0) * 128 + begin.charAt(1));
        }
        FORMATS.forEach(
                it -> pairs.set(it.prefix().charAt(0) * 128 + it.prefix().charAt(1)));
        return pairs;
    }

    static List<Secret> in(String line) {
        return new SecretFormats(line).scan();
    }

    private List<Secret> scan() {
        List<Secret> found = new ArrayList<>();
        int i = 0;
        while (i + 1 < line.length()) {
            Optional<Secret> secret = mayBegin(line.charAt(i), line.charAt(i + 1)) ? at(i) : Optional.empty();
            secret.ifPresent(found::add);
            i = secret.map(Secret::end).orElse(i + 1);
        }
        return found;
    }

    private static boolean mayBegin(char first, char second) {
        return first < 128 && second < 128 && PAIRS.get(first * 128 + second);
    }

    private Optional<Secret> at(int i) {
        char c = line.charAt(i);
        for (Format format : BY_FIRST.get(c)) {
            if (line.startsWith(format.prefix(), i)
                    && !(format.alone() && i > 0 && isLetterOrDigit(line.charAt(i - 1)))) {
                int body = i + format.prefix().length();
                int end = Math.min(end(format.body(), body), body + format.max());
                if (end - body >= format.min() && isPlausible(format, body, end) && !isInBlob(i)) {
                    return Optional.of(new Secret(format.kind(), i, end, CONFIDENCE));
                }
            }
        }
        if (c == 'e' && line.startsWith("eyJ", i)) {
            return jwt(i);
        }
        return c == 'Q' ? azure(i + 1) : azureKey(i);
    }

    /// Three parts in base64url, the first two of which are JSON objects (RFC 7519).
    private Optional<Secret> jwt(int start) {
        int first = end(URL64, start);
        if (first - start < 12 || !line.startsWith(".eyJ", first)) {
            return Optional.empty();
        }
        int second = end(URL64, first + 1);
        if (second - first < 12 || second >= line.length() || line.charAt(second) != '.') {
            return Optional.empty();
        }
        int third = end(URL64, second + 1);
        String payload = line.substring(first + 1, Math.min(second, first + 60));
        // the token that everybody's documentation shows: `{"sub":"1234567890","name":"John
        // Doe"`
        return third - second < 17 || payload.contains("IxMjM0NTY3ODkwIi")
                ? Optional.empty()
                : Optional.of(new Secret(Kind.JWT, start, third, 0.7));
    }

    /// A client secret of Entra ID: three characters, a digit, `Q~`, and 31 to 34 more.
    private Optional<Secret> azure(int tilde) {
        int start = tilde - 5;
        if (start < 0 || !Character.isDigit(line.charAt(tilde - 2))) {
            return Optional.empty();
        }
        int end = Math.min(end(TILDED, tilde + 1), tilde + 35);
        return end - tilde < 32 ? Optional.empty() : Optional.of(new Secret(Kind.AZURE, start, end, 0.9));
    }

    /// Keys in connection strings of Azure: 32 or 64 bytes in base64.
    private Optional<Secret> azureKey(int i) {
        for (String name : List.of("AccountKey=", "SharedAccessKey=")) {
            if (line.startsWith(name, i)) {
                int start = i + name.length();
                int end = Math.min(end(BASE64, start), start + 100);
                if (end - start >= 40 && Plausible.isRandom(line.substring(start, end))) {
                    return Optional.of(new Secret(Kind.AZURE, start, end, CONFIDENCE));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isPlausible(Format format, int start, int end) {
        String body = line.substring(start, end);
        boolean digit = body.chars().anyMatch(Character::isDigit);
        // where the prefix is a part of words, words follow it too
        boolean wordly = format.prefix().equals("sk-")
                || (format.kind() == Kind.AWS && !format.prefix().equals("AKIA"));
        return (digit || !wordly) && Plausible.isRandom(body);
    }

    private boolean isInBlob(int i) {
        int end = end(BASE64, i);
        return stretches.stream()
                .filter(it -> it.alphabet() == BASE64 && it.end() == end)
                .anyMatch(it -> it.end() - it.start() > BLOB_MIN && it.start() < i);
    }

    /// The end of the stretch of this alphabet that the place stands in.
    private int end(Alphabet alphabet, int from) {
        for (int s = 0; s < stretches.size(); s++) {
            Stretch known = stretches.get(s);
            if (known.alphabet() == alphabet) {
                if (known.start() <= from && from <= known.end()) {
                    return known.end();
                }
                stretches.remove(s);
                break;
            }
        }
        int start = from;
        while (alphabet == BASE64 && start > 0 && alphabet.has(line.charAt(start - 1))) {
            start--;
        }
        int end = from;
        while (end < line.length() && alphabet.has(line.charAt(end))) {
            end++;
        }
        stretches.add(new Stretch(alphabet, start, end));
        return end;
    }

    static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
