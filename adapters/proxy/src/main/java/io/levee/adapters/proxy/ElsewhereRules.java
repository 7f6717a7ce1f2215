package io.levee.adapters.proxy;

import io.levee.identity.Chain;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.OpenCall;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// What another proxy must answer, set and take away, so that a call it carries looks to both ends like
/// one that this proxy carried. Pure.
public final class ElsewhereRules {
    private ElsewhereRules() {}

    /// A no, as [Problems] writes it.
    ///
    /// @param headers in the order in which they are sent; no length, which whoever sends it knows
    public record Denied(int status, Map<String, String> headers, String body) {}

    public static Denied denied(CallDecision.Deny deny) {
        HttpFields.Mutable fields = HttpFields.build();
        Problems.headersOf(fields, deny.status(), deny.refusal());
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : fields) {
            headers.put(field.getName(), field.getValue());
        }
        headers.putAll(RateLimitRules.headers(deny.shortage()));
        headers.put(HeaderRules.DECISION, deny.decision().value());
        if (!deny.declared().isEmpty()) {
            headers.put(
                    HttpHeader.ALLOW.asString(),
                    String.join(", ", deny.declared().stream().sorted().toList()));
        }
        String body = Problems.json(
                deny.status(),
                deny.refusal(),
                deny.decision().value(),
                deny.fact().detail(),
                deny.shortage().budget());
        return new Denied(deny.status(), headers, body);
    }

    /// Says why before there was anything to decide.
    public static Denied denied(GatewayRefusal refusal) {
        HttpFields.Mutable fields = HttpFields.build();
        Problems.headersOf(fields, refusal.status(), refusal);
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : fields) {
            headers.put(field.getName(), field.getValue());
        }
        return new Denied(refusal.status(), headers, Problems.json(refusal.status(), refusal, "", ""));
    }

    /// What the upstream is told of an allowed call, instead of whatever the client said.
    public static Map<String, String> toSet(OpenCall call) {
        Chain chain = call.caller().chain();
        Map<String, String> set = new LinkedHashMap<>();
        set.put(HeaderRules.DECISION, call.decision().value());
        set.put(HeaderRules.PERSON, chain.person().name());
        if (!chain.agents().isEmpty()) {
            set.put(HeaderRules.AGENT, chain.caller().name());
        }
        return set;
    }

    /// What may not reach the upstream, in lower case: credentials, and claims that are not the
    /// client's to make. Names that are always dangerous are there whether the proxy showed them or
    /// not. What describes the client's address is the business of the proxy that accepted it.
    ///
    /// INVARIANT I2: a cookie would give rights beyond those of the chain that was asked for.
    ///
    /// @param sent the names that the client sent
    public static Set<String> toRemove(OpenCall call, Collection<String> sent) {
        Set<String> remove = new TreeSet<>(HeaderRules.neverFromClients());
        for (String name : sent) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith(":") && HeaderRules.isNeverFromClients(lower.replace('_', '-'))) {
                remove.add(lower);
            }
        }
        // Envoy removes after it sets.
        toSet(call).keySet().forEach(name -> remove.remove(name.toLowerCase(Locale.ROOT)));
        return remove;
    }
}
