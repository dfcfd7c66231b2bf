package io.github.spotaware.webhook.admission;

/** What was sent is no AdmissionReview that can be answered; the message says what is wrong. */
class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String problem) {
    super(problem);
  }
}
