package io.levee.adapters.cedar;

import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.Entity;
import io.levee.adapters.cedar.language.Situation;
import io.levee.adapters.cedar.language.Uid;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.identity.ActorId;
import io.levee.organisation.Organisation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// An organisation whose questions [CedarJudge] decides: all its policies prepared in Cedar's memory, and with each
/// question the entities that it can look at. What the bench compares with.
public final class JudgedOrganisation {
    private final CedarJudge judge;
    private final Entities entities;

    /// @throws CacheException where Cedar could not prepare the policies
    public JudgedOrganisation(Organisation organisation) throws CacheException {
        List<Policy> policies = organisation.policies().stream()
                .flatMap(source -> PolicyText.split(source).stream())
                .map(statement -> new Policy(statement.text(), statement.file() + "#" + statement.ordinal()))
                .toList();
        this.judge = new CedarJudge(policies);
        this.entities = OrganisationEntities.of(organisation);
    }

    /// A question that is ready to be asked, any number of times.
    public Supplier<Optional<Decision>> question(ActorId principal, Action action, AssetId resource) {
        Uid who = EntityTypes.uid(principal);
        Uid what = EntityTypes.uid(resource);
        Situation situation = new Situation(who, CedarPolicy.uid(action), what, Map.of(), entities);
        Set<com.cedarpolicy.model.entity.Entity> reachable = judge.entities(reachable(List.of(who, what)));
        return () -> judge.decide(situation, reachable);
    }

    private Collection<Entity> reachable(List<Uid> starts) {
        Map<Uid, Entity> reachable = new LinkedHashMap<>();
        ArrayDeque<Object> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            switch (open.remove()) {
                case Uid uid
                when !reachable.containsKey(uid) -> {
                    Entity entity = entities.get(uid);
                    reachable.put(uid, entity);
                    open.addAll(entity.parents());
                    open.addAll(entity.attributes().values());
                }
                case Set<?> several -> open.addAll(several);
                default -> {} // seen before, or no entity
            }
        }
        return reachable.values();
    }
}
