package io.github.spotaware.simulation.process;

import io.github.spotaware.freshness.Freshness;
import io.github.spotaware.freshness.WatchState;
import io.github.spotaware.hold.Moment;
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
import java.time.Duration;
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
  private final List<Informer<?>> others = new ArrayList<>();
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
    others.add(
        watches.watch(
            process.name(),
            Kind.CONFIG_MAP,
            map -> Mapping.MANAGER.equals(map.meta().labels().get(Mapping.MANAGED_BY)),
            this::schedule,
            () -> {}));
    others.add(watches.watch(process.name(), Kind.NODE, node -> true, this::node, () -> {}));
  }

  /** Lists all of it anew. */
  void renew() {
    if (deployments != null) {
      deployments.renew();
    }
    others.forEach(Informer::renew);
  }

  /** The Deployments have been listed and their watch is open, whenever that was. */
  boolean watching() {
    return deployments != null && deployments.watching();
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

  /** Changes reach each process in its own time, and not through a watch. */
  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public boolean current() {
    return deployments != null
        && Freshness.doubt(state(deployments), process.pulse(), now()).isEmpty();
  }

  private WatchState state(Informer<?> informer) {
    Moment asked = at(informer.listAskedAt());
    return new WatchState(
        informer.synced(),
        informer.watching(),
        asked,
        asked,
        at(informer.heardAt()),
        Optional.empty());
  }

  private Moment at(long nanos) {
    return now().plus(Duration.ofNanos(nanos - now().nanos()));
  }

  private Moment now() {
    return process.timing().now();
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
