package io.github.spotaware.simulation.process;

import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process' watches, which lag: labelled Deployments, schedules, and nodes. */
final class WatchedCluster implements Watched {
  private final SimulatedProcess process;
  private final Map<DeploymentRef, Labelled> labelled = new LinkedHashMap<>();
  private final Map<String, StoredSchedule> schedules = new LinkedHashMap<>();
  private @Nullable Informer<Deployment> deployments;

  WatchedCluster(SimulatedProcess process) {
    this.process = process;
  }

  void open() {
    var watches = process.world().api().watches();
    var labels = process.configuration().protectedLabels();
    deployments =
        watches.watch(
            process.name(),
            Kind.DEPLOYMENT,
            deployment -> labels.matches(deployment.meta().labels()),
            this::deployment,
            () -> {});
    var _ =
        watches.watch(
            process.name(),
            Kind.CONFIG_MAP,
            map -> Mapping.MANAGER.equals(map.meta().labels().get(Mapping.MANAGED_BY)),
            this::schedule,
            () -> {});
    var _ = watches.watch(process.name(), Kind.NODE, node -> true, this::node, () -> {});
  }

  private void node(WatchEvent<Node> event) {
    if (event.type() == ChangeType.DELETED) {
      process.nodeGone(event.object().meta().name());
    } else {
      process.nodeSeen(Mapping.node(event.object()));
    }
  }

  private void deployment(WatchEvent<Deployment> event) {
    DeploymentRef ref = event.object().ref();
    if (event.type() == ChangeType.DELETED) {
      labelled.remove(ref);
    } else {
      labelled.put(ref, new Labelled(ref, event.object().selector(), event.object().replicas()));
    }
    process.changed(ref);
  }

  private void schedule(WatchEvent<ConfigMap> event) {
    String name = event.object().meta().name();
    if (event.type() == ChangeType.DELETED) {
      StoredSchedule gone = schedules.remove(name);
      if (gone != null) {
        process.changed(gone.content().deployment());
      }
      return;
    }
    Mapping.schedule(event.object())
        .ifPresent(stored -> {
          schedules.put(name, stored);
          process.changed(stored.content().deployment());
        });
  }

  @Override
  public boolean current() {
    return deployments != null && deployments.watching();
  }

  @Override
  public Collection<Labelled> labelled() {
    return new ArrayList<>(labelled.values());
  }

  @Override
  public List<Labelled> labelledIn(String namespace) {
    List<Labelled> found = new ArrayList<>();
    for (Labelled one : labelled.values()) {
      if (one.ref().namespace().equals(namespace)) {
        found.add(one);
      }
    }
    return found;
  }

  @Override
  public Optional<Labelled> labelled(DeploymentRef ref) {
    return Optional.ofNullable(labelled.get(ref));
  }

  @Override
  public Set<String> namespaces() {
    Set<String> namespaces = new LinkedHashSet<>();
    labelled.keySet().forEach(ref -> namespaces.add(ref.namespace()));
    return namespaces;
  }

  @Override
  public Collection<StoredSchedule> schedules() {
    return new ArrayList<>(schedules.values());
  }
}
