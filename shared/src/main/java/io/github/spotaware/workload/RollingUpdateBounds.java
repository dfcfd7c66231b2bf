package io.github.spotaware.workload;

import java.util.regex.Pattern;

/**
 * {@code spec.strategy.rollingUpdate} of a Deployment: how far a rollout may go from the wanted
 * count. Each is a whole number, or a percentage of that count.
 *
 * @param maxUnavailable how many pods may be missing
 * @param maxSurge how many there may be beyond it
 */
public record RollingUpdateBounds(String maxUnavailable, String maxSurge) {
  /** First of the constants: the one below checks itself by it. */
  private static final Pattern BOUND = Pattern.compile("[0-9]{1,10}%?");

  /** What the API server puts where one is unset. */
  public static final String DEFAULT_BOUND = "25%";

  /** Both unset. */
  public static final RollingUpdateBounds DEFAULT =
      new RollingUpdateBounds(DEFAULT_BOUND, DEFAULT_BOUND);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is neither a number nor a percentage
   */
  public RollingUpdateBounds {
    if (!isBound(maxUnavailable) || !isBound(maxSurge)) {
      throw new IllegalArgumentException(
          "maxUnavailable " + maxUnavailable + ", maxSurge " + maxSurge);
    }
  }

  /** Whether this is a number or a percentage. */
  public static boolean isBound(String text) {
    return BOUND.matcher(text).matches();
  }

  /**
   * How many pods a rollout of so many replicas may take away: percentages are rounded down, those
   * of maxSurge up, and where both come to zero it is one (deployment_util.go, ResolveFenceposts).
   */
  public int maxUnavailableOf(int replicas) {
    long unavailable = scaled(maxUnavailable, replicas, false);
    long surge = scaled(maxSurge, replicas, true);
    long taken = unavailable == 0 && surge == 0 ? 1 : unavailable;
    return (int) Math.min(taken, Integer.MAX_VALUE);
  }

  private static long scaled(String bound, int replicas, boolean roundUp) {
    if (!bound.endsWith("%")) {
      return Long.parseLong(bound);
    }
    long hundredths = Long.parseLong(bound.substring(0, bound.length() - 1)) * replicas;
    return roundUp ? Math.ceilDiv(hundredths, 100) : Math.floorDiv(hundredths, 100);
  }
}
