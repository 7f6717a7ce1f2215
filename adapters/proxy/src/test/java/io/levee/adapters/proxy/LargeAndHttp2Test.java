package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LargeAndHttp2Test {
    private static final long SIZE = 100L * 1024 * 1024;
    private static final byte[] BLOCK = new byte[256 * 1024];

    @Test
    void aHundredMegabytesFlowBothWaysWithoutGatheringHere() throws Exception {
        try (Door door = new Door();
                RawClient client = new RawClient(door.port())) {
            door.upstream.when("/upload", (_, _, out) -> {
                RawUpstream.write(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(SIZE));
                for (long sent = 0; sent < SIZE; sent += BLOCK.length) {
                    out.write(BLOCK);
                }
            });
            client.send(Door.request("POST", "/warehouse/upload", "Content-Length: %d\r\n".formatted(SIZE)));
            OutputStream out = client.socket.getOutputStream();
            for (long sent = 0; sent < SIZE; sent += BLOCK.length) {
                out.write(BLOCK);
            }
            client.readUntil("\r\n\r\n");
            assertThat(drained(client.socket.getInputStream())).isEqualTo(SIZE);
            Awaitility.await().until(() -> !door.finished().isEmpty());
            assertThat(door.finished().getFirst().bytesIn()).isEqualTo(SIZE);
            assertThat(door.finished().getFirst().bytesOut()).isEqualTo(SIZE);
        }
    }

    @Test
    void http2WithPriorKnowledgeIsServedAndHeldToTheSameRules() throws Exception {
        try (Door door = new Door();
                RawClient client = new RawClient(door.port())) {
            OutputStream out = client.socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(4, 0, 0, new byte[0]));
            out.write(frame(1, 5, 1, headers("/warehouse/rows/7")));
            out.write(frame(1, 5, 3, headers("/warehouse/rows/..%2fadmin")));
            out.flush();
            DataInputStream in = new DataInputStream(client.socket.getInputStream());
            String first = "";
            String third = "";
            while (first.isEmpty() || third.isEmpty()) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                in.readUnsignedByte();
                int stream = in.readInt();
                String payload = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
                if (type == 0 && stream == 1 && length > 0) {
                    first = payload;
                } else if (type == 0 && stream == 3 && length > 0) {
                    third = payload;
                }
            }
            assertThat(first).isEqualTo("ok");
            assertThat(third).contains("\"code\":\"path-encoded-slash\"");
            assertThat(door.upstream.targets()).containsExactly("/rows/7");
        }
    }

    private static long drained(InputStream in) throws IOException {
        long total = 0;
        for (int read = in.read(BLOCK); read >= 0; read = in.read(BLOCK)) {
            total += read;
        }
        return total;
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        byte[] frame = new byte[9 + payload.length];
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        return frame;
    }

    /// HPACK without its tables: every header is a literal.
    private static byte[] headers(String path) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        String[] pairs = {
            ":method", "GET", ":scheme", "http", ":authority", "gateway", ":path", path, "authorization", "Bearer ana"
        };
        for (int i = 0; i < pairs.length; i += 2) {
            block.write(0);
            for (String text : new String[] {pairs[i], pairs[i + 1]}) {
                block.write(text.length());
                block.write(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return block.toByteArray();
    }
}
