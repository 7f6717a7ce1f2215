package io.levee.adapters.doubles;

/// What a double answers.
public record HttpAnswer(int status, String contentType, String body) {
    public static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json", body);
    }

    public static HttpAnswer empty(int status) {
        return json(status, "");
    }
}
