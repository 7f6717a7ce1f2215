package io.levee.adapters.kafka.admin;

import io.levee.fault.Refusal;

/// Why an operation on a cluster is refused. The detail beside it names what was asked.
public enum KafkaRefusal implements Refusal {
    NAME_INVALID(
            "name-invalid", 422, "use letters, digits, `.`, `_` and `-`; a name stands for one user, topic or prefix"),
    TOPIC_NOT_AGENTS(
            "topic-not-agents", 403, "only topics that begin as the bounds say; ask the Kafka team for any other"),
    TOPIC_EXISTS("topic-exists", 409, "there is one with other settings: alter it, or take another name"),
    TOPIC_MISSING("topic-missing", 404, "create it first"),
    TOPICS_TOO_MANY("topics-too-many", 409, "delete topics that nobody uses"),
    BOUND_MISSING(
            "bound-missing", 422, "set `retention.bytes` and `segment.bytes`: without them a topic fills the disk"),
    CONFIG_NOT_ALLOWED("config-not-allowed", 403, "leave it out, or ask the Kafka team"),
    CONFIG_OUT_OF_BOUNDS("config-out-of-bounds", 422, "choose a value within the bounds"),
    PARTITIONS_OUT_OF_BOUNDS("partitions-out-of-bounds", 422, "choose a number within the bounds; it can only grow"),
    DISK_SHARE_EXCEEDED(
            "disk-share-exceeded",
            409,
            "choose less retention, fewer partitions or a smaller quota, or delete topics that nobody uses"),
    USER_UNTOUCHABLE("user-untouchable", 403, "name one user that is an application or an agent"),
    QUOTA_NOT_ALLOWED("quota-not-allowed", 403, "set `producer_byte_rate` or `consumer_byte_rate`"),
    QUOTA_OUT_OF_BOUNDS("quota-out-of-bounds", 422, "choose a rate within the bounds"),
    QUOTA_MISSING("quota-missing", 409, "set the user's own `producer_byte_rate` first"),
    CHANGE_UNKNOWN("change-unknown", 404, "only the last changes since the start can be undone, each once"),
    NOTHING_TO_UNDO("nothing-to-undo", 409, "what was done says why it cannot be undone");

    private final String code;
    private final int status;
    private final String advice;

    KafkaRefusal(String code, int status, String advice) {
        this.code = code;
        this.status = status;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String advice() {
        return advice;
    }

    /// Of HTTP.
    public int status() {
        return status;
    }
}
