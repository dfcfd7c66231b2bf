package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.object.Pod;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pods a ReplicaSet gives up first (controller_utils.go, ActivePodsWithRanks.Less): those
 * without a node, Pending, not Ready, of a lower deletion cost, with more siblings on the node,
 * more recently Ready, restarted more often, newer. Ages are compared by the power of two of their
 * nanoseconds; within one, the UID decides.
 */
final class VictimOrder implements Comparator<Pod> {
  private final Map<String, Integer> siblings = new HashMap<>();
  private final long now;

  /**
   * @param related the active pods of all ReplicaSets of the same Deployment
   */
  VictimOrder(List<Pod> related, long now) {
    this.now = now;
    for (Pod pod : related) {
      siblings.merge(node(pod), 1, Integer::sum);
    }
  }

  @Override
  public int compare(Pod a, Pod b) {
    if ((a.node() == null) != (b.node() == null)) {
      return a.node() == null ? -1 : 1;
    }
    if (a.phase() != b.phase()) {
      return a.phase().compareTo(b.phase());
    }
    if (a.ready() != b.ready()) {
      return a.ready() ? 1 : -1;
    }
    int byCost = Integer.compare(cost(a.deletionCost()), cost(b.deletionCost()));
    if (byCost != 0) {
      return byCost;
    }
    int bySiblings = Integer.compare(rank(b), rank(a));
    if (bySiblings != 0) {
      return bySiblings;
    }
    if (a.ready() && b.ready() && a.readySince() != b.readySince()) {
      return byAge(a, b, a.readySince(), b.readySince());
    }
    if (a.restarts() != b.restarts()) {
      return Integer.compare(b.restarts(), a.restarts());
    }
    return a.meta().created() == b.meta().created()
        ? 0
        : byAge(a, b, a.meta().created(), b.meta().created());
  }

  /** The younger goes first, if it is younger by a power of two. */
  private int byAge(Pod a, Pod b, long sinceA, long sinceB) {
    int byRank = Integer.compare(logarithm(now - sinceA), logarithm(now - sinceB));
    return byRank != 0 ? byRank : a.meta().uid().compareTo(b.meta().uid());
  }

  private static int logarithm(long nanos) {
    return nanos > 0 ? 63 - Long.numberOfLeadingZeros(nanos) : -1;
  }

  private int rank(Pod pod) {
    return siblings.getOrDefault(node(pod), 0);
  }

  private static String node(Pod pod) {
    return pod.node() == null ? "" : pod.node();
  }

  /** What cannot be read counts as none (apis/core/helper, GetDeletionCostFromPodAnnotations). */
  static int cost(@Nullable String annotation) {
    if (annotation == null) {
      return 0;
    }
    boolean oddStart =
        annotation.startsWith("+") || (annotation.startsWith("0") && annotation.length() > 1);
    if (oddStart) {
      return 0;
    }
    try {
      return Integer.parseInt(annotation);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
