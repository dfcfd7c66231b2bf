package io.github.spotaware.validation;

import io.github.spotaware.workload.AutoscalerState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is around a Deployment. What could not be read is as if it were not there: a warning is left
 * out then, and none is made up.
 *
 * @param surging it has a schedule
 * @param exclusiveClaims of its claims, those that only one node or one pod can use
 * @param autoscaler the HPA whose target it is, or the ScaledObject that this one is made from
 * @param unread what could not be read, and why, for the log
 */
public record Surroundings(
    boolean surging,
    Set<String> exclusiveClaims,
    Optional<AutoscalerState> autoscaler,
    List<String> unread) {

  /** Copies. */
  public Surroundings {
    exclusiveClaims = Set.copyOf(exclusiveClaims);
    unread = List.copyOf(unread);
  }

  /** Where nothing is read. */
  public static Surroundings fromMemory(boolean surging) {
    return new Surroundings(surging, Set.of(), Optional.empty(), List.of());
  }
}
