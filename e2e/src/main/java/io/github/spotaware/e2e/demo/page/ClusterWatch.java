package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.demo.Audience;
import io.github.spotaware.schedule.ScheduleName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at a cluster through a client: nodes, namespaces, Deployments, pods and Events of all
 * namespaces, the ConfigMaps of the project's; and at processes, from time to time. None of it ends
 * where the API server is away for a while.
 */
final class ClusterWatch implements Audience.Watching {

  private static final int PERIOD_MILLIS = 200;

  private final Broadcast broadcast;
  private final InstantSource clock;
  private final List<? extends SharedIndexInformer<?>> informers;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("page-processes").daemon().unstarted(task));

  ClusterWatch(
      KubernetesClient client,
      Supplier<List<ProcessStatus>> processes,
      Broadcast broadcast,
      InstantSource clock) {
    this.broadcast = broadcast;
    this.clock = clock;
    informers =
        Stream.of(
                informer(client.nodes()),
                informer(client.namespaces()),
                informer(client.apps().deployments().inAnyNamespace()),
                informer(client.pods().inAnyNamespace()),
                informer(client.configMaps().inNamespace(ScheduleName.NAMESPACE)),
                informer(client.events().v1().events().inAnyNamespace()))
            .toList();
    informers.forEach(SharedIndexInformer::start);
    var _ =
        ticker.scheduleWithFixedDelay(
            () -> {
              List<ProcessStatus> now = processes.get();
              broadcast.change(state -> state.running(now));
            },
            0,
            PERIOD_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private <T extends HasMetadata> SharedIndexInformer<T> informer(Informable<T> objects) {
    SharedIndexInformer<T> informer = objects.runnableInformer(0);
    informer.exceptionHandler((started, failure) -> true);
    informer.addEventHandler(new Handler<>());
    return informer;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    informers.forEach(SharedIndexInformer::close);
  }

  private final class Handler<T extends HasMetadata> implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
      seen(object);
    }

    @Override
    public void onUpdate(T before, T object) {
      seen(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      Instant at = clock.instant();
      broadcast.change(state -> state.gone(object, at));
    }

    private void seen(T object) {
      Instant at = clock.instant();
      broadcast.change(state -> state.seen(object, at));
    }
  }
}
