package io.levee.adapters.cedar;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.Situation;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Cedar itself, asked the way its users ask it: what [CedarPolicies] compiles is compared with its answers, and its
/// time is what the bench compares with. No call is decided by it.
public final class CedarJudge {
    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final PolicySet policies;
    private final CedarValues values = new CedarValues();

    /// Policies that Cedar prepared in its memory.
    ///
    /// @throws CacheException where it could not
    public CedarJudge(Collection<Policy> policies) throws CacheException {
        this.policies = new PolicySet(new HashSet<>(policies));
        this.policies.cache();
    }

    /// Entities in Cedar's classes. They take the place of the situation's own where a question is judged.
    public Set<Entity> drafts(Collection<Entities.Draft> drafts) {
        return drafts.stream().map(values::entity).collect(Collectors.toSet());
    }

    /// The same of entities whose ancestors are known.
    public Set<Entity> entities(Collection<io.levee.adapters.cedar.language.Entity> entities) {
        return drafts(entities.stream()
                .map(entity -> new Entities.Draft(entity.uid(), entity.parents(), entity.attributes(), entity.tags()))
                .toList());
    }

    /// @return empty where Cedar decides nothing
    public Optional<Decision> decide(Situation situation, Set<Entity> entities) {
        try {
            return engine.isAuthorized(
                            new AuthorizationRequest(
                                    values.uid(situation.principal()),
                                    values.uid(situation.action()),
                                    values.uid(situation.resource()),
                                    values.fields(situation.context())),
                            policies,
                            entities)
                    .success
                    .map(CedarJudge::decision);
        } catch (AuthException e) {
            return Optional.empty();
        }
    }

    private static Decision decision(AuthorizationSuccessResponse response) {
        Map<String, String> failed = new TreeMap<>();
        response.getErrors().forEach(error -> failed.put(error.getPolicyId(), error.getError().message));
        return new Decision(
                response.isAllowed(), response.getReason().stream().sorted().toList(), failed);
    }
}
