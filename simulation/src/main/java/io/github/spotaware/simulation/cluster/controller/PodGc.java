package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
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
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Removes by force what no kubelet will remove (podgc/gc_controller.go): the pods of nodes that do
 * not exist, after a quarantine of 40 s and at the next of its rounds of 20 s; and those that
 * terminate on a node that is out of service.
 */
public final class PodGc extends Controller {
  private static final long ROUND = 20 * VirtualTime.SECOND;
  private static final long QUARANTINE = 40 * VirtualTime.SECOND;

  private final Informer<Node> nodes;
  private final Informer<Pod> pods;

  public PodGc(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.POD_GC, settings);
    nodes = informer(Kind.NODE, node -> true, Interest.all(), this::nodeChanged);
    pods = informer(Kind.POD, pod -> pod.node() != null, PodGc::matters, this::podChanged);
  }

  private void nodeChanged(WatchEvent<Node> event) {
    Node node = event.object();
    if (event.type() == ChangeType.DELETED || node.hasTaint(Taint.OUT_OF_SERVICE)) {
      enqueueAfter(node.meta().key(), nextRound(event.type() == ChangeType.DELETED));
    }
  }

  /** It is bound, or begins to terminate. */
  private static boolean matters(ChangeType type, @Nullable Pod before, Pod after) {
    return type == ChangeType.ADDED
        || before == null
        || before.meta().terminating() != after.meta().terminating();
  }

  /** It was put on a node that is gone, or terminates on one that is out of service. */
  private void podChanged(WatchEvent<Pod> event) {
    String name = event.object().node();
    if (event.type() == ChangeType.DELETED || name == null) {
      return;
    }
    Node node = nodes.get(Key.of(name));
    if (node == null || (node.hasTaint(Taint.OUT_OF_SERVICE) && !node.ready())) {
      enqueueAfter(Key.of(name), nextRound(node == null));
    }
  }

  private long nextRound(boolean quarantine) {
    long earliest = time.nanos() + (quarantine ? QUARANTINE : 0);
    return (earliest / ROUND + 1) * ROUND - time.nanos();
  }

  @Override
  protected boolean sync(Key key) {
    Node node = store.get(Kind.NODE, key);
    boolean outOfService = node != null && !node.ready() && node.hasTaint(Taint.OUT_OF_SERVICE);
    if (node != null && !outOfService) {
      return true;
    }
    for (Pod pod : new ArrayList<>(pods.all())) {
      boolean here = key.name().equals(pod.node());
      if (here && (node == null || pod.meta().terminating())) {
        say(() -> "removes " + pod.meta().key());
        api.pods().removeNow(pod.meta().key(), pod.meta().uid());
      }
    }
    return true;
  }
}
