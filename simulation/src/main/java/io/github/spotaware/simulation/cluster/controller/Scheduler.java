package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts pods on nodes (scheduler/schedule_one.go): on one that its cache shows schedulable, with
 * room, and with no other pod of the template where that has a hostPort; among these, on one with
 * the fewest pods. A pod that fits nowhere waits until a node changes or a pod goes. Tolerations,
 * affinity, preemption and resources other than the number of pods are left out.
 */
public final class Scheduler extends Controller {
  private final Informer<Pod> pods;
  private final Informer<Node> nodes;
  private final Set<Key> waiting = new LinkedHashSet<>();
  private final SchedulingRules rules;

  /** Bound by us, but not in the cache yet (internal/cache/cache.go, AssumePod). */
  private final Map<Key, Pod> assumed = new LinkedHashMap<>();

  public Scheduler(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.SCHEDULER, settings);
    rules = settings.schedulingRules();
    pods = informer(Kind.POD, pod -> !pod.phase().terminal(), Scheduler::matters, this::podChanged);
    nodes = informer(Kind.NODE, node -> true, Interest.all(), event -> wakeAll());
  }

  /** It comes, gets its node, or goes. */
  private static boolean matters(ChangeType type, @Nullable Pod before, Pod after) {
    return type != ChangeType.MODIFIED
        || before == null
        || after.phase().terminal()
        || !Objects.equals(before.node(), after.node());
  }

  private void podChanged(WatchEvent<Pod> event) {
    Key key = event.object().meta().key();
    if (event.type() == ChangeType.DELETED) {
      assumed.remove(key);
      waiting.remove(key);
      wakeAll();
    } else if (event.object().node() != null) {
      assumed.remove(key);
    } else if (!waiting.contains(key)) {
      enqueue(key);
    }
  }

  private void wakeAll() {
    for (Key key : waiting) {
      enqueue(key);
    }
    waiting.clear();
  }

  @Override
  protected boolean sync(Key key) {
    Pod pod = pods.get(key);
    if (pod == null || pod.node() != null || pod.meta().terminating() || assumed.containsKey(key)) {
      return true;
    }
    List<Node> best = best(pod);
    if (best.isEmpty()) {
      waiting.add(key);
      rules.waits(pod);
      return true;
    }
    String node = chance.pick(best).meta().name();
    if (api.pods().bind(key, pod.meta().uid(), node)) {
      say(() -> "binds " + key + " to " + node);
      assumed.put(key, pod.onNode(node));
    }
    return true;
  }

  /** Of the nodes where it fits and that it prefers, those that have the fewest pods. */
  private List<Node> best(Pod pod) {
    List<Node> best = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    for (Node node : nodes.all()) {
      int present = rules.takes(node, pod) ? podsOn(node.meta().name(), pod) : Integer.MAX_VALUE;
      if (present < node.capacity() && rules.fits(pod, node)) {
        int preference = rules.preference(pod, node);
        if (preference > highest || (preference == highest && present < fewest)) {
          best.clear();
          highest = preference;
          fewest = present;
        }
        if (preference == highest && present == fewest) {
          best.add(node);
        }
      }
    }
    return best;
  }

  /** How many pods are there; as good as full where the hostPort is taken. */
  private int podsOn(String node, Pod wanting) {
    int present = 0;
    for (Pod pod : pods.all()) {
      Pod known = assumed.getOrDefault(pod.meta().key(), pod);
      if (node.equals(known.node())) {
        present++;
        if (wanting.template().hostPort() && sameApp(known, wanting)) {
          return Integer.MAX_VALUE;
        }
      }
    }
    return present;
  }

  private static boolean sameApp(Pod a, Pod b) {
    return a.meta().namespace().equals(b.meta().namespace())
        && a.template().labels().equals(b.template().labels());
  }
}
