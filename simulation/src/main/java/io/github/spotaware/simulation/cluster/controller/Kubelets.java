package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Timer;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kubelets of all nodes (kubelet/kubelet.go, status/status_manager.go): each starts its pods,
 * reports them Ready, stops those that are deleted, and then removes them. Pods may never become
 * Ready, crash, or end. On a node that was killed nothing is done, and what its pods' objects say
 * stays as it was. A pod whose exclusive claim is in use on another node waits for it.
 */
public final class Kubelets extends Controller {
  private static final long RETRY = VirtualTime.SECOND;

  /** What the kubelet knows of one pod: its container, whatever the API server was told. */
  private static final class Container {
    final Key key;
    final String uid;
    final String node;
    final PodLife life;
    boolean started;
    boolean stopping;
    @Nullable Timer next;

    Container(Pod pod, String node, PodLife life) {
      this.key = pod.meta().key();
      this.uid = pod.meta().uid();
      this.node = node;
      this.life = life;
    }

    void cancelNext() {
      if (next != null) {
        next.cancel();
      }
    }
  }

  private final Informer<Pod> pods;
  private final Settings settings;
  private final Map<String, Container> containers = new HashMap<>();
  private final Set<String> dead = new HashSet<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();

  public Kubelets(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.KUBELETS, settings);
    this.settings = settings;
    pods = informer(Kind.POD, pod -> pod.node() != null, Kubelets::matters, this::podChanged);
  }

  /** The machine dies; all that its kubelet was about to do is not done. */
  public void kill(String node) {
    if (dead.add(node)) {
      containers
          .values()
          .removeIf(container -> {
            boolean here = container.node.equals(node);
            if (here) {
              container.cancelNext();
            }
            return here;
          });
      listeners.forEach(listener -> listener.accept(node));
    }
  }

  /** The machine runs again, and starts its pods anew. */
  public void revive(String node) {
    if (dead.remove(node)) {
      listeners.forEach(listener -> listener.accept(node));
      for (Pod pod : new ArrayList<>(pods.all())) {
        if (node.equals(pod.node())) {
          enqueue(pod.meta().key());
        }
      }
    }
  }

  public boolean alive(String node) {
    return !dead.contains(node);
  }

  /** The container crashes: not Ready, and Ready again later. */
  public void crash(Key key) {
    Container container = find(key);
    if (container != null && container.started && !container.stopping) {
      container.cancelNext();
      Pod live = store.get(Kind.POD, key);
      int restarts = live == null ? 1 : live.restarts() + 1;
      report(container, PodPhase.RUNNING, false, restarts);
      becomeReadyLater(container, restarts);
    }
  }

  /** The pod ends for good. */
  public void finish(Key key) {
    Container container = find(key);
    if (container != null && container.started && !container.stopping) {
      container.cancelNext();
      report(container, PodPhase.FAILED, false, 0);
    }
  }

  /** Told each node that dies or comes back. */
  void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  private @Nullable Container find(Key key) {
    Pod pod = pods.get(key);
    return pod == null ? null : containers.get(pod.meta().uid());
  }

  /** It is bound, begins to terminate, or goes. */
  private static boolean matters(ChangeType type, @Nullable Pod before, Pod after) {
    return type != ChangeType.MODIFIED
        || before == null
        || before.meta().terminating() != after.meta().terminating();
  }

  private void podChanged(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (event.type() == ChangeType.DELETED) {
      Container gone = containers.remove(pod.meta().uid());
      if (gone != null) {
        gone.cancelNext();
      }
      return;
    }
    Container known = containers.get(pod.meta().uid());
    boolean news = known == null || (pod.meta().terminating() && !known.stopping);
    if (news && !pod.phase().terminal()) {
      enqueue(pod.meta().key());
    }
  }

  @Override
  protected boolean sync(Key key) {
    Pod pod = pods.get(key);
    if (pod == null || pod.node() == null || dead.contains(pod.node())) {
      return true;
    }
    Container known = containers.get(pod.meta().uid());
    if (pod.meta().terminating()) {
      stop(pod, pod.node(), known);
    } else if (known == null && !pod.phase().terminal()) {
      if (claimInUseElsewhere(pod)) {
        enqueueAfter(key, RETRY);
      } else {
        start(pod, pod.node());
      }
    }
    return true;
  }

  private void start(Pod pod, String node) {
    Container container = new Container(pod, node, settings.life(pod));
    containers.put(container.uid, container);
    boolean restarted = pod.phase() == PodPhase.RUNNING;
    int restarts = pod.restarts() + (restarted ? 1 : 0);
    then(
        container,
        container.life.start().draw(chance),
        () -> {
          container.started = true;
          report(container, PodPhase.RUNNING, false, restarts);
          if (!pod.template().broken() && !happens(container.life.neverReadyOneIn())) {
            becomeReadyLater(container, restarts);
          }
        });
  }

  private void becomeReadyLater(Container container, int restarts) {
    then(
        container,
        container.life.ready().draw(chance),
        () -> {
          report(container, PodPhase.RUNNING, true, restarts);
          if (happens(container.life.crashOneIn())) {
            later(container, () -> crash(container.key));
          } else if (happens(container.life.finishOneIn())) {
            later(container, () -> finish(container.key));
          }
        });
  }

  private void later(Container container, Runnable failure) {
    then(container, chance.between(VirtualTime.SECOND, 120 * VirtualTime.SECOND), failure);
  }

  private boolean happens(int oneIn) {
    return oneIn > 0 && chance.oneIn(oneIn);
  }

  private void stop(Pod pod, String node, @Nullable Container known) {
    Container container = known != null ? known : new Container(pod, node, settings.life(pod));
    if (container.stopping) {
      return;
    }
    container.stopping = true;
    containers.put(container.uid, container);
    container.cancelNext();
    long takes =
        container.started ? container.life.stop().draw(chance) : container.life.stop().min();
    then(container, takes, () -> api.pods().removeNow(container.key, container.uid));
  }

  /** The next thing in a container's life, which waits while the API server is away. */
  private void then(Container container, long nanos, Runnable action) {
    container.next =
        time.after(
            nanos,
            "kubelet",
            () -> {
              if (api.away()) {
                then(container, RETRY, action);
              } else {
                action.run();
              }
            });
  }

  private void report(Container container, PodPhase phase, boolean ready, int restarts) {
    api.pods().status(container.key, container.uid, phase, ready, restarts);
  }

  private boolean claimInUseElsewhere(Pod pod) {
    for (String claim : pod.template().claims()) {
      if (api.isExclusive(pod.meta().namespace(), claim)) {
        for (Pod other : pods.all()) {
          if (uses(other, claim, pod.meta().namespace())
              && !Objects.equals(other.node(), pod.node())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** It holds the volume: its container runs, or is about to. */
  private boolean uses(Pod pod, String claim, String namespace) {
    return pod.meta().namespace().equals(namespace)
        && pod.template().claims().contains(claim)
        && (pod.phase() == PodPhase.RUNNING || containers.containsKey(pod.meta().uid()));
  }
}
