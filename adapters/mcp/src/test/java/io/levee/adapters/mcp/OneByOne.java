package io.levee.adapters.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Gives a byte at a time, so that who reads up to an end leaves the rest to the next reader.
final class OneByOne extends FilterInputStream {
    OneByOne(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return super.read(bytes, from, Math.min(1, length));
    }
}
