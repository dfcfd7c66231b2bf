package io.github.spotaware.workload;

/** Where the lower bound is written that an autoscaler keeps to, in the words of its API. */
public enum AutoscalerKind {
  HORIZONTAL_POD_AUTOSCALER("HorizontalPodAutoscaler", "minReplicas", "maxReplicas"),

  /**
   * KEDA's: its operator makes an HPA from it and writes its own bounds back into that one
   * (keda/controllers/keda/hpa.go, updateHPAIfNeeded).
   */
  SCALED_OBJECT("ScaledObject", "minReplicaCount", "maxReplicaCount");

  private final String text;
  private final String minimum;
  private final String maximum;

  AutoscalerKind(String text, String minimum, String maximum) {
    this.text = text;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** As in {@code kind:}. */
  public String text() {
    return text;
  }

  /** The field of its {@code spec} that holds the lower bound. */
  public String minimum() {
    return minimum;
  }

  /** The field of its {@code spec} that holds the upper bound. */
  public String maximum() {
    return maximum;
  }
}
