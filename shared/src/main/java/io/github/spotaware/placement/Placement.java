package io.github.spotaware.placement;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import java.util.List;

/** What comes of looking at a pod that is about to be created. */
public sealed interface Placement {
  /** It is no replacement of a surge: nothing is added. */
  record Unchanged() implements Placement {}

  /**
   * It is to prefer some nodes. Nothing is required of any: a replacement that runs on a poor node
   * is better than one that is Pending.
   *
   * @param deployment whose replacement it is
   * @param siblings selects the Deployment's pods, whose nodes it avoids
   * @param avoided the names of nodes to avoid, in the same order each time
   * @param preferred the nodes to prefer; {@link LabelSelector#everything()} for none
   */
  record Preferences(
      DeploymentRef deployment,
      LabelSelector siblings,
      List<String> avoided,
      LabelSelector preferred)
      implements Placement {
    /** Copies. */
    public Preferences {
      avoided = List.copyOf(avoided);
    }
  }
}
