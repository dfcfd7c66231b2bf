package io.github.spotaware.webhook.admission;

/**
 * A request that is no admission review we can judge. The API server takes any status but 200 as a
 * failure of the webhook and applies its failurePolicy; the text is for whoever reads its log.
 *
 * @param status an HTTP status of 400 to 499
 * @param text what is wrong and what is expected, one line
 */
public record Rejection(int status, String text) implements Reading {
  /** Checks the status and that there is a text. */
  public Rejection {
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException("status " + status + " is no client error");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("a rejection says what is wrong");
    }
  }

  /** 400: the body can't be understood. */
  static Rejection malformed(String text) {
    return new Rejection(400, text);
  }

  /** 405: a method other than POST. */
  public static Rejection wrongMethod(String method) {
    return new Rejection(405, "method " + method + "; expected POST with an AdmissionReview");
  }

  /** 413: a body over {@link AdmissionReviews#MAX_BYTES}. */
  public static Rejection tooLarge() {
    return new Rejection(
        413, "the body is larger than 3 MiB, which no AdmissionReview of an eviction is");
  }

  /** 415: a body that does not say that it is JSON. */
  static Rejection wrongType(String contentType) {
    String got = contentType.isBlank() ? "no Content-Type" : "Content-Type " + contentType;
    return new Rejection(415, got + "; expected application/json");
  }
}
