package io.levee.adapters.http;

import io.levee.consent.ConsentRefusal;
import io.levee.fault.Refusal;
import io.levee.identity.IdentityRefusal;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.stop.StopRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What to do about a recorded reason. The ledger keeps the stable code; the words may get better.
final class Advice {
    private static final Map<String, String> BY_CODE = byCode(
            List.of(IdentityRefusal.values(), ConsentRefusal.values(), StopRefusal.values(), GatewayRefusal.values()));

    private Advice() {}

    static String of(String code) {
        return BY_CODE.getOrDefault(code, "");
    }

    private static Map<String, String> byCode(List<Refusal[]> tables) {
        Map<String, String> all = new HashMap<>();
        for (Refusal[] table : tables) {
            for (Refusal refusal : table) {
                all.put(refusal.code(), refusal.advice());
            }
        }
        return Map.copyOf(all);
    }
}
