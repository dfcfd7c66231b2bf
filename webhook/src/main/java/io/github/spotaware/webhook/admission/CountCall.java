package io.github.spotaware.webhook.admission;

import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.workload.FieldManagers;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One UPDATE of a Deployment or of its scale, as the API server asks about it; a PATCH or an apply
 * is one as well.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param write its names are real ones, which may become parts of URLs
 * @param managedFields as JSON, the object's {@code metadata.managedFields} with {@code f:replicas}
 *     given back to who had it before; empty where nobody is recorded
 * @param user who writes; empty when the API server doesn't say
 */
public record CountCall(String reviewUid, CountWrite write, String managedFields, String user)
    implements Reading {

  /** The ServiceAccounts of our own processes. */
  static final Set<String> OUR_USERS =
      FieldManagers.OURS.stream()
          .map(name -> "system:serviceaccount:" + ScheduleName.NAMESPACE + ":" + name)
          .collect(Collectors.toUnmodifiableSet());

  /** Checks the UID of the review. */
  public CountCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
  }
}
