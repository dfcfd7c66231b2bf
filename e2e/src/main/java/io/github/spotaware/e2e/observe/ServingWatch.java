package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Watches the pods of one selector and measures downtime: the time in which not one pod is Ready
 * and not terminating, counted from when the first one was. One watch sees all changes in the order
 * of their commits, so not even the shortest gap escapes it. Where the watch broke it says so
 * instead of answering. Safe for use by several threads.
 */
public final class ServingWatch implements AutoCloseable {

  private static final Duration LIST_BOUND = Duration.ofSeconds(60);

  private final ServingHistory history = new ServingHistory();
  private final SteadyTime time = new SteadyTime();
  private final FilterWatchListDeletable<Pod, PodList, PodResource> pods;
  private final boolean overOutages;
  private volatile Watch watch;
  private volatile boolean closed;
  private volatile String broken = "";

  private ServingWatch(
      KubernetesClient client,
      String namespace,
      Map<String, String> selector,
      boolean overOutages) {
    this.overOutages = overOutages;
    pods = client.pods().inNamespace(namespace).withLabels(selector);
    watch = pods.watch(new Listener());
  }

  /** Starts to watch the pods that carry all these labels; closing it leaves the client open. */
  public static ServingWatch start(
      KubernetesClient client, String namespace, Map<String, String> selector) {
    return new ServingWatch(client, namespace, selector, false);
  }

  /**
   * The same for a time in which the API server is started anew: then the watch may be told that
   * its version is too old, and lists the pods. A pod that came and went meanwhile is not seen, and
   * the order of what happened meanwhile is not known: what came is taken to have come first.
   */
  static ServingWatch startOverOutages(
      KubernetesClient client, String namespace, Map<String, String> selector) {
    return new ServingWatch(client, namespace, selector, true);
  }

  /** From now on counts what comes from now on; the pods that are there stay known. */
  public void markStart() {
    history.countFrom(time.now());
  }

  /** How long no pod served, up to now; exactly zero if there was no such time. */
  public Duration downtime() {
    check();
    return history.downtime(time.now());
  }

  /** Whether there was a time when no pod served, however short. */
  public boolean everZero() {
    check();
    return history.everZero(time.now());
  }

  /** The highest number of pods at a time that were neither terminating nor ended. */
  public int maxActive() {
    check();
    return history.maxActive(time.now());
  }

  /** The names of the pods that serve now. */
  public List<String> serving() {
    check();
    return history.serving();
  }

  /** Waits until exactly so many pods serve. */
  public void awaitServing(int count, Duration bound) {
    Await.until(count + " serving pods", Deadline.after(bound), () -> serving().size() == count);
  }

  /** Every change of a pod's stage, in order, also those from before the mark. */
  public List<PodChange> changes() {
    return history.changes();
  }

  /** Ends the watch; what it has seen stays. */
  @Override
  public void close() {
    closed = true;
    watch.close();
  }

  private void startAnew() {
    Await.until("the pods to be listed", Deadline.after(LIST_BOUND), this::isStartedAnew);
  }

  private boolean isStartedAnew() {
    try {
      PodList now = pods.list();
      history.listed(now.getItems(), time.now());
      watch = pods.watch(listedAt(now), new Listener());
      return true;
    } catch (KubernetesClientException e) {
      return closed;
    }
  }

  private static ListOptions listedAt(PodList list) {
    return new ListOptionsBuilder()
        .withResourceVersion(list.getMetadata().getResourceVersion())
        .build();
  }

  private void check() {
    if (!broken.isEmpty()) {
      throw new EnvironmentException("the watch of the pods broke: " + broken);
    }
  }

  private final class Listener implements Watcher<Pod> {
    @Override
    public void eventReceived(Action action, Pod pod) {
      switch (action) {
        case ADDED, MODIFIED -> history.seen(pod, time.now());
        case DELETED -> history.gone(pod, time.now());
        case ERROR, BOOKMARK -> {}
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      if (overOutages && cause.isHttpGone()) {
        Thread.ofVirtual().name("serving-watch").start(ServingWatch.this::startAnew);
      } else {
        broken = String.valueOf(cause.getMessage());
      }
    }
  }
}
