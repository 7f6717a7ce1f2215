package io.levee.adapters.search;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// all-MiniLM-L6-v2, its weights in 8 bits, on ONNX Runtime in this process. The mean of what
/// the model says of each token, as the model's card has it.
///
/// There is one session in a process, made at the first use and kept: a second would take its
/// memory again. It has no threads of its own, so that a text takes the thread that asks, and
/// no arena, which would keep what the longest text took. A text is embedded alone: the model
/// scales its 8 bits by all that is in one batch, so that a text's vector would depend on its
/// neighbours.
final class MiniLm implements Embedder {
    static final int DIMENSIONS = 384;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final System.Logger LOG = System.getLogger(MiniLm.class.getName());

    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final WordPieces pieces;

    private MiniLm(OrtEnvironment runtime, OrtSession session, WordPieces pieces) {
        this.runtime = runtime;
        this.session = session;
        this.pieces = pieces;
    }

    /// Empty where it cannot run here: no native library for this machine, no memory, no model
    /// in the class path. Why is logged once.
    static Optional<Embedder> shared() {
        return Shared.EMBEDDER;
    }

    private static final class Shared {
        static final Optional<Embedder> EMBEDDER = load();
    }

    private static Optional<Embedder> load() {
        try (InputStream model = resource(MODEL);
                InputStream tokenizer = resource(TOKENIZER);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            OrtEnvironment runtime = OrtEnvironment.getEnvironment();
            UnpackedLibraries.delete();
            OrtSession session = runtime.createSession(model.readAllBytes(), options);
            return Optional.of(new MiniLm(runtime, session, WordPieces.read(tokenizer)));
        } catch (OrtException | IOException | RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "knowledge is searched by words alone: no model here: {0}", e);
            return Optional.empty();
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = MiniLm.class.getResourceAsStream(name);
        if (found == null) {
            throw new FileNotFoundException("`%s` is not in the class path".formatted(name));
        }
        return found;
    }

    @Override
    public String name() {
        return "all-minilm-l6-v2-q";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public byte[] embed(String text) {
        long[] tokens = pieces.tokens(text);
        long[] mask = new long[tokens.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor ids = OnnxTensor.createTensor(runtime, new long[][] {tokens});
                OnnxTensor masks = OnnxTensor.createTensor(runtime, new long[][] {mask});
                OnnxTensor types = OnnxTensor.createTensor(runtime, new long[1][tokens.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", masks, "token_type_ids", types))) {
            return Vectors.rounded(mean(((float[][][]) result.get(0).getValue())[0]));
        } catch (OrtException e) {
            throw new IllegalStateException("the model did not run: `%s`".formatted(e.getMessage()), e);
        }
    }

    private static double[] mean(float[][] states) {
        double[] mean = new double[DIMENSIONS];
        for (float[] state : states) {
            for (int i = 0; i < DIMENSIONS; i++) {
                mean[i] += state[i] / states.length;
            }
        }
        return mean;
    }
}
