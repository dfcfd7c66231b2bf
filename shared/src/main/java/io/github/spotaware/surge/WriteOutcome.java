package io.github.spotaware.surge;

import io.github.spotaware.schedule.StoredSchedule;
import java.util.Optional;

/** How a {@link ProtocolWrite} ended. */
public sealed interface WriteOutcome {

  /**
   * It is persisted.
   *
   * @param schedule as stored now, where a schedule was written
   */
  record Done(Optional<StoredSchedule> schedule) implements WriteOutcome {}

  /** What it named has changed or is gone (404, 409, a failed {@code test}): read again. */
  record Stale() implements WriteOutcome {}

  /** The API server said no (403, 422, another admission webhook): trying at once is no use. */
  record Refused(String message) implements WriteOutcome {}

  /** No answer, 429 or 5xx. It may have been persisted all the same: read again, a little later. */
  record Unavailable(String message) implements WriteOutcome {}
}
