package io.github.spotaware.config;

import io.github.spotaware.selector.KubernetesNames;
import io.github.spotaware.selector.LabelSelector;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a user can set, complete and valid. Ranges are those of {@link IntRange}, both ends
 * included.
 *
 * @param namespaces which namespaces are in scope
 * @param protectedLabels selects the Deployments to protect; never {@link
 *     LabelSelector#everything()}
 * @param scaleUpDelay how long a node signal must last before it surges, 0 to 3600 s; an eviction
 *     never waits for it
 * @param scaleDownDelay from the last disruption or handoff to the scale-down, 0 to 86400 s
 * @param checkInterval between two safety-net passes, 1 to 3600 s
 * @param holdTime how long one eviction call may be kept open ({@code hold-seconds}), 1 to 27 s
 * @param maxConcurrentHolds open holds per webhook replica, 0 to 1000
 * @param maxHold after which a held pod is let go, 1 to 86400 s; it may be less than {@code
 *     holdTime}
 * @param unsurgeablePolicy for Deployments that can't run two pods
 * @param disruptionTaints taint keys that make a node a leaving one, iterated in sorted order; at
 *     least one
 * @param nodeSelector the nodes to watch
 * @param scaleDownMode when a surge is undone
 * @param replacementNodePreference the nodes a replacement prefers; {@link
 *     LabelSelector#everything()} for none
 * @param surgeGuard keep two replicas against writers of one until the handoff is done
 * @param guardDeletes hold direct pod deletes as evictions are held
 * @param backstopPdb keep a PodDisruptionBudget for each protected Deployment
 * @param dryRun decide and report, but start no surge
 */
public record Configuration(
    NamespaceScope namespaces,
    LabelSelector protectedLabels,
    Duration scaleUpDelay,
    Duration scaleDownDelay,
    Duration checkInterval,
    Duration holdTime,
    int maxConcurrentHolds,
    Duration maxHold,
    UnsurgeablePolicy unsurgeablePolicy,
    Set<String> disruptionTaints,
    LabelSelector nodeSelector,
    ScaleDownMode scaleDownMode,
    LabelSelector replacementNodePreference,
    boolean surgeGuard,
    boolean guardDeletes,
    boolean backstopPdb,
    boolean dryRun) {

  /** {@code DeletionCandidateOfClusterAutoscaler} is left out: a candidate often stays. */
  private static final Set<String> DEFAULT_TAINTS =
      Set.of(
          "aws-node-termination-handler/spot-itn",
          "aws-node-termination-handler/scheduled-maintenance",
          "aws-node-termination-handler/asg-lifecycle-termination",
          "aws-node-termination-handler/rebalance-recommendation",
          "karpenter.sh/disrupted",
          "karpenter.sh/disruption",
          "ToBeDeletedByClusterAutoscaler",
          "cloud.google.com/impending-node-termination",
          "node.cloudprovider.kubernetes.io/shutdown",
          "node.kubernetes.io/out-of-service",
          "node.kubernetes.io/unreachable",
          "node.kubernetes.io/not-ready");

  private static final Configuration DEFAULTS =
      new Configuration(
          NamespaceScope.all(),
          LabelSelector.parse("spot-aware=enabled"),
          Duration.ZERO,
          Duration.ofSeconds(300),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          24,
          Duration.ofSeconds(600),
          UnsurgeablePolicy.ALLOW,
          DEFAULT_TAINTS,
          LabelSelector.everything(),
          ScaleDownMode.DELAYED,
          LabelSelector.everything(),
          true,
          false,
          false,
          false);

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message names its key
   */
  public Configuration {
    IntRange.SCALE_UP_DELAY.requireSeconds(ConfigurationKeys.SCALE_UP_DELAY, scaleUpDelay);
    IntRange.SCALE_DOWN_DELAY.requireSeconds(ConfigurationKeys.SCALE_DOWN_DELAY, scaleDownDelay);
    IntRange.CHECK_INTERVAL.requireSeconds(ConfigurationKeys.CHECK_INTERVAL, checkInterval);
    IntRange.HOLD_SECONDS.requireSeconds(ConfigurationKeys.HOLD_SECONDS, holdTime);
    IntRange.MAX_CONCURRENT_HOLDS.require(
        ConfigurationKeys.MAX_CONCURRENT_HOLDS, maxConcurrentHolds);
    IntRange.MAX_HOLD.requireSeconds(ConfigurationKeys.MAX_HOLD, maxHold);
    if (protectedLabels.isEverything()) {
      throw new IllegalArgumentException(
          ConfigurationKeys.PROTECTED_LABELS + " is empty and would select every Deployment");
    }
    // Sorted, not Set.copyOf: what iterates it must not depend on a hash seed.
    disruptionTaints = Collections.unmodifiableSortedSet(new TreeSet<>(disruptionTaints));
    if (disruptionTaints.isEmpty()) {
      throw new IllegalArgumentException(ConfigurationKeys.DISRUPTION_TAINTS + " is empty");
    }
    for (String taint : disruptionTaints) {
      KubernetesNames.keyProblem(taint)
          .ifPresent(problem -> {
            throw new IllegalArgumentException("taint key \"" + taint + "\": " + problem);
          });
    }
  }

  /** What holds where the user sets nothing. */
  public static Configuration defaults() {
    return DEFAULTS;
  }

  /**
   * Whether the namespace of this name is in scope; {@code kube-system} and {@code spot-scaling}
   * never are.
   */
  public boolean inScope(String namespace) {
    return namespaces.contains(namespace);
  }

  /** Whether a Deployment with these labels of its own, in this namespace, is to be protected. */
  public boolean protects(String namespace, Map<String, String> labels) {
    return inScope(namespace) && protectedLabels.matches(labels);
  }

  /** A builder that begins with these values. */
  public ConfigurationBuilder toBuilder() {
    return new ConfigurationBuilder(this);
  }
}
