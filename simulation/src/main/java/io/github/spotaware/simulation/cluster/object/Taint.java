package io.github.spotaware.simulation.cluster.object;

/** A taint of a node. */
public record Taint(String key, Effect effect) {
  /** What it does to pods without a toleration. */
  public enum Effect {
    PREFER_NO_SCHEDULE,
    NO_SCHEDULE,
    NO_EXECUTE
  }

  public static final String NOT_READY = "node.kubernetes.io/not-ready";
  public static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  public static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";
}
