package io.levee.ledger;

import io.levee.identity.Names;

/// Names the log of one replica, as in the first line of a C2SP checkpoint: `acme/replica-1`.
public record Origin(String organisation, String replica) {
    public Origin {
        Names.check("organisation", organisation);
        Names.check("replica", replica);
    }

    public static Origin parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("`%s` is no origin: write `organisation/replica`".formatted(text));
        }
        return new Origin(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return organisation + "/" + replica;
    }
}
