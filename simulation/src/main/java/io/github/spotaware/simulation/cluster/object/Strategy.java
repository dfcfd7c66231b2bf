package io.github.spotaware.simulation.cluster.object;

/**
 * How a Deployment replaces its pods (deployment_util.go, MaxSurge, MaxUnavailable and
 * ResolveFenceposts).
 *
 * @param recreate the old pods go first; the bounds then mean nothing
 */
public record Strategy(boolean recreate, Bound maxSurge, Bound maxUnavailable) {

  /** What the API server puts where it is unset. */
  public static final Strategy DEFAULT = rolling(Bound.percent(25), Bound.percent(25));

  public static final Strategy RECREATE = new Strategy(true, Bound.pods(0), Bound.pods(0));

  public static Strategy rolling(Bound maxSurge, Bound maxUnavailable) {
    return new Strategy(false, maxSurge, maxUnavailable);
  }

  public int maxSurge(int replicas) {
    return recreate ? 0 : maxSurge.roundedUp(replicas);
  }

  /** Where both bounds come to nothing it is one: otherwise no rollout would ever move. */
  public int maxUnavailable(int replicas) {
    if (recreate || replicas == 0) {
      return 0;
    }
    int down = unbounded(replicas);
    return Math.min(down, replicas);
  }

  /** The same without the cut at the number of replicas. */
  public int unbounded(int replicas) {
    int down = maxUnavailable.roundedDown(replicas);
    return down == 0 && maxSurge.roundedUp(replicas) == 0 ? 1 : down;
  }
}
