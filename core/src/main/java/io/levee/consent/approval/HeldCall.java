package io.levee.consent.approval;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A call that a policy holds: who calls, in which session, what it names, and what would be sent.
///
/// @param assets the operation, then what its parameters name
public record HeldCall(Chain chain, SessionId session, List<AssetId> assets, Payload payload) {
    private static final String FORM = "levee held call v1";

    public HeldCall {
        assets = List.copyOf(assets);
    }

    /// SHA-256 in hex, of everything here: every part with its length before it, every list with its
    /// count, so that no two calls have one form.
    ///
    /// INVARIANT: a call that differs in one byte from what a person approved has another digest.
    public String digest() {
        MessageDigest sha = sha256();
        add(sha, FORM);
        add(sha, chain.principals().stream().map(Object::toString).toList());
        add(sha, session.value());
        add(sha, assets.stream().map(Object::toString).toList());
        add(sha, payload.method());
        add(sha, payload.api());
        add(sha, payload.target());
        add(
                sha,
                payload.headers().stream()
                        .map(header -> header.name() + ": " + header.value()) // a name holds no colon
                        .toList());
        add(sha, payload.body().bytes());
        return HexFormat.of().formatHex(sha.digest());
    }

    /// Compares in a time that says nothing about where they differ.
    static boolean same(String digest, String other) {
        return MessageDigest.isEqual(digest.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest sha, List<String> parts) {
        sha.update(ByteBuffer.allocate(4).putInt(0, parts.size()));
        parts.forEach(part -> add(sha, part));
    }

    private static void add(MessageDigest sha, String part) {
        add(sha, part.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest sha, byte[] part) {
        sha.update(ByteBuffer.allocate(4).putInt(0, part.length));
        sha.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
