package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.api.Reads;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.cluster.object.Service;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users put beside a Deployment: Services, budgets, HPAs; and what they do to our schedules by
 * hand. Each call is one write at this instant; it answers whether it took effect.
 *
 * <p>Whether the API server is away, the caller has to look.
 */
public final class Policies {
  private final ApiServer api;
  private final Store store;

  Policies(ApiServer api) {
    this.api = api;
    store = api.store();
  }

  /** A Service over the pods of a Deployment. */
  public boolean createService(DeploymentRef ref, String name) {
    Meta meta = Meta.of(new Key(ref.namespace(), name));
    return store.create(new Service(meta, Users.selectorOf(ref))) != null;
  }

  public boolean deleteService(String namespace, String name) {
    return delete(Kind.SERVICE, new Key(namespace, name));
  }

  /** One of the two is {@link DisruptionBudget#UNSET}. */
  public boolean createBudget(
      DeploymentRef ref, String name, int minAvailable, int maxUnavailable, boolean alwaysAllow) {
    Meta meta = Meta.of(new Key(ref.namespace(), name));
    return store.create(
            new DisruptionBudget(
                meta,
                Users.selectorOf(ref),
                minAvailable,
                maxUnavailable,
                alwaysAllow,
                DisruptionBudget.Status.NONE))
        != null;
  }

  /**
   * The same after admission.
   *
   * @param selector whose pods it is for
   * @param stored run when it is there
   */
  public void createBudget(
      DeploymentRef ref, String name, LabelSelector selector, Runnable stored) {
    api.budgets()
        .create(
            new DisruptionBudget(
                Meta.of(new Key(ref.namespace(), name)),
                selector,
                1,
                DisruptionBudget.UNSET,
                false,
                DisruptionBudget.Status.NONE),
            stored);
  }

  /** It selects these pods from now on, after admission. */
  public void selectBudget(String namespace, String name, LabelSelector selector, Runnable stored) {
    api.budgets().select(new Key(namespace, name), selector, stored);
  }

  public boolean editBudget(String namespace, String name, int minAvailable, int maxUnavailable) {
    DisruptionBudget budget = store.get(Kind.DISRUPTION_BUDGET, new Key(namespace, name));
    if (budget == null) {
      return false;
    }
    store.patch(budget.with(minAvailable, maxUnavailable));
    return true;
  }

  public boolean deleteBudget(String namespace, String name) {
    api.budgets().abandon(new Key(namespace, name));
    return delete(Kind.DISRUPTION_BUDGET, new Key(namespace, name));
  }

  /** Null leaves minReplicas unset. */
  public boolean createAutoscaler(
      DeploymentRef ref, String name, @Nullable Integer minReplicas, int maxReplicas) {
    Meta meta = Meta.of(new Key(ref.namespace(), name));
    return store.create(new Autoscaler(meta, minReplicas, maxReplicas, ref.name())) != null;
  }

  public boolean editAutoscaler(
      String namespace, String name, @Nullable Integer minReplicas, int maxReplicas) {
    Autoscaler hpa = store.get(Kind.AUTOSCALER, new Key(namespace, name));
    if (hpa == null) {
      return false;
    }
    store.patch(hpa.with(minReplicas, maxReplicas));
    return true;
  }

  public boolean deleteAutoscaler(String namespace, String name) {
    return delete(Kind.AUTOSCALER, new Key(namespace, name));
  }

  /** Of the Deployment's name; null leaves minReplicaCount unset. */
  public boolean createScaledObject(
      DeploymentRef ref, @Nullable Integer minReplicaCount, int maxReplicaCount) {
    return store.create(
            new ScaledObject(Meta.of(Key.of(ref)), minReplicaCount, maxReplicaCount, false))
        != null;
  }

  public boolean editScaledObject(DeploymentRef ref, @Nullable Integer minReplicaCount) {
    ScaledObject scaledObject = store.get(Kind.SCALED_OBJECT, Key.of(ref));
    if (scaledObject == null) {
      return false;
    }
    store.patch(scaledObject.with(minReplicaCount));
    return true;
  }

  /** By its annotation. */
  public boolean pauseScaledObject(DeploymentRef ref, boolean paused) {
    ScaledObject scaledObject = store.get(Kind.SCALED_OBJECT, Key.of(ref));
    if (scaledObject == null) {
      return false;
    }
    store.patch(scaledObject.with(paused));
    return true;
  }

  /** Makes a ConfigMap in our namespace, labelled as a schedule of ours or not. */
  public boolean createConfigMap(String name, boolean managed, Map<String, String> data) {
    Map<String, String> labels = managed ? Map.of(Mapping.MANAGED_BY, Mapping.MANAGER) : Map.of();
    return store.create(new ConfigMap(Meta.of(new Key(Reads.OURS, name), labels, null), data))
        != null;
  }

  /** Overwrites its data, by hand. */
  public boolean editConfigMap(String name, Map<String, String> data) {
    ConfigMap configMap = store.get(Kind.CONFIG_MAP, new Key(Reads.OURS, name));
    if (configMap == null) {
      return false;
    }
    store.patch(configMap.with(data));
    return true;
  }

  public boolean deleteConfigMap(String name) {
    return delete(Kind.CONFIG_MAP, new Key(Reads.OURS, name));
  }

  private <T extends ApiObject<T>> boolean delete(Kind<T> kind, Key key) {
    T object = store.get(kind, key);
    if (object == null) {
      return false;
    }
    store.remove(object);
    return true;
  }
}
