package io.levee.adapters.postgres;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.proof.SignerFile;
import io.levee.testkit.SampleFacts;
import java.nio.file.Path;
import java.time.InstantSource;

/// A process that writes facts for ever and prints one line per receipt, so that a test can kill it and
/// compare.
final class WritingMain {
    private static final int WRITERS = 8;

    private WritingMain() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        String round = args[1];
        Origin origin = new Origin("acme", "replica-1");
        Database database = Database.embedded(folder);
        PostgresLedger ledger = PostgresLedger.open(
                database,
                origin,
                SignerFile.loadOrCreate(folder.resolve("signer"), origin.toString()),
                new JacksonFactCodec(),
                InstantSource.system());
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = round + "-" + writer + "-";
            Thread.ofPlatform().start(() -> {
                for (int i = 0; ; i++) {
                    Receipt receipt = ledger.write(SampleFacts.decided(name + i));
                    System.out.println(receipt.position() + " " + name + i);
                }
            });
        }
    }
}
