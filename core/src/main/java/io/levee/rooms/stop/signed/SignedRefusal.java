package io.levee.rooms.stop.signed;

import io.levee.fault.Refusal;

/// Why an order that somebody signed was not obeyed.
public enum SignedRefusal implements Refusal {
    ORDER_MALFORMED("order-malformed", "sign it with `levee stop --offline`, and send it unchanged"),
    ORDER_NOT_SIGNED(
            "order-not-signed",
            "sign it with the key that `operators` in levee.yaml has for you; `levee operator-key`"),
    ORDER_TOO_OLD("order-too-old", "sign a new one: an order is obeyed within a day of its time"),
    ORDER_OVER("order-over", "two people resumed it; sign a new one to stop again");

    private final String code;
    private final String advice;

    SignedRefusal(String code, String advice) {
        this.code = code;
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
}
