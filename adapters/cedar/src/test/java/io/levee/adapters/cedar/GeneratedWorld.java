package io.levee.adapters.cedar;

import io.levee.adapters.cedar.language.Datetime;
import io.levee.adapters.cedar.language.Decimal;
import io.levee.adapters.cedar.language.Duration;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.Entity;
import io.levee.adapters.cedar.language.IpRange;
import io.levee.adapters.cedar.language.Situation;
import io.levee.adapters.cedar.language.Uid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A few entities in a random hierarchy. Most attributes have the type that [Kind] promises, some another, some are
/// missing; some entities that policies and questions name do not exist.
final class GeneratedWorld {
    static final List<String> TYPES = List.of("U", "N::G", "Action");
    static final List<String> IDS = List.of("x", "y*");
    static final List<String> TEXTS = List.of("", "a", "ab", "abab", "a*b", "é😀", "b\"a", "aab");
    static final long[] NUMBERS = {0, 1, 2, -1, Long.MAX_VALUE, Long.MIN_VALUE, 3_037_000_500L};
    private static final long[] MILLIS = {0, 1, -1, 86_400_000, 86_399_999, -86_400_001, 1_706_745_599_999L};

    private final Random random;
    private final List<Entities.Draft> drafts = new ArrayList<>();

    /// @param circular one entity becomes its own ancestor
    GeneratedWorld(Random random, boolean circular) {
        this.random = random;
        List<Uid> uids = new ArrayList<>();
        for (String type : TYPES) {
            for (String id : IDS) {
                if (random.nextInt(3) > 0) {
                    uids.add(new Uid(type, id));
                }
            }
        }
        for (int i = 0; i < uids.size(); i++) {
            Set<Uid> parents = new HashSet<>();
            for (int p = random.nextInt(3); p > 0 && i + 1 < uids.size(); p--) {
                parents.add(uids.get(i + 1 + random.nextInt(uids.size() - i - 1)));
            }
            if (random.nextInt(10) == 0) {
                parents.add(new Uid("N::G", "nowhere"));
            }
            if (circular && i == uids.size() - 1) {
                parents.add(uids.getFirst());
                parents.add(uids.getLast());
            }
            drafts.add(new Entities.Draft(uids.get(i), parents, fields(2, 50), fields(1, 20)));
        }
    }

    /// Some of the entities: Cedar reads all of them for each question, which takes most of the time.
    List<Entities.Draft> drafts() {
        return drafts.stream().filter(_ -> random.nextBoolean()).toList();
    }

    Situation question(Entities entities) {
        Uid action = new Uid(random.nextInt(20) == 0 ? "U" : "Action", one(IDS));
        Uid principal = uid();
        List<Uid> known = entities.all().stream()
                .map(Entity::uid)
                .sorted(Comparator.comparing(Uid::toString))
                .toList();
        Uid resource = known.isEmpty() || random.nextInt(3) == 0 ? uid() : one(known);
        return new Situation(principal, action, resource, fields(2, 30), entities);
    }

    /// @param percent of all attributes that are there
    private Map<String, Object> fields(int depth, int percent) {
        Map<String, Object> fields = new HashMap<>();
        for (Kind kind : Kind.values()) {
            boolean costly = kind.compareTo(Kind.RECORD) > 0; // Cedar parses each value of an extension type
            if (random.nextInt(100) < (costly ? percent / 2 : percent)) {
                fields.put(kind.attribute(), value(random.nextInt(8) > 0 ? kind : anyKind(), depth));
            }
        }
        return fields;
    }

    private Object value(Kind kind, int depth) {
        return switch (kind) {
            case TRUTH -> random.nextBoolean();
            case NUMBER -> NUMBERS[random.nextInt(NUMBERS.length)];
            case TEXT -> one(TEXTS);
            case ENTITY -> uid();
            case SET -> depth == 0 ? Set.of() : set(anyKind(), depth - 1);
            case RECORD -> depth == 0 ? Map.of() : Map.of("n", value(anyKind(), 0), "a b", value(anyKind(), 0));
            case DECIMAL -> new Decimal(random.nextInt(4) * 5_000L - 5_000);
            case IP -> ip();
            case DATETIME -> new Datetime(MILLIS[random.nextInt(MILLIS.length)]);
            case DURATION -> new Duration(NUMBERS[random.nextInt(NUMBERS.length)]);
        };
    }

    private Set<Object> set(Kind kind, int depth) {
        Set<Object> set = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            set.add(value(random.nextInt(6) > 0 ? kind : anyKind(), depth));
        }
        return set;
    }

    private IpRange ip() {
        boolean v4 = random.nextBoolean();
        int bits = v4 ? 32 : 128;
        BigInteger[] addresses = {
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.valueOf(127).shiftLeft(bits - 8).add(BigInteger.ONE),
            BigInteger.valueOf(0xff).shiftLeft(bits - 8),
            BigInteger.valueOf(0xe1).shiftLeft(bits - 8)
        };
        int[] prefixes = {0, 4, 7, 8, 31, bits};
        return new IpRange(bits, addresses[random.nextInt(5)], prefixes[random.nextInt(6)]);
    }

    private Uid uid() {
        return new Uid(one(TYPES), one(IDS));
    }

    private Kind anyKind() {
        return one(Kind.ALL);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
