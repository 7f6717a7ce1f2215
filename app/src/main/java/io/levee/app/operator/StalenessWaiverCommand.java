package io.levee.app.operator;

import io.levee.cli.Exit;
import io.levee.cli.OperatorKeys;
import io.levee.identity.ActorId;
import io.levee.ledger.proof.SignedNote;
import io.levee.organisation.StalenessWaiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `levee staleness-waiver`: a person answers for an API that is changed with an older view than the house allows.
@Command(
        name = "staleness-waiver",
        description = {
            "Signs that an API may be changed by a replica that has not heard the others for longer than 2 s.",
            "",
            "A stop that was ordered elsewhere meanwhile is not known there: up to then, what it should end goes on.",
            "Prints what belongs below `staleness:` in levee.yaml. Fresher than the house needs no waiver."
        },
        footer = {
            "",
            "Example:  levee staleness-waiver --api reports --changes 8000 --until 2027-01-31 --reason 'its database moves' --as cy"
        })
public final class StalenessWaiverCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--api", required = true, paramLabel = "API", description = "as the organisation calls it")
    @SuppressWarnings("NullAway.Init")
    private String api;

    @Option(
            names = "--changes",
            required = true,
            paramLabel = "MILLIS",
            description = "how old the view may be for a change: at most 10000")
    private long changesMillis;

    @Option(names = "--until", required = true, paramLabel = "DATE", description = "the day on which it ends, in UTC")
    @SuppressWarnings("NullAway.Init")
    private LocalDate until;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "why, for whoever reviews the change")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--as", required = true, paramLabel = "PERSON", description = "whose key signs, as in people.yaml")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(names = "--key", paramLabel = "FILE", description = "default: ~/.config/levee/operator-PERSON.key")
    private @Nullable Path key;

    @Override
    public Integer call() {
        ActorId operator = ActorId.person(person);
        StalenessWaiver waiver = new StalenessWaiver(
                api,
                Duration.ofMillis(changesMillis),
                operator,
                until.atStartOfDay(ZoneOffset.UTC).toInstant(),
                reason);
        Path file = key != null ? key : OperatorKeys.standard(person);
        SignedNote note = OperatorKey.load(file, operator).sign(waiver.text());
        spec.commandLine().getOut().print("""
                        staleness:   # in levee.yaml
                          - api: %s
                            changes: %dms
                            waiver: |
                        %s""".formatted(
                        api, changesMillis, note.toString().indent(6)));
        spec.commandLine().getOut().flush();
        return Exit.DONE;
    }
}
