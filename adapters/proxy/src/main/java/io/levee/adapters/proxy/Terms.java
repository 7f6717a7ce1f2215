package io.levee.adapters.proxy;

import io.levee.catalog.AssetId;
import io.levee.catalog.Description.Enforcement;
import io.levee.facts.ContractFact;
import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.OpenCall;
import io.levee.rooms.gateway.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;

/// What one call and its answer are held to. Finds what breaks it, records that, and says whether it goes on.
///
/// @param threads where large bodies are checked, so that no thread that waits for sockets is kept
record Terms(Contract contract, OpenCall call, AssetId operation, GatheringSpace space, Executor threads) {
    private static final System.Logger LOG = System.getLogger(Terms.class.getName());
    /// What is checked at once, where it was read.
    private static final int SMALL = 16 * 1024;

    /// @param about for the caller: where, and which rule; never what stood there
    record No(GatewayRefusal refusal, String about) {}

    static Terms of(Contract contract, OpenCall call, Route.Found route, GatheringSpace space, Executor threads) {
        return new Terms(contract, call, route.declared().asset(), space, threads);
    }

    boolean looksAtRequests() {
        return contract.requests() != Enforcement.OFF;
    }

    boolean looksAtResponses() {
        return contract.responses() != Enforcement.OFF;
    }

    boolean refuses(Side side) {
        return (side == Side.REQUEST ? contract.requests() : contract.responses()) == Enforcement.REFUSE;
    }

    Contract.Asked asked(String target, HttpFields headers, boolean mayHaveBody) {
        return asked(contract, target, headers, mayHaveBody);
    }

    static Contract.Asked asked(Contract contract, String target, HttpFields headers, boolean mayHaveBody) {
        try {
            return contract.asked(target, headers::getValuesList, mayHaveBody);
        } catch (RuntimeException | StackOverflowError e) {
            return new Contract.Asked(unreadable(e), new Contract.Body.None());
        }
    }

    Contract.Answered answered(String method, int status, HttpFields headers) {
        if (!looksAtResponses()) {
            return new Contract.Answered(List.of(), new Contract.Body.None());
        }
        try {
            return contract.answered(method, status, headers::getValuesList);
        } catch (RuntimeException | StackOverflowError e) {
            return new Contract.Answered(unreadable(e), new Contract.Body.None());
        }
    }

    /// Records what breaks the contract; a no where that is refused.
    ///
    /// @param status of the answer; 0 of a request
    Optional<No> judge(Side side, int status, List<Breach> breaches) {
        if (breaches.isEmpty()) {
            return Optional.empty();
        }
        boolean refused = refuses(side);
        List<Breach> named = breaches.stream().limit(ContractFact.BREACHES_MAX).toList();
        call.found(new ContractFact.Broken(call.decision(), operation, side, status, refused, named));
        if (!refused) {
            return Optional.empty();
        }
        // what an upstream sent by mistake is for its owner, who finds it in the ledger
        return Optional.of(
                side == Side.REQUEST
                        ? new No(ContractRules.request(named), ContractRules.shown(named))
                        : new No(
                                ContractRules.response(named),
                                "response: " + named.getFirst().keyword()));
    }

    void notInspected(Side side, Contract.Body.NotInspected body) {
        if (body.first()) {
            call.found(new ContractFact.NotInspected(call.decision(), operation, side, body.mediaType()));
        }
    }

    Sample sample(Contract.Body.Checked body) {
        return new Sample(body.bytesMax(), space);
    }

    /// What goes by is looked at afterwards, and only reported.
    Watched watch(Side side, int status, Contract.Body.Checked body) {
        return new Watched(sample(body), body.check(), breaches -> judge(side, status, breaches));
    }

    void check(Contract.Check check, byte[] body, Consumer<List<Breach>> then) {
        check(threads, check, body, then);
    }

    static void check(Executor threads, Contract.Check check, byte[] body, Consumer<List<Breach>> then) {
        if (body.length <= SMALL) {
            then.accept(checked(check, body));
        } else {
            threads.execute(() -> then.accept(checked(check, body)));
        }
    }

    static List<Breach> checked(Contract.Check check, byte[] body) {
        try {
            return check.check(body);
        } catch (RuntimeException | StackOverflowError e) {
            return unreadable(e);
        }
    }

    /// A check that fails is no yes (I7).
    private static List<Breach> unreadable(Throwable failure) {
        LOG.log(System.Logger.Level.ERROR, "a call could not be held to its description: {0}", failure.getClass());
        return List.of(new Breach("", ContractRules.UNREADABLE));
    }
}
