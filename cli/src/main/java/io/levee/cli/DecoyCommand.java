package io.levee.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `levee decoy`: makes a credential that is nobody's. Asks no server: only its digest is ever stored.
@Command(
        name = "decoy",
        description = {
            "Makes a credential that opens nothing, to be left where only a thief or a curious agent looks.",
            "Prints it once, with the lines for decoys.yaml. Whoever tries it: `levee ledger tail --family decoy`."
        },
        footer = {"", "Example:  levee decoy ci-backup --prefix ghp_"})
final class DecoyCommand implements Callable<Integer> {
    private static final int BYTES = 30;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "NAME", description = "what it is called when it is touched")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "how keys begin where it will lie")
    @SuppressWarnings("NullAway.Init")
    private String prefix;

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]*")) {
            throw new CommandFailure(
                    Exit.USAGE, "`%s` names no decoy: write letters, digits, `.`, `_`, `@` or `-`".formatted(name));
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String credential = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String digest = digest(credential);
        if (!shared.printedAsJson(
                new JsonMapper().valueToTree(Map.of("name", name, "credential", credential, "digest", digest)))) {
            shared.out().printf("""
                    %s

                    Add to decoys.yaml, under `credentials:`
                      - name: %s
                        digest: %s
                    """, credential, name, digest);
        }
        return Exit.DONE;
    }

    /// As decoys.yaml wants it: over the UTF-8 bytes.
    private static String digest(String credential) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
