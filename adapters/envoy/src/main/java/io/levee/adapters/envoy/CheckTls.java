package io.levee.adapters.envoy;

import java.nio.file.Path;
import java.util.Optional;

/// What the listener shows, and wants to see, of certificates; all files are PEM.
///
/// @param clients who signed the certificates of proxies; where given, a proxy needs one besides the
///     secret
public record CheckTls(Path certificate, Path key, Optional<Path> clients) {}
