package io.github.spotaware.simulation.process;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.webhook.eviction.WakeUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What wakes held evictions: lagging watches, opened for their first user, closed after the last.
 */
final class SimulatedWakeUps implements WakeUps {
  private static final Duration LINGER = Duration.ofSeconds(15);

  private static final class Shared {
    private final List<Informer<?>> informers = new ArrayList<>();
    private int users;
  }

  private final SimulatedProcess process;
  private final Listener listener;
  private final Map<DeploymentRef, Shared> open = new LinkedHashMap<>();

  SimulatedWakeUps(SimulatedProcess process, Listener listener) {
    this.process = process;
    this.listener = listener;
  }

  @Override
  public Use use(DeploymentRef ref, LabelSelector selector) {
    Shared shared = open.computeIfAbsent(ref, key -> watch(key, selector));
    shared.users++;
    boolean[] closed = {false};
    return () -> {
      if (!closed[0]) {
        closed[0] = true;
        shared.users--;
        var _ = process.timing().after(LINGER, () -> closeUnused(ref));
      }
    };
  }

  private Shared watch(DeploymentRef ref, LabelSelector selector) {
    Shared shared = new Shared();
    shared.informers.add(
        process
            .world()
            .api()
            .watches()
            .watch(
                process.name(),
                Kind.POD,
                pod ->
                    pod.meta().namespace().equals(ref.namespace())
                        && selector.matches(pod.meta().labels()),
                (type, before, after) ->
                    type != ChangeType.MODIFIED
                        || before == null
                        || before.phase() != after.phase()
                        || before.readySince() != after.readySince()
                        || before.meta().terminating() != after.meta().terminating(),
                _ -> listener.changed(ref),
                () -> listener.changed(ref)));
    shared.informers.add(watch(ref, Kind.REPLICA_SET));
    shared.informers.add(watch(ref, Kind.ENDPOINT_SLICE));
    shared.informers.add(watch(ref, Kind.DISRUPTION_BUDGET));
    return shared;
  }

  private <T extends ApiObject<T>> Informer<T> watch(DeploymentRef ref, Kind<T> kind) {
    return process
        .world()
        .api()
        .watches()
        .watch(
            process.name(),
            kind,
            object -> object.meta().namespace().equals(ref.namespace()),
            Interest.all(),
            event -> {
              if (concerns(event.object(), ref)) {
                listener.changed(ref.namespace(), workload -> workload.ref().equals(ref));
              }
            },
            () -> listener.changed(ref));
  }

  /** In the scenarios, what belongs to a Deployment is named after it. */
  private static boolean concerns(ApiObject<?> object, DeploymentRef ref) {
    return object.meta().name().startsWith(ref.name());
  }

  private void closeUnused(DeploymentRef ref) {
    Shared shared = open.get(ref);
    if (shared != null && shared.users == 0) {
      open.remove(ref);
      shared.informers.forEach(Informer::close);
    }
  }

  @Override
  public void close() {
    open.values().forEach(shared -> shared.informers.forEach(Informer::close));
    open.clear();
  }
}
