package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.selector.LabelSelector;
import java.util.Map;

/**
 * A PodDisruptionBudget.
 *
 * @param minAvailable {@link #UNSET} where maxUnavailable counts
 * @param maxUnavailable {@link #UNSET} where minAvailable counts
 * @param alwaysAllow unhealthyPodEvictionPolicy AlwaysAllow
 */
public record DisruptionBudget(
    Meta meta,
    LabelSelector selector,
    int minAvailable,
    int maxUnavailable,
    boolean alwaysAllow,
    Status status)
    implements ApiObject<DisruptionBudget> {

  public static final int UNSET = -1;

  /**
   * What the disruption controller writes, and the eviction handler after it.
   *
   * @param disruptedPods names of pods that the eviction handler let go, and when, in nanoseconds
   *     of virtual time; the controller has not seen them go yet
   */
  public record Status(
      long observedGeneration,
      int disruptionsAllowed,
      int currentHealthy,
      int desiredHealthy,
      int expectedPods,
      Map<String, Long> disruptedPods) {
    public static final Status NONE = new Status(0, 0, 0, 0, 0, Map.of());
  }

  @Override
  public Kind<DisruptionBudget> kind() {
    return Kind.DISRUPTION_BUDGET;
  }

  @Override
  public DisruptionBudget with(Meta newMeta) {
    return new DisruptionBudget(
        newMeta, selector, minAvailable, maxUnavailable, alwaysAllow, status);
  }

  public DisruptionBudget with(Status newStatus) {
    return new DisruptionBudget(
        meta, selector, minAvailable, maxUnavailable, alwaysAllow, newStatus);
  }

  public DisruptionBudget with(int newMinAvailable, int newMaxUnavailable) {
    return new DisruptionBudget(
        meta, selector, newMinAvailable, newMaxUnavailable, alwaysAllow, status);
  }

  public DisruptionBudget with(LabelSelector newSelector) {
    return new DisruptionBudget(
        meta, newSelector, minAvailable, maxUnavailable, alwaysAllow, status);
  }

  /** An empty selector selects every pod, and none selects no pod (policy/v1). */
  public boolean covers(Pod pod) {
    return meta.namespace().equals(pod.meta().namespace()) && selector.matches(pod.meta().labels());
  }

  @Override
  public boolean sameSpec(DisruptionBudget before) {
    return selector.equals(before.selector)
        && minAvailable == before.minAvailable
        && maxUnavailable == before.maxUnavailable;
  }

  @Override
  public String summary() {
    return "allows "
        + status.disruptionsAllowed()
        + ", healthy "
        + status.currentHealthy()
        + " of "
        + status.desiredHealthy()
        + (status.disruptedPods().isEmpty() ? "" : ", disrupted " + status.disruptedPods());
  }
}
