package io.levee.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the command was asked.
///
/// @param file  the export, or `-` for standard input; with `entry`, a proof for one entry
record Arguments(String file, boolean entry, List<TrustedKey> keys, KeptCheckpoints kept, boolean json, boolean help) {
    static final String USAGE = """
            usage: java -jar levee-verifier.jar EXPORT --key VKEY [--key VKEY ...] [--witness FILE ...] [--json]
                   java -jar levee-verifier.jar --entry PROOF --key VKEY ... [--json]

              EXPORT          file of `levee ledger export`, or - for standard input
              --key VKEY      a key that you trust; every log of the export needs one
              --keys FILE     the same, one key a line
              --witness FILE  checkpoints that you kept; the export must agree with each
              --entry PROOF   verify the proof for one entry, from `levee ledger show --proof`
              --json          one JSON object instead of text

            exit code: 0 verified, 1 not verified, 2 bad usage or unreadable input
            """;

    /// Bytes in a file of keys, kept checkpoints or a proof; tens of thousands of checkpoints fit.
    private static final int FILE_BYTES_MAX = 16 << 20;

    Arguments {
        keys = List.copyOf(keys);
    }

    static Arguments parse(String[] args) throws IOException {
        List<TrustedKey> keys = new ArrayList<>();
        KeptCheckpoints kept = KeptCheckpoints.none();
        String file = "";
        boolean entry = false;
        boolean json = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> {
                    return new Arguments("", false, List.of(), kept, false, true);
                }
                case "--json" -> json = true;
                case "--key" -> keys.add(TrustedKey.parse(value(args, ++i)));
                case "--keys" -> keys.addAll(keys(Path.of(value(args, ++i))));
                case "--witness" -> kept = kept.and(KeptCheckpoints.parse(text(Path.of(value(args, ++i)))));
                case "--entry" -> {
                    file = only(file, value(args, ++i));
                    entry = true;
                }
                default -> {
                    if (args[i].startsWith("--")) {
                        throw new IllegalArgumentException("`%s` is no option; --help lists them".formatted(args[i]));
                    }
                    file = only(file, args[i]);
                }
            }
        }
        if (file.isEmpty()) {
            throw new IllegalArgumentException("nothing to verify: name an export; --help says more");
        }
        return new Arguments(file, entry, keys, kept, json, false);
    }

    private static String only(String before, String file) {
        if (!before.isEmpty()) {
            throw new IllegalArgumentException("one file at a time, not `%s` and `%s`".formatted(before, file));
        }
        return file;
    }

    private static String value(String[] args, int at) {
        if (at >= args.length) {
            throw new IllegalArgumentException("`%s` needs a value".formatted(args[at - 1]));
        }
        return args[at];
    }

    private static List<TrustedKey> keys(Path file) throws IOException {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank())
                .map(TrustedKey::parse)
                .toList();
    }

    /// A whole small file. Bytes that are no UTF-8 are left to the parser of the text, which refuses them.
    static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new IllegalArgumentException("`%s` has more than %d bytes".formatted(file, FILE_BYTES_MAX));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
