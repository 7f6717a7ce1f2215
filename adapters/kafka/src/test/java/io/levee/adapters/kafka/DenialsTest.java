package io.levee.adapters.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class DenialsTest {
    private final Denials denials = new Denials("writer");

    @Test
    void everyKindOfResourceIsDenied() {
        List<AclBinding> made = denials.missing(Set.of());
        assertThat(made.stream().map(acl -> acl.pattern().resourceType()))
                .contains(
                        ResourceType.TOPIC,
                        ResourceType.GROUP,
                        ResourceType.CLUSTER,
                        ResourceType.TRANSACTIONAL_ID,
                        ResourceType.DELEGATION_TOKEN,
                        ResourceType.USER);
        assertThat(made).allSatisfy(acl -> {
            assertThat(acl.entry().principal()).isEqualTo("User:writer");
            assertThat(acl.entry().permissionType()).isEqualTo(AclPermissionType.DENY);
            assertThat(acl.entry().operation()).isEqualTo(AclOperation.ALL);
            assertThat(acl.entry().host()).isEqualTo("*");
        });
        assertThat(denials.isWhole(Set.copyOf(made))).isTrue();
        assertThat(denials.missing(Set.copyOf(made))).as("a second time").isEmpty();
    }

    /// Kafka knows kinds of resources by number: a new one is to be denied too.
    @Test
    void noKindIsForgotten() {
        assertThat(ResourceType.values()).hasSize(2 + 6);
    }

    @Test
    void oneThatIsMissingIsNotWhole() {
        List<AclBinding> made = denials.missing(Set.of());
        for (AclBinding gone : made.subList(0, 6)) {
            Set<AclBinding> rest = new HashSet<>(made);
            rest.remove(gone);
            assertThat(denials.isWhole(rest)).as(gone.toString()).isFalse();
        }
    }

    @Test
    void whatStoodBeforeStaysAndWhatWasMadeGoes() {
        Set<AclBinding> before = Set.of(
                acl("User:writer", ResourceType.TOPIC, "*", PatternType.LITERAL, AclPermissionType.DENY),
                acl("User:writer", ResourceType.TOPIC, "own", PatternType.PREFIXED, AclPermissionType.ALLOW));
        Set<AclBinding> stopped = new HashSet<>(before);
        stopped.addAll(denials.missing(before));
        // somebody took one away while it was stopped, and the stop was tried again
        AclBinding taken = denials.missing(before).getFirst();
        stopped.remove(taken);
        stopped.addAll(denials.missing(stopped));

        assertThat(denials.isWhole(stopped)).isTrue();
        stopped.removeAll(denials.made(stopped));
        assertThat(stopped).isEqualTo(before);
    }

    @Test
    void aMarkThatIsNoneRemovesNothing() {
        Set<AclBinding> stopped = new HashSet<>(denials.missing(Set.of()));
        stopped.removeIf(acl -> acl.pattern().name().startsWith("levee-stopped-"));
        stopped.add(
                acl("User:other", ResourceType.GROUP, "levee-stopped-3f", PatternType.LITERAL, AclPermissionType.DENY));
        stopped.add(acl(
                "User:writer", ResourceType.TOPIC, "levee-stopped-3f", PatternType.LITERAL, AclPermissionType.DENY));
        stopped.add(acl(
                "User:writer", ResourceType.GROUP, "levee-stopped-3f", PatternType.PREFIXED, AclPermissionType.DENY));
        stopped.add(acl(
                "User:writer", ResourceType.GROUP, "levee-stopped-3f", PatternType.LITERAL, AclPermissionType.ALLOW));
        stopped.add(acl(
                "User:writer", ResourceType.GROUP, "levee-stopped-zz", PatternType.LITERAL, AclPermissionType.DENY));
        stopped.add(
                acl("User:writer", ResourceType.GROUP, "levee-stopped-", PatternType.LITERAL, AclPermissionType.DENY));
        assertThat(denials.made(stopped)).isEmpty();
    }

    private static AclBinding acl(
            String principal, ResourceType type, String name, PatternType pattern, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", AclOperation.ALL, permission));
    }
}
