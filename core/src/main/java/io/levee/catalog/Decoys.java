package io.levee.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What nobody legitimate touches: assets that are described like any other, and credentials that lie about. Whoever
/// touches one is told what anybody is told who may not, so that they do not learn what they have found.
///
/// @param assets      operations, tools, or whatever a call can name
/// @param credentials names, by [#digest] of the credential
public record Decoys(Set<AssetId> assets, Map<String, String> credentials) {
    public static final Decoys NONE = new Decoys(Set.of(), Map.of());

    public Decoys {
        assets = Set.copyOf(assets);
        credentials = Map.copyOf(credentials);
    }

    public boolean has(AssetId asset) {
        return assets.contains(asset);
    }

    /// The name of the decoy that was presented as a credential. Looked up by digest, so that the time it takes says
    /// nothing of how much of it was right.
    public Optional<String> named(String credential) {
        return credentials.isEmpty() || credential.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(credentials.get(digest(credential)));
    }

    /// SHA-256 of the credential's UTF-8 bytes, as `sha256:` and lower case hex. A credential is random, so its digest
    /// can lie in a repository.
    public static String digest(String credential) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
