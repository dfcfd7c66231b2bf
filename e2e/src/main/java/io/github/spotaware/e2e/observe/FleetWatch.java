package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@link ServingWatch} measures, for each Deployment of a namespace, by one watch of all its
 * pods: they carry {@code app: NAME}. A watch that broke is an error. Safe for use by several
 * threads.
 */
public final class FleetWatch implements AutoCloseable {

  private static final String LABEL = "app";

  private final Map<String, ServingHistory> byName = new ConcurrentHashMap<>();
  private final SteadyTime time = new SteadyTime();
  private final Watch watch;
  private volatile String broken = "";

  private FleetWatch(KubernetesClient client, String namespace) {
    watch = client.pods().inNamespace(namespace).withLabel(LABEL).watch(new Listener());
  }

  /** Starts to watch; closing it leaves the client open. */
  public static FleetWatch start(KubernetesClient client, String namespace) {
    return new FleetWatch(client, namespace);
  }

  /** Whose pod this is, by its label. */
  public static String deployment(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault(LABEL, "");
  }

  /** The Deployments that had no serving pod for a time since their first one, and for how long. */
  public Map<String, Duration> downtimes() {
    if (!broken.isEmpty()) {
      throw new EnvironmentException("the watch of the pods broke: " + broken);
    }
    Map<String, Duration> downtimes = new TreeMap<>();
    Instant now = time.now();
    byName.forEach((name, history) -> {
      if (history.everZero(now)) {
        downtimes.put(name, history.downtime(now));
      }
    });
    return downtimes;
  }

  /** The names of the pods of this Deployment that serve now. */
  public List<String> serving(String name) {
    return history(name).serving();
  }

  /** Every change of a stage of a pod of this Deployment, in order. */
  public List<PodChange> changes(String name) {
    return history(name).changes();
  }

  @Override
  public void close() {
    watch.close();
  }

  private ServingHistory history(String name) {
    return byName.computeIfAbsent(name, _ -> new ServingHistory());
  }

  private final class Listener implements Watcher<Pod> {
    @Override
    public void eventReceived(Action action, Pod pod) {
      ServingHistory history = history(deployment(pod));
      switch (action) {
        case ADDED, MODIFIED -> history.seen(pod, time.now());
        case DELETED -> history.gone(pod, time.now());
        case ERROR, BOOKMARK -> {}
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      broken = String.valueOf(cause.getMessage());
    }
  }
}
