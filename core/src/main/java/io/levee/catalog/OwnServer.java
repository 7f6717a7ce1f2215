package io.levee.catalog;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The one server of MCP that is Levee itself. An organisation says that it has it, who answers for it and
/// what its answers hold, but not where it is: its calls never leave the replica.
public final class OwnServer {
    /// What no other server may be called.
    public static final String NAME = "levee";
    /// No address: nobody can write this into a description.
    public static final URI HERE = URI.create("levee:here");

    private OwnServer() {}

    /// What it offers.
    public enum Tool {
        JOB_RUN(true, false),
        JOB_SHOW(false, true),
        JOB_LOG(false, true),
        JOB_LIST(false, false),
        JOB_END(true, false),
        JOB_RERUN(true, false);

        private final boolean changes;
        private final boolean quotes;

        Tool(boolean changes, boolean quotes) {
            this.changes = changes;
            this.quotes = quotes;
        }

        public static Optional<Tool> of(String name) {
            return Stream.of(values()).filter(tool -> tool.word().equals(name)).findFirst();
        }

        /// As agents call it: `job_run`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public AssetId asset() {
            return AssetId.tool(NAME, word());
        }

        public boolean changes() {
            return changes;
        }

        /// Whether its answer quotes what a program printed, which is nobody's word.
        public boolean quotes() {
            return quotes;
        }

        Api.Operation operation() {
            return new Api.Operation(
                    asset(),
                    "CALL",
                    "/" + word(),
                    changes,
                    List.of(),
                    Optional.of(new Api.Approved(word(), Optional.empty())));
        }
    }

    /// All of it.
    public static List<Api.Operation> operations() {
        return Stream.of(Tool.values()).map(Tool::operation).toList();
    }
}
