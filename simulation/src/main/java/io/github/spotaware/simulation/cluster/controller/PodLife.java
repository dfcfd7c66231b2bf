package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;

/**
 * How pods live on their nodes.
 *
 * @param start from the binding to a running container
 * @param ready from the running container to Ready
 * @param stop from the deletion to the end of the container; at most the grace period of 30 s
 * @param neverReadyOneIn one pod in so many never becomes Ready; 0 for none
 * @param crashOneIn one pod in so many crashes once it is Ready, and comes back; 0 for none
 * @param finishOneIn one pod in so many ends for good once it is Ready; 0 for none
 */
public record PodLife(
    Pace start, Pace ready, Pace stop, int neverReadyOneIn, int crashOneIn, int finishOneIn) {

  /** What a pod gets where it asks for nothing else (terminationGracePeriodSeconds). */
  private static final long GRACE = 30 * VirtualTime.SECOND;

  public PodLife {
    if (stop.max() > GRACE) {
      throw new IllegalArgumentException("a container is killed after its grace period of 30 s");
    }
  }

  /** As kwok plays it in the end-to-end tests: Ready after 3 s, gone after 1 s, no failures. */
  public static final PodLife STEADY =
      new PodLife(
          Pace.fixedMillis(1_000), Pace.fixedMillis(2_000), Pace.fixedMillis(1_000), 0, 0, 0);

  /** Quick or slow, mostly without failures. */
  public static PodLife drawn(Chance chance) {
    boolean slow = chance.oneIn(6);
    boolean failing = chance.oneIn(5);
    return new PodLife(
        slow ? Pace.ofMillis(500, 8_000, 60_000) : Pace.ofMillis(200, 2_000, 8_000),
        slow ? Pace.ofMillis(500, 15_000, 90_000) : Pace.ofMillis(100, 4_000, 15_000),
        chance.oneIn(3) ? Pace.ofMillis(500, 15_000, 30_000) : Pace.ofMillis(100, 1_500, 5_000),
        failing ? 8 : 0,
        failing ? 6 : 0,
        failing ? 12 : 0);
  }
}
