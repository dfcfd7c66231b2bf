package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.OwnerReference;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Performs the protocol writes as the production adapter and the API server do together: a name
 * that is taken, an object that is gone, another UID or resourceVersion, a failed {@code test} are
 * all {@code Stale}.
 */
public final class ProtocolApi {
  private static final WriteOutcome STALE = new WriteOutcome.Stale();
  private static final WriteOutcome DONE = new WriteOutcome.Done(Optional.empty());
  private static final Map<String, String> OURS = Map.of(Mapping.MANAGED_BY, Mapping.MANAGER);

  private final Store store;

  ProtocolApi(Store store) {
    this.store = store;
  }

  WriteOutcome perform(ProtocolWrite write, String fieldManager) {
    return switch (write) {
      case ProtocolWrite.CreateSchedule create -> create(create.name(), create.content());
      case ProtocolWrite.UpdateSchedule update -> update(update.from(), update.to());
      case ProtocolWrite.DeleteSchedule delete ->
          delete(
              delete.schedule().name(),
              delete.schedule().uid(),
              delete.schedule().resourceVersion());
      case ProtocolWrite.DeleteLegacySchedule delete ->
          delete(
              delete.schedule().name(),
              delete.schedule().uid(),
              delete.schedule().resourceVersion());
      case ProtocolWrite.CreateBackstop create -> create(create);
      case ProtocolWrite.PutBackstopInEffect put -> putInEffect(put);
      case ProtocolWrite.DeleteBackstop delete -> delete(delete);
      case ProtocolWrite.SetReplicas set -> setReplicas(set, fieldManager);
      case ProtocolWrite.SetDeletionCost set -> setDeletionCost(set);
      case ProtocolWrite.SetMinReplicas set ->
          switch (set.autoscaler().kind()) {
            case HORIZONTAL_POD_AUTOSCALER -> setMinReplicas(set);
            case SCALED_OBJECT -> setMinReplicaCount(set);
          };
    };
  }

  private WriteOutcome create(String name, Schedule content) {
    Meta meta = Meta.of(new Key(Reads.OURS, name), OURS, null);
    ConfigMap stored = store.create(new ConfigMap(meta, ScheduleData.write(content)));
    return stored == null ? STALE : done(stored);
  }

  /** An update replaces labels and annotations as well. */
  private WriteOutcome update(StoredSchedule from, Schedule to) {
    ConfigMap current = current(from.name(), from.uid(), from.resourceVersion());
    if (current == null) {
      return STALE;
    }
    ConfigMap next =
        new ConfigMap(current.meta().manifest(OURS, Map.of()), ScheduleData.write(from, to));
    ConfigMap stored = store.replace(next);
    return stored == null ? STALE : done(stored);
  }

  private WriteOutcome delete(String name, String uid, String resourceVersion) {
    ConfigMap current = current(name, uid, resourceVersion);
    if (current == null) {
      return STALE;
    }
    store.remove(current);
    return DONE;
  }

  private WriteOutcome create(ProtocolWrite.CreateBackstop create) {
    DeploymentState deployment = create.deployment();
    Namespace namespace = store.get(Kind.NAMESPACE, Key.of(deployment.namespace()));
    if (namespace == null || namespace.meta().terminating()) {
      return new WriteOutcome.Refused("namespace " + deployment.namespace() + " is terminating");
    }
    Meta meta =
        Meta.of(
            new Key(deployment.namespace(), create.name()),
            OURS,
            new OwnerReference("Deployment", deployment.name(), deployment.uid()));
    DisruptionBudget stored =
        store.create(
            new DisruptionBudget(
                meta,
                LabelSelector.nothing(),
                1,
                DisruptionBudget.UNSET,
                true,
                DisruptionBudget.Status.NONE));
    return stored == null ? STALE : DONE;
  }

