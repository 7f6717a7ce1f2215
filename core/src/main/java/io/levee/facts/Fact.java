package io.levee.facts;

/// Something that happened or was decided.
public sealed interface Fact permits CallFact, IdentityFact, OrganisationFact, ReplicaFact, StopFact {
    /// Which room's business it is; projections follow whole families.
    default Family family() {
        return switch (this) {
            case CallFact _ -> Family.CALL;
            case IdentityFact _ -> Family.IDENTITY;
            case OrganisationFact _ -> Family.ORGANISATION;
            case ReplicaFact _ -> Family.REPLICA;
            case StopFact _ -> Family.STOP;
        };
    }

    enum Family {
        CALL,
        IDENTITY,
        ORGANISATION,
        REPLICA,
        STOP
    }
}
