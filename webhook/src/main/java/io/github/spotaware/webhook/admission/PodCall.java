package io.github.spotaware.webhook.admission;

import io.github.spotaware.placement.NewPod;
import java.util.Set;

/**
 * One CREATE of a pod, as the API server asks about it. A dry run is asked about and answered in
 * the same way: an answer has no side effect.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param name the pod's, or the beginning of the one that will be generated: for people
 * @param present which of {@link PreferenceList#parents} there are in the pod
 */
public record PodCall(String reviewUid, NewPod pod, String name, Set<String> present)
    implements Reading {

  /** Checks the UID of the review, and copies. */
  public PodCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
    present = Set.copyOf(present);
  }
}
