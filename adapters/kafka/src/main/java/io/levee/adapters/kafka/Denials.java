package io.levee.adapters.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/// The ACLs that deny one user everything there is. In Kafka a denial goes before what any pattern allows.
///
/// Which of them Levee made is in one more ACL, the mark: it denies a group that nobody has, whose name says which were
/// missing before. They are made in one request and removed in one, so a user that somebody else had denied stays so.
///
/// @see <a href="https://kafka.apache.org/documentation/#security_authz">Authorization and ACLs</a>
record Denials(String user) {
    static final String USER = "User:";

    private static final String MARK = "levee-stopped-";
    private static final String EVERY = "*";

    /// In this order they are the bits of the mark, so nothing is ever put between.
    private static final List<ResourcePattern> EVERYTHING = List.of(
            every(ResourceType.TOPIC),
            every(ResourceType.GROUP),
            new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
            every(ResourceType.TRANSACTIONAL_ID),
            every(ResourceType.DELEGATION_TOKEN),
            every(ResourceType.USER));

    /// Finds all ACLs of the user.
    AclBindingFilter all() {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(USER + user, null, AclOperation.ANY, AclPermissionType.ANY));
    }

    /// What is to be made, the mark with it.
    List<AclBinding> missing(Set<AclBinding> present) {
        List<AclBinding> missing = new ArrayList<>();
        int bits = 0;
        for (int i = 0; i < EVERYTHING.size(); i++) {
            AclBinding denial = denial(EVERYTHING.get(i));
            if (!present.contains(denial)) {
                missing.add(denial);
                bits |= 1 << i;
            }
        }
        if (!missing.isEmpty()) {
            missing.add(denial(group(MARK + Integer.toHexString(bits))));
        }
        return missing;
    }

    boolean isWhole(Set<AclBinding> present) {
        return EVERYTHING.stream().map(this::denial).allMatch(present::contains);
    }

    /// What Levee made of them, the marks with it.
    List<AclBinding> made(Collection<AclBinding> present) {
        List<AclBinding> marks =
                present.stream().filter(it -> bits(it).isPresent()).toList();
        int bits = marks.stream().flatMap(it -> bits(it).stream()).reduce(0, (a, b) -> a | b);
        List<AclBinding> made = new ArrayList<>(marks);
        for (int i = 0; i < EVERYTHING.size(); i++) {
            if ((bits & 1 << i) != 0) {
                made.add(denial(EVERYTHING.get(i)));
            }
        }
        return made;
    }

    AclBinding allows(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL), entry(operation, AclPermissionType.ALLOW));
    }

    private Optional<Integer> bits(AclBinding binding) {
        String name = binding.pattern().name();
        if (!name.matches(MARK + "[0-9a-f]{1,2}") || !binding.equals(denial(group(name)))) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(name.substring(MARK.length()), 16));
    }

    private AclBinding denial(ResourcePattern pattern) {
        return new AclBinding(pattern, entry(AclOperation.ALL, AclPermissionType.DENY));
    }

    private AccessControlEntry entry(AclOperation operation, AclPermissionType permission) {
        return new AccessControlEntry(USER + user, EVERY, operation, permission);
    }

    private static ResourcePattern group(String name) {
        return new ResourcePattern(ResourceType.GROUP, name, PatternType.LITERAL);
    }

    private static ResourcePattern every(ResourceType type) {
        return new ResourcePattern(type, EVERY, PatternType.LITERAL);
    }
}
