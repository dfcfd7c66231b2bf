package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Tells what becomes of the lower bound of an HPA. */
final class HpaSource implements Supplier<List<Happening>>, AutoCloseable {

  private static final String ACTOR = "HPA";

  private final List<Happening> fresh = new ArrayList<>();
  private final List<Integer> bounds = new ArrayList<>();
  private final Watch watch;

  private HpaSource(KubernetesClient client, HorizontalPodAutoscaler hpa) {
    watch = client.resource(hpa).watch(new Listener());
  }

  /** Makes one for a Deployment of this name, between 1 and 3 replicas, and watches it. */
  static HpaSource create(KubernetesClient client, String namespace, String deployment) {
    HorizontalPodAutoscaler hpa =
        new HorizontalPodAutoscalerBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(deployment)
            .endMetadata()
            .withNewSpec()
            .withMinReplicas(1)
            .withMaxReplicas(3)
            .withNewScaleTargetRef()
            .withApiVersion("apps/v1")
            .withKind("Deployment")
            .withName(deployment)
            .endScaleTargetRef()
            .endSpec()
            .build();
    return new HpaSource(client, client.resource(hpa).create());
  }

  @Override
  public synchronized List<Happening> get() {
    List<Happening> all = List.copyOf(fresh);
    fresh.clear();
    return all;
  }

  /** The values that minReplicas had, one after the other. */
  synchronized List<Integer> bounds() {
    return List.copyOf(bounds);
  }

  private synchronized void seen(HorizontalPodAutoscaler hpa) {
    int bound = hpa.getSpec().getMinReplicas();
    if (bounds.isEmpty()) {
      bounds.add(bound);
    } else if (bounds.getLast() != bound) {
      String what = "minReplicas goes from %d to %d".formatted(bounds.getLast(), bound);
      bounds.add(bound);
      fresh.add(new Happening(Instant.now(), ACTOR, what));
    }
  }

  @Override
  public void close() {
    watch.close();
  }

  private final class Listener implements Watcher<HorizontalPodAutoscaler> {
    @Override
    public void eventReceived(Action action, HorizontalPodAutoscaler hpa) {
      if (action == Action.ADDED || action == Action.MODIFIED) {
        seen(hpa);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      // The bounds are incomplete then, and the verdict says so.
    }
  }
}
