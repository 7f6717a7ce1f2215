package io.levee.rooms.stop.rule;

/// How much more likely what was seen would be of somebody harmful than of somebody normal: the
/// mean of one CUSUM for each way of being harmful, as logarithms, so that neither long histories
/// nor long odds overflow.
final class Suspicion {
    private final double[] logs;

    Suspicion(int alternatives) {
        logs = new double[alternatives];
    }

    /// Begins an observation: whatever speaks for being normal is forgotten, so that it excuses
    /// nothing later.
    void restart() {
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.max(0, logs[i]);
        }
    }

    void add(double[] steps, double times) {
        for (int i = 0; i < logs.length; i++) {
            logs[i] += steps[i] * times;
        }
    }

    /// What was seen before says nothing any more.
    boolean isNone() {
        for (double log : logs) {
            if (log > 0) {
                return false;
            }
        }
        return true;
    }

    /// The logarithm of the mean.
    double log() {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum / logs.length);
    }
}
