package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.DeleteApi;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.PodApi;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Timer;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the pods of nodes with a NoExecute taint (tainteviction/taint_eviction.go): at once, or
 * after the 300 s for which every pod tolerates not-ready and unreachable
 * (plugin/admission/defaulttolerationseconds). A taint that goes away in time spares them.
 */
public final class TaintEvictionController extends Controller {
  private static final long TOLERATION = 300 * VirtualTime.SECOND;
  private static final int TRIES = 5;
  private static final long PAUSE = VirtualTime.SECOND / 100;

  private final Informer<Node> nodes;
  private final Informer<Pod> pods;
  private final Map<String, Timer> deletions = new HashMap<>();
  private final SchedulingRules rules;
  private @Nullable DeleteApi admitted;

  public TaintEvictionController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.TAINT_EVICTION_CONTROLLER, settings);
    rules = settings.schedulingRules();
    nodes = informer(Kind.NODE, node -> true, Interest.generation(), this::nodeChanged);
    pods = informer(Kind.POD, pod -> pod.node() != null, Interest.existence(), this::podChanged);
  }

  /** From now on webhooks are asked; a failed delete is tried five times in all, then given up. */
  public void deleteThrough(DeleteApi api) {
    admitted = api;
  }

  private void deleteThrough(DeleteApi through, Pod pod, int triesLeft) {
    var _ =
        through.delete(
            EvictionRequest.delete(pod.meta().key(), null, false, "taint manager"),
            result -> {
              boolean failed = result.code() != 200 && result.code() != 404;
              if (failed && triesLeft > 1) {
                time.after(
                    PAUSE, "taint eviction", () -> deleteThrough(through, pod, triesLeft - 1));
              }
            });
  }

  private void nodeChanged(WatchEvent<Node> event) {
    Node before = event.before();
    Node node = event.object();
    if (event.type() == ChangeType.ADDED
        ? !node.taints().isEmpty()
        : before != null && !before.taints().equals(node.taints())) {
      enqueue(node.meta().key());
    }
  }

  private void podChanged(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (event.type() == ChangeType.DELETED) {
      cancel(pod);
    } else if (event.type() == ChangeType.ADDED && pod.node() != null) {
      Node node = nodes.get(Key.of(pod.node()));
      if (node != null && !node.taints().isEmpty()) {
        enqueue(node.meta().key());
      }
    }
  }

  @Override
  protected boolean sync(Key key) {
    Node node = nodes.get(key);
    for (Pod pod : pods.all()) {
      if (key.name().equals(pod.node())) {
        if (node == null || !executes(node, pod)) {
          cancel(pod);
        } else {
          delete(pod, toleration(node, pod));
        }
      }
    }
    return true;
  }

  private void delete(Pod pod, long after) {
    Timer known = deletions.get(pod.meta().uid());
    if (pod.meta().terminating() || (known != null && known.pending() && after > 0)) {
      return;
    }
    cancel(pod);
    deletions.put(pod.meta().uid(), time.after(after, "taint eviction", () -> deleteNow(pod)));
  }

  private void deleteNow(Pod pod) {
    if (api.away()) {
      delete(pod, VirtualTime.SECOND);
      return;
    }
    say(() -> "deletes " + pod.meta().key());
    DeleteApi through = admitted;
    if (through != null) {
      deleteThrough(through, pod, TRIES);
    } else {
      api.pods().delete(pod.meta().key(), pod.meta().uid(), PodApi.ANY_VERSION);
    }
  }

  private void cancel(Pod pod) {
    Timer known = deletions.remove(pod.meta().uid());
    if (known != null) {
      known.cancel();
    }
  }

  private boolean executes(Node node, Pod pod) {
    for (Taint taint : node.taints()) {
      if (taint.effect() == Taint.Effect.NO_EXECUTE && !rules.stays(pod, taint)) {
        return true;
      }
    }
    return false;
  }

  /** How long each pod tolerates what the node has. */
  private long toleration(Node node, Pod pod) {
    for (Taint taint : node.taints()) {
      if (taint.effect() == Taint.Effect.NO_EXECUTE
          && !taint.key().equals(Taint.NOT_READY)
          && !taint.key().equals(Taint.UNREACHABLE)
          && !rules.stays(pod, taint)) {
        return 0;
      }
    }
    return TOLERATION;
  }
}
