package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Scales Deployments as their HPAs ask for (podautoscaler/horizontal.go), every 15 s: into the
 * bounds at once; inside them to what the metrics ask for, where a lower count has to be asked for
 * during five minutes before it is set. The window holds past recommendations, not past counts: so
 * a bump by someone else is reverted in the next round. Which metrics there are is left out; what
 * they ask for is given. Without metrics it keeps to the bounds, and leaves what is inside them.
 */
public final class AutoscalerController extends Controller {
  /** The field manager of its writes to {@code deployments/scale}. */
  public static final String MANAGER = "kube-controller-manager";

  private static final long PERIOD = 15 * VirtualTime.SECOND;
  private static final long WINDOW = 300 * VirtualTime.SECOND;
  private static final int LEAST_SCALE_UP = 4;

  private record Recommendation(int replicas, long nanos) {}

  private final Informer<Autoscaler> autoscalers;
  private final Map<Key, Integer> wanted = new HashMap<>();
  private final Set<Key> withoutMetrics = new HashSet<>();
  private final Map<Key, Deque<Recommendation>> past = new HashMap<>();

  public AutoscalerController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.AUTOSCALER_CONTROLLER, settings);
    autoscalers = informer(Kind.AUTOSCALER, hpa -> true, Interest.all(), this::changed);
  }

  /** What the metrics of a Deployment ask for from now on; 1 where nothing was said. */
  public void wants(DeploymentRef target, int replicas) {
    wanted.put(Key.of(target), replicas);
  }

  /**
   * A Deployment has no metrics. Of its HPA nothing old is read: to raise the count to a floor that
   * is long restored is a mistake that no schedule could wait for, and only metrics undo it.
   */
  public void noMetrics(DeploymentRef target) {
    withoutMetrics.add(Key.of(target));
  }

  /** What the metrics of a Deployment ask for. */
  public int wanted(DeploymentRef target) {
    return wanted.getOrDefault(Key.of(target), 1);
  }

  /** A new one is looked at soon, each change with the next round. */
  private void changed(WatchEvent<Autoscaler> event) {
    Key key = event.object().meta().key();
    if (event.type() == ChangeType.DELETED) {
      past.remove(key);
    } else {
      enqueueAfter(key, PERIOD);
    }
  }

  @Override
  protected boolean sync(Key key) {
    Autoscaler hpa = autoscalers.get(key);
    if (hpa == null) {
      return true;
    }
    enqueueAfter(key, PERIOD);
    Key target = new Key(key.namespace(), hpa.target());
    if (withoutMetrics.contains(target)) {
      hpa = Objects.requireNonNullElse(store.get(Kind.AUTOSCALER, key), hpa);
    }
    Deployment deployment = store.get(Kind.DEPLOYMENT, target);
    if (deployment == null || (deployment.replicas() == 0 && hpa.floor() != 0)) {
      return true;
    }
    int replicas = desired(hpa, deployment);
    if (replicas != deployment.replicas()) {
      say(() -> "scales " + target + " from " + deployment.replicas() + " to " + replicas);
      api.scale()
          .update(
              target.ref(), replicas, MANAGER, deployment.meta().resourceVersion(), written -> {});
    }
    return true;
  }

  private int desired(Autoscaler hpa, Deployment deployment) {
    int current = deployment.replicas();
    Deque<Recommendation> recommended =
        past.computeIfAbsent(hpa.meta().key(), key -> first(current));
    if (current > hpa.maxReplicas()) {
      return hpa.maxReplicas();
    }
    if (current < hpa.floor()) {
      return hpa.floor();
    }
    if (withoutMetrics.contains(deployment.meta().key())) {
      return current;
    }
    int asked = wanted.getOrDefault(deployment.meta().key(), 1);
    int stable = stabilized(recommended, asked);
    int most = Math.min(hpa.maxReplicas(), Math.max(2 * current, LEAST_SCALE_UP));
    return Math.max(hpa.floor(), Math.min(stable, most));
  }

  private Deque<Recommendation> first(int current) {
    Deque<Recommendation> recommended = new ArrayDeque<>();
    recommended.add(new Recommendation(current, time.nanos()));
    return recommended;
  }

  /** The highest of the window (stabilizeRecommendation). */
  private int stabilized(Deque<Recommendation> recommended, int asked) {
    int highest = asked;
    recommended.removeIf(old -> old.nanos() < time.nanos() - WINDOW);
    for (Recommendation old : recommended) {
      highest = Math.max(highest, old.replicas());
    }
    recommended.add(new Recommendation(asked, time.nanos()));
    return highest;
  }
}
