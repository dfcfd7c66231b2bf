package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.workload.OwnerReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the status of PodDisruptionBudgets (disruption/disruption.go): how many more disruptions
 * they allow, by its caches. What the eviction handler let go counts as disrupted until it is seen
 * to terminate, or for two minutes. The status is written by compare-and-swap, so that an allowance
 * used meanwhile is not given back.
 */
public final class DisruptionController extends Controller {
  private static final long DELETION_TIMEOUT = 120 * VirtualTime.SECOND;

  private final Informer<DisruptionBudget> budgets;
  private final Informer<Pod> pods;
  private final Informer<ReplicaSet> sets;
  private final Informer<Deployment> deployments;

  public DisruptionController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.DISRUPTION_CONTROLLER, settings);
    budgets =
        informer(
            Kind.DISRUPTION_BUDGET,
            budget -> true,
            Interest.all(),
            event -> enqueue(event.object().meta().key()));
    pods = informer(Kind.POD, pod -> true, DisruptionController::matters, this::podChanged);
    sets = cache(Kind.REPLICA_SET);
    deployments = cache(Kind.DEPLOYMENT);
  }

  /** It comes, goes, becomes healthy or not, or is covered by others. */
  private static boolean matters(ChangeType type, @Nullable Pod before, Pod after) {
    return type != ChangeType.MODIFIED
        || before == null
        || before.ready() != after.ready()
        || before.active() != after.active()
        || !before.meta().labels().equals(after.meta().labels());
  }

  private void podChanged(WatchEvent<Pod> event) {
    for (DisruptionBudget budget : budgets.all()) {
      if (budget.covers(event.object())) {
        enqueue(budget.meta().key());
      }
    }
  }

  @Override
  protected boolean sync(Key key) {
    DisruptionBudget budget = budgets.get(key);
    if (budget == null) {
      return true;
    }
    List<Pod> covered = new ArrayList<>();
    for (Pod pod : pods.all()) {
      if (budget.covers(pod)) {
        covered.add(pod);
      }
    }
    Map<String, Long> disrupted = stillDisrupted(budget, covered);
    DisruptionBudget.Status status = status(budget, covered, disrupted);
    if (!disrupted.isEmpty()) {
      enqueueAfter(key, DELETION_TIMEOUT);
    }
    return status.equals(budget.status()) || store.replace(budget.with(status)) != null;
  }

  private Map<String, Long> stillDisrupted(DisruptionBudget budget, List<Pod> covered) {
    Map<String, Long> disrupted = new LinkedHashMap<>();
    for (Pod pod : covered) {
      Long since = budget.status().disruptedPods().get(pod.meta().name());
      if (since != null && !pod.meta().terminating() && since + DELETION_TIMEOUT > time.nanos()) {
        disrupted.put(pod.meta().name(), since);
      }
    }
    return Collections.unmodifiableMap(disrupted);
  }

  private DisruptionBudget.Status status(
      DisruptionBudget budget, List<Pod> covered, Map<String, Long> disrupted) {
    int healthy = 0;
    for (Pod pod : covered) {
      if (pod.ready() && pod.active() && !disrupted.containsKey(pod.meta().name())) {
        healthy++;
      }
    }
    boolean byAvailable = budget.minAvailable() != DisruptionBudget.UNSET;
    int expected = byAvailable ? covered.size() : expectedPods(covered);
    int desired =
        byAvailable ? budget.minAvailable() : Math.max(0, expected - budget.maxUnavailable());
    int allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
    return new DisruptionBudget.Status(
        budget.meta().generation(), allowed, healthy, desired, expected, disrupted);
  }

  /** What the controllers of the pods want in all (getExpectedScale). */
  private int expectedPods(List<Pod> covered) {
    Set<String> seen = new LinkedHashSet<>();
    int expected = 0;
    for (Pod pod : covered) {
      ReplicaSet set = owner(sets, pod.meta());
      if (set != null) {
        expected += scale(set, seen);
      }
    }
    return expected;
  }

  private int scale(ReplicaSet set, Set<String> seen) {
    Deployment deployment = owner(deployments, set.meta());
    String uid = deployment == null ? set.meta().uid() : deployment.meta().uid();
    if (!seen.add(uid)) {
      return 0;
    }
    return deployment == null ? set.replicas() : deployment.replicas();
  }

  /** The controller of an object as the cache shows it; null where that is not the one meant. */
  private static <T extends ApiObject<T>> @Nullable T owner(Informer<T> cache, Meta meta) {
    OwnerReference reference = meta.owner();
    if (reference == null) {
      return null;
    }
    T owner = cache.get(new Key(meta.namespace(), reference.name()));
    return owner != null && owner.meta().uid().equals(reference.uid()) ? owner : null;
  }
}
