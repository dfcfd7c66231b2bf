package io.github.spotaware.e2e.fault;

import java.time.Duration;

/** How a call goes on. */
sealed interface Course {
  Course GO_ON = new Late(Duration.ZERO);

  /** As without a fault, after some time. */
  record Late(Duration time) implements Course {}

  /** Not any further: it is answered with this HTTP status, as the API server fails. */
  record Failed(int status) implements Course {}

  /** Its connection is closed, without an answer. */
  record Cut() implements Course {}
}
