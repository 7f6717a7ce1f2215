package io.levee.adapters.cedar.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the policies whose head may match: by action, then by what the head demands of the principal, then of the
/// resource. A question costs what its own entities are in, not how many policies there are. Immutable once built.
final class PolicyIndex {
    private final Level<Level<Level<List<Integer>>>> byAction = new Level<>();

    /// Entries under what a [Bound] hangs on: an entity, a type, or nothing.
    private static final class Level<V> {
        private final Map<Uid, V> below = new HashMap<>();
        private final Map<String, V> ofType = new HashMap<>();
        private @Nullable V any;

        V at(Bound bound, Supplier<V> fresh) {
            return switch (bound) {
                case Bound.In(var ancestor) -> below.computeIfAbsent(ancestor, _ -> fresh.get());
                case Bound.Equal(var uid) -> below.computeIfAbsent(uid, _ -> fresh.get());
                case Bound.IsIn(var _, var ancestor) -> below.computeIfAbsent(ancestor, _ -> fresh.get());
                case Bound.Is(var type) -> ofType.computeIfAbsent(type, _ -> fresh.get());
                case Bound.Any() -> {
                    V present = any == null ? fresh.get() : any;
                    any = present;
                    yield present;
                }
            };
        }

        void visit(Entity entity, Consumer<V> visitor) {
            if (any != null) {
                visitor.accept(any);
            }
            V typed = ofType.get(entity.uid().type());
            if (typed != null) {
                visitor.accept(typed);
            }
            if (below.isEmpty()) {
                return;
            }
            for (Uid ancestor : entity.lineage()) {
                V under = below.get(ancestor);
                if (under != null) {
                    visitor.accept(under);
                }
            }
        }
    }

    PolicyIndex(List<CompiledPolicy> policies) {
        for (int i = 0; i < policies.size(); i++) {
            Head head = policies.get(i).head();
            for (Bound action : head.actions()) {
                byAction.at(action, Level::new)
                        .at(head.principal(), Level::new)
                        .at(head.resource(), ArrayList::new)
                        .add(i);
            }
        }
    }

    /// The numbers of all policies whose head matches, and of some others; in order, each once.
    int[] candidates(Entity principal, Entity action, Entity resource) {
        Numbers found = new Numbers();
        byAction.visit(
                action,
                byPrincipal -> byPrincipal.visit(
                        principal, byResource -> byResource.visit(resource, numbers -> numbers.forEach(found::add))));
        return found.sorted();
    }

    private static final class Numbers {
        private int[] numbers = new int[16];
        private int size;

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        int[] sorted() {
            Arrays.sort(numbers, 0, size);
            int distinct = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || numbers[i] != numbers[i - 1]) {
                    numbers[distinct++] = numbers[i];
                }
            }
            return Arrays.copyOf(numbers, distinct);
        }
    }
}
