package io.levee.adapters.search;

import java.util.List;

/// Vectors of one length, side by side. Each question is compared with every one of them: for
/// what teams write that is faster than it sounds, exact, and the same on every machine,
/// because whole numbers are added.
final class Vectors {
    /// What 1 is as a byte.
    static final int SCALE = 127;

    private final int dimensions;
    private final byte[] all;

    Vectors(int dimensions, List<byte[]> vectors) {
        this.dimensions = dimensions;
        this.all = new byte[Math.multiplyExact(dimensions, vectors.size())];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i), 0, all, i * dimensions, dimensions);
        }
    }

    /// The direction of a vector; what has none stays 0 and is near nothing.
    static byte[] rounded(double[] vector) {
        double square = 0;
        for (double value : vector) {
            square += value * value;
        }
        double length = Math.sqrt(square);
        byte[] rounded = new byte[vector.length];
        for (int i = 0; i < vector.length && length > 0; i++) {
            rounded[i] = (byte) Math.round(vector[i] / length * SCALE);
        }
        return rounded;
    }

    /// The cosine of the angle between the question and vector `index`, −1 to 1, exact to about
    /// 0.01.
    double cosine(byte[] question, int index) {
        int sum = 0;
        int from = index * dimensions;
        for (int i = 0; i < dimensions; i++) {
            sum += question[i] * all[from + i];
        }
        return (double) sum / (SCALE * SCALE);
    }
}
