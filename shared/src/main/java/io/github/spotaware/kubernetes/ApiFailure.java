package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.surge.WriteOutcome;

/** The one classifier of what can go wrong with a request to the API server. */
public enum ApiFailure {
  NOT_FOUND,
  /** 409: a stale resourceVersion, a wrong UID, or a name that is taken. */
  CONFLICT,
  /** 422 from a JSON Patch whose {@code test} did not hold. */
  TEST_FAILED,
  /** 410: a watch or a list has to start anew. */
  EXPIRED,
  /** 400, 403 and other answers that a repetition does not change. */
  REFUSED,
  /** No answer, 429 or 5xx: the request may or may not have taken effect. */
  UNAVAILABLE;

  private static final String PATCH_NOT_APPLIED =
      "the server rejected our request due to an error in our request";

  public static ApiFailure of(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 404 -> NOT_FOUND;
      case 409 -> CONFLICT;
      case 410 -> EXPIRED;
      case 422 -> isFailedTest(e) ? TEST_FAILED : REFUSED;
      case 429 -> UNAVAILABLE;
      default -> e.getCode() >= 400 && e.getCode() < 500 ? REFUSED : UNAVAILABLE;
    };
  }

  /**
   * The API server keeps what the JSON Patch library says to itself: it answers with this text and
   * no cause (apiserver handlers/patch.go, apimachinery errors.NewGenericServerResponse). An object
   * that is invalid, or an admission webhook that says 422, has a message of its own.
   */
  private static boolean isFailedTest(KubernetesClientException e) {
    Status status = e.getStatus();
    return status != null
        && PATCH_NOT_APPLIED.equals(status.getMessage())
        && (status.getDetails() == null || status.getDetails().getCauses().isEmpty());
  }

  /** How a write that failed like this has ended. */
  WriteOutcome outcome(String message) {
    return switch (this) {
      case NOT_FOUND, CONFLICT, TEST_FAILED, EXPIRED -> new WriteOutcome.Stale();
      case REFUSED -> new WriteOutcome.Refused(message);
      case UNAVAILABLE -> new WriteOutcome.Unavailable(message);
    };
  }

  /** The server's words where there are some. */
  public static String message(Exception e) {
    if (e instanceof KubernetesClientException k
        && k.getStatus() != null
        && k.getStatus().getMessage() != null) {
      return k.getStatus().getMessage();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
