package io.github.spotaware.simulation.cluster.object;

/** An IntOrString of a rolling update: a number of pods, or a percentage of the replicas. */
public record Bound(int value, boolean percent) {

  public static Bound pods(int value) {
    return new Bound(value, false);
  }

  public static Bound percent(int value) {
    return new Bound(value, true);
  }

  public int roundedUp(int replicas) {
    return percent ? Math.ceilDiv(value * replicas, 100) : value;
  }

  public int roundedDown(int replicas) {
    return percent ? Math.floorDiv(value * replicas, 100) : value;
  }
}