  private WriteOutcome putInEffect(ProtocolWrite.PutBackstopInEffect put) {
    DisruptionBudget current = current(put.backstop());
    if (current == null) {
      return STALE;
    }
    store.patch(current.with(put.selector()));
    return DONE;
  }

  private WriteOutcome delete(ProtocolWrite.DeleteBackstop delete) {
    DisruptionBudget current = current(delete.backstop());
    if (current == null) {
      return STALE;
    }
    store.remove(current);
    return DONE;
  }

  private @Nullable DisruptionBudget current(DisruptionBudgetState backstop) {
    DisruptionBudget current =
        store.get(Kind.DISRUPTION_BUDGET, new Key(backstop.namespace(), backstop.name()));
    return current != null && same(current.meta(), backstop.uid(), backstop.resourceVersion())
        ? current
        : null;
  }

  private WriteOutcome setReplicas(ProtocolWrite.SetReplicas set, String fieldManager) {
    Deployment current = store.get(Kind.DEPLOYMENT, Key.of(set.deployment().ref()));
    if (current == null
        || !same(current.meta(), set.deployment().uid(), set.deployment().resourceVersion())) {
      return STALE;
    }
    store.patch(
        current.with(set.replicas(), ScaleApi.managers(current, set.replicas(), fieldManager)));
    return DONE;
  }

  private WriteOutcome setDeletionCost(ProtocolWrite.SetDeletionCost set) {
    Pod current = store.get(Kind.POD, new Key(set.pod().namespace(), set.pod().name()));
    if (current == null || !same(current.meta(), set.pod().uid(), set.pod().resourceVersion())) {
      return STALE;
    }
    store.patch(
        current.with(
            current.meta().annotation(DeletionCosts.ANNOTATION, set.value().orElse(null))));
    return DONE;
  }

  /** A floor above the ceiling is 422 (autoscaling/validation). */
  private WriteOutcome setMinReplicas(ProtocolWrite.SetMinReplicas set) {
    Autoscaler current =
        store.get(Kind.AUTOSCALER, new Key(set.autoscaler().namespace(), set.autoscaler().name()));
    if (current == null
        || !same(current.meta(), set.autoscaler().uid(), set.autoscaler().resourceVersion())) {
      return STALE;
    }
    int floor = set.value().orElse(1);
    if (floor > current.maxReplicas()) {
      return new WriteOutcome.Refused(
          "spec.maxReplicas: must be greater than or equal to `minReplicas`");
    }
    store.patch(current.with(set.value().orElse(null), current.maxReplicas()));
    return DONE;
  }

  /** A minimum above the maximum is refused by KEDA's webhook (scaledobject_webhook.go). */
  private WriteOutcome setMinReplicaCount(ProtocolWrite.SetMinReplicas set) {
    ScaledObject current =
        store.get(
            Kind.SCALED_OBJECT, new Key(set.autoscaler().namespace(), set.autoscaler().name()));
    if (current == null
        || !same(current.meta(), set.autoscaler().uid(), set.autoscaler().resourceVersion())) {
      return STALE;
    }
    if (set.value().orElse(0) > current.maxReplicaCount()) {
      return new WriteOutcome.Refused("MinReplicaCount must be less than MaxReplicaCount");
    }
    store.patch(current.with(set.value().orElse(null)));
    return DONE;
  }

  private @Nullable ConfigMap current(String name, String uid, String resourceVersion) {
    ConfigMap current = store.get(Kind.CONFIG_MAP, new Key(Reads.OURS, name));
    return current != null && same(current.meta(), uid, resourceVersion) ? current : null;
  }

  private static boolean same(Meta meta, String uid, String resourceVersion) {
    return meta.uid().equals(uid) && resourceVersion.equals(Long.toString(meta.resourceVersion()));
  }

  private static WriteOutcome done(ConfigMap stored) {
    return new WriteOutcome.Done(
        Optional.of(
            Mapping.schedule(stored)
                .orElseThrow(
                    () -> new IllegalStateException("a schedule just written can't be read"))));
  }
}
