package io.levee.adapters.rest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/// One file as the only part of a form, `multipart/form-data` as of
/// [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578). It is read while it is sent, never held whole.
///
/// @param path     below the address of a system, as in [Ask]
/// @param field    of the form
/// @param fileName what the system is told that it is called
/// @param bytesMax of the file; a longer one is not sent
public record Upload(String path, String field, String fileName, Path file, long bytesMax) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,254}");

    /// @throws IllegalArgumentException where a name would not stay one, or the file is longer than it may be
    public Upload {
        if (!NAME.matcher(field).matches() || !NAME.matcher(fileName).matches()) {
            throw new IllegalArgumentException("`%s`, `%s` are no names of a part".formatted(field, fileName));
        }
        long bytes = size(file);
        if (bytes > bytesMax) {
            throw new IllegalArgumentException(
                    "`%s` has %d bytes, and at most %d are sent".formatted(file, bytes, bytesMax));
        }
    }

    static String boundary() {
        return "levee-" + UUID.randomUUID();
    }

    BodyPublisher body(String boundary) {
        String head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                        .formatted(boundary, field, fileName)
                + "Content-Type: application/octet-stream\r\n\r\n";
        try {
            return BodyPublishers.concat(
                    BodyPublishers.ofString(head, StandardCharsets.US_ASCII),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.US_ASCII));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("`%s` cannot be read".formatted(file), e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("`%s` cannot be read".formatted(file), e);
        }
    }
}
