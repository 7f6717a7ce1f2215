package io.levee.facts;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Something that happened or was decided.
public sealed interface Fact
        permits ApprovalFact,
                CallFact,
                ContractFact,
                DecoyFact,
                IdentityFact,
                JobFact,
                LabelFact,
                ModelFact,
                OrganisationFact,
                ReplicaFact,
                ReviewFact,
                StopFact,
                WorkloadFact {
    /// Which room's business it is; projections follow whole families.
    default Family family() {
        return switch (this) {
            case ApprovalFact _ -> Family.APPROVAL;
            case CallFact _ -> Family.CALL;
            case ContractFact _ -> Family.CONTRACT;
            case DecoyFact _ -> Family.DECOY;
            case IdentityFact _ -> Family.IDENTITY;
            case JobFact _ -> Family.JOB;
            case LabelFact _ -> Family.LABEL;
            case ModelFact _ -> Family.MODEL;
            case OrganisationFact _ -> Family.ORGANISATION;
            case ReplicaFact _ -> Family.REPLICA;
            case ReviewFact _ -> Family.REVIEW;
            case StopFact _ -> Family.STOP;
            case WorkloadFact _ -> Family.WORKLOAD;
        };
    }

    /// What it is about, so that everything about one thing can be found: a decision, a stop, a
    /// token, an agent; the `subject` of its CloudEvent.
    default String subject() {
        return switch (this) {
            case ApprovalFact approval -> approval.approval().value();
            case CallFact call -> call.decision().value();
            case ContractFact contract -> contract.decision().value();
            case DecoyFact.Touched touched -> touched.decoy();
            case IdentityFact identity -> identity.about();
            case JobFact job -> job.job().value();
            case LabelFact label -> label.session().value();
            case ModelFact.Used used -> used.decision().value();
            case OrganisationFact.Loaded loaded -> loaded.revision();
            case OrganisationFact.Rejected rejected -> rejected.kept();
            case ReplicaFact _ -> "replica";
            case ReviewFact review -> review.review().value();
            case StopFact.Ordered ordered -> ordered.stop().value();
            case StopFact.Executed executed -> executed.stop().value();
            case StopFact.Verified verified -> verified.stop().value();
            case StopFact.Alarmed alarmed -> alarmed.scope().toString();
            case StopFact.Refused refused -> refused.scope().toString();
            case StopFact.ResumeProposed proposed -> proposed.stop().value();
            case StopFact.Resumed resumed -> resumed.stop().value();
            case StopFact.Expired expired -> expired.stop().value();
            case StopFact.Drilled _ -> "drill";
            case StopFact.ResumeRefused refused -> refused.stop().value();
            case WorkloadFact workload -> workload.workload().value();
        };
    }

    enum Family {
        APPROVAL,
        CALL,
        CONTRACT,
        DECOY,
        IDENTITY,
        JOB,
        LABEL,
        MODEL,
        ORGANISATION,
        REPLICA,
        REVIEW,
        STOP,
        WORKLOAD;

        /// As people write it: `stop`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Fails, with all words that there are, on a word that is none.
        public static Family of(String word) {
            return Arrays.stream(values())
                    .filter(family -> family.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("`%s` is no family: write one of %s"
                            .formatted(
                                    word,
                                    Arrays.stream(values()).map(Family::word).collect(Collectors.joining(", ")))));
        }
    }
}
