package io.levee.adapters.proxy;

import io.levee.identity.Chain;
import io.levee.rooms.gateway.OpenCall;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Which headers travel. Credentials end here, hop headers belong to one connection, and nobody but the
/// gateway says who is calling, from where, or that another method or path was meant. Pure.
final class HeaderRules {
    static final String DECISION = "X-Levee-Decision";
    static final String PERSON = "X-Levee-Person";
    static final String AGENT = "X-Levee-Agent";

    private static final String OURS = "x-levee-";
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect",
            "content-length",
            "host",
            "via");
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");
    /// Claims about the client, or about a method or path other than the one that was authorised.
    private static final Set<String> CLAIMS = Set.of(
            "forwarded",
            "x-real-ip",
            "client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-http-method-override",
            "x-http-method",
            "x-method-override",
            "x-original-url",
            "x-rewrite-url",
            "x-original-uri",
            "x-remote-user",
            "remote-user",
            "x-authenticated-user",
            "x-original-host",
            "x-host");
    /// `Alt-Svc` would lead the client around the gateway.
    private static final Set<String> NOT_BACK = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "alt-svc");

    /// Those of the claims that tell where the client is.
    private static final Set<String> ADDRESSES = Set.of(
            "forwarded",
            "x-real-ip",
            "client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "x-client-ip",
            "x-cluster-client-ip");

    /// What clients send anew with every attempt, or for whoever carries the request. It is not part
    /// of what a person approves, and so not forwarded with it either.
    private static final Set<String> UNAPPROVED = Set.of(
            "user-agent",
            "accept-encoding",
            "cache-control",
            "pragma",
            "date",
            "dnt",
            "origin",
            "referer",
            "priority",
            "traceparent",
            "tracestate",
            "baggage",
            "x-request-id",
            "x-client-request-id",
            "x-correlation-id");
    /// What browsers say of a request, and generated clients of themselves: how often they tried, too.
    private static final List<String> UNAPPROVED_STARTS = List.of("sec-", "x-stainless-");

    private HeaderRules() {}

    /// Those headers of a held call that a person is shown and the upstream gets.
    static void held(HttpFields from, Passage passage, HttpFields.Mutable to) {
        Set<String> listed = listedByConnection(from);
        for (HttpField field : from) {
            String name = field.getLowerCaseName();
            if (travels(field, listed, passage)
                    && !UNAPPROVED.contains(name)
                    && UNAPPROVED_STARTS.stream().noneMatch(name::startsWith)) {
                to.add(field);
            }
        }
    }

    /// Credentials, what only Levee says, and claims other than those about the client's address.
    static Set<String> neverFromClients() {
        Set<String> all = new HashSet<>(CLAIMS);
        all.removeAll(ADDRESSES);
        all.addAll(CREDENTIALS);
        for (String ours : new String[] {DECISION, PERSON, AGENT}) {
            all.add(ours.toLowerCase(Locale.ROOT));
        }
        return all;
    }

    /// @param name in lower case, with hyphens for underscores
    static boolean isNeverFromClients(String name) {
        return CREDENTIALS.contains(name)
                || name.startsWith(OURS)
                || (CLAIMS.contains(name) && !ADDRESSES.contains(name));
    }

    static void toUpstream(HttpFields from, OpenCall call, Passage passage, HttpFields.Mutable to) {
        Set<String> listed = listedByConnection(from);
        for (HttpField field : from) {
            if (travels(field, listed, passage)) {
                to.add(field);
            }
        }
        Chain chain = call.caller().chain();
        to.put(HttpHeader.VIA, "1.1 levee");
        to.put(DECISION, call.decision().value());
        to.put(PERSON, chain.person().name());
        if (!chain.agents().isEmpty()) {
            to.put(AGENT, chain.caller().name());
        }
        passage.added().forEach(to::put);
    }

    private static boolean travels(HttpField field, Set<String> listed, Passage passage) {
        // Some servers read `X_Levee_Person` as `X-Levee-Person`.
        String name = field.getLowerCaseName().replace('_', '-');
        return !HOP.contains(name)
                && !CREDENTIALS.contains(name)
                && !CLAIMS.contains(name)
                && !name.startsWith("proxy-")
                && !name.startsWith("x-forwarded")
                && !name.startsWith(OURS)
                && !passage.dropped().contains(name)
                && !listed.contains(field.getLowerCaseName());
    }

    static void toClient(HttpFields from, OpenCall call, HttpFields.Mutable to) {
        Set<String> listed = listedByConnection(from);
        for (HttpField field : from) {
            String name = field.getLowerCaseName();
            if (!NOT_BACK.contains(name) && !name.startsWith(OURS) && !listed.contains(name)) {
                to.add(field);
            }
        }
        to.put(DECISION, call.decision().value());
        RateLimitRules.headers(call.quotas()).forEach(to::add);
    }

    private static Set<String> listedByConnection(HttpFields from) {
        if (!from.contains(HttpHeader.CONNECTION)) {
            return Set.of();
        }
        Set<String> listed = new HashSet<>();
        for (String name : from.getCSV(HttpHeader.CONNECTION, false)) {
            listed.add(name.toLowerCase(Locale.ROOT));
        }
        return listed;
    }
}
