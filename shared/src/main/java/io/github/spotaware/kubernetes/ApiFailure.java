package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.surge.WriteOutcome;
import java.util.stream.Stream;

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
   * The JSON Patch library's text. The API server's own message says nothing; it passes the text on
   * as a cause (apiserver handlers/patch.go).
   */
  private static boolean isFailedTest(KubernetesClientException e) {
    Stream<String> causes =
        e.getStatus() == null || e.getStatus().getDetails() == null
            ? Stream.empty()
            : e.getStatus().getDetails().getCauses().stream().map(StatusCause::getMessage);
    return Stream.concat(Stream.ofNullable(e.getMessage()), causes)
        .anyMatch(text -> text != null && text.contains("testing value"));
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
