package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.PodApi;
import io.github.spotaware.simulation.cluster.api.ScaleApi;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DeploymentStatus;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodTemplate;
import io.github.spotaware.simulation.cluster.object.Strategy;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What users do with their Deployments, and what a Git operator does for them. Each call is one
 * write at this instant; it answers whether there was something to write to.
 *
 * <p>Whether the API server is away, the caller has to look.
 */
public final class Users {
  /** The label by which a Deployment and its Services and budgets find its pods. */
  public static final String APP = "app";

  private static final String KUBECTL_CREATE = "kubectl-create";

  private final ApiServer api;
  private final Store store;

  Users(ApiServer api) {
    this.api = api;
    store = api.store();
  }

  /** What selects the pods of a Deployment. */
  public static LabelSelector selectorOf(DeploymentRef ref) {
    return LabelSelector.of(Map.of(APP, ref.name()), List.of());
  }

  public void createNamespace(String name) {
    store.create(new Namespace(Meta.of(Key.of(name))));
  }

  /** It terminates: nothing can be created in it, and all that is in it is deleted. */
  public boolean deleteNamespace(String name) {
    Namespace namespace = store.get(Kind.NAMESPACE, Key.of(name));
    if (namespace == null) {
      return false;
    }
    store.patch(namespace.with(namespace.meta().terminatingSince(store.seconds())));
    return true;
  }

  /** False where there is one of this name, or its namespace terminates. */
  public boolean create(DeploymentSpec spec) {
    DeploymentRef ref = spec.ref();
    Namespace namespace = store.get(Kind.NAMESPACE, Key.of(ref.namespace()));
    if (namespace == null || namespace.meta().terminating()) {
      return false;
    }
    Map<String, String> podLabels = Map.of(APP, ref.name());
    Meta meta = Meta.of(Key.of(ref), spec.labels(), null);
    for (Map.Entry<String, String> entry : spec.annotations().entrySet()) {
      meta = meta.annotation(entry.getKey(), entry.getValue());
    }
    return store.create(
            new Deployment(
                meta,
                spec.replicas(),
                ScaleApi.only(KUBECTL_CREATE),
                selectorOf(ref),
                new PodTemplate(1, podLabels, spec.claims(), spec.hostPort(), false),
                spec.strategy(),
                spec.minReadySeconds(),
                spec.progressDeadlineSeconds(),
                DeploymentStatus.NONE))
        != null;
  }

  /** By update or patch, of the Deployment or of its scale. */
  public boolean scale(DeploymentRef ref, int replicas, String manager) {
    return api.scale().update(ref, replicas, manager, ScaleApi.ANY_VERSION);
  }

  /** The same after admission. */
  public void scale(
      DeploymentRef ref, int replicas, String manager, Consumer<ScaleApi.Written> written) {
    api.scale().update(ref, replicas, manager, ScaleApi.ANY_VERSION, written);
  }

  /** By server-side apply, as Git operators do, after admission. */
  public void applyScale(
      DeploymentRef ref, int replicas, String manager, Consumer<ScaleApi.Written> written) {
    api.scale().apply(ref, replicas, manager, written);
  }

  /** By server-side apply, as Git operators do. */
  public boolean applyScale(DeploymentRef ref, int replicas, String manager) {
    return api.scale().apply(ref, replicas, manager);
  }

  /** Null removes it. */
  public boolean label(DeploymentRef ref, String name, @Nullable String value) {
    return patch(ref, d -> d.with(d.meta().label(name, value)));
  }

  /** Null removes it. */
  public boolean annotate(DeploymentRef ref, String name, @Nullable String value) {
    return patch(ref, d -> d.with(d.meta().annotation(name, value)));
  }

  /** A rollout of another template; of an earlier one it is a roll-back. */
  public boolean rollOut(DeploymentRef ref, int template, boolean broken) {
    return patch(ref, d -> d.with(d.template().with(template, broken)));
  }

  public boolean strategy(DeploymentRef ref, Strategy strategy, int minReadySeconds) {
    return patch(ref, d -> d.with(strategy, minReadySeconds));
  }

  /** At once, and its ReplicaSets and pods in the background. */
  public boolean delete(DeploymentRef ref) {
    Deployment deployment = store.get(Kind.DEPLOYMENT, Key.of(ref));
    if (deployment == null) {
      return false;
    }
    store.remove(deployment);
    return true;
  }

  /** It terminates, and is gone when its ReplicaSets are. */
  public boolean deleteForeground(DeploymentRef ref) {
    return patch(
        ref, d -> d.meta().terminating() ? d : d.with(d.meta().terminatingSince(store.seconds())));
  }

  /** No more pods than this in a namespace; negative lifts it. */
  public void quota(String namespace, int pods) {
    api.pods().quota(namespace, pods);
  }

  /** A direct delete, without an eviction. */
  public boolean deletePod(String namespace, String name) {
    return api.pods().delete(new Key(namespace, name), null, PodApi.ANY_VERSION)
        != PodApi.Deletion.NOT_FOUND;
  }

  /** Null removes it. */
  public boolean annotatePod(
      String namespace, String name, String annotation, @Nullable String value) {
    Pod pod = store.get(Kind.POD, new Key(namespace, name));
    if (pod == null) {
      return false;
    }
    store.patch(pod.with(pod.meta().annotation(annotation, value)));
    return true;
  }

  private boolean patch(DeploymentRef ref, UnaryOperator<Deployment> edit) {
    Deployment deployment = store.get(Kind.DEPLOYMENT, Key.of(ref));
    if (deployment == null) {
      return false;
    }
    store.patch(edit.apply(deployment));
    return true;
  }

  /** The exclusive claims of a namespace: ReadWriteOnce or ReadWriteOncePod. */
  public void exclusiveClaims(String namespace, Set<String> claims) {
    for (String claim : claims) {
      api.exclusiveClaim(namespace, claim);
    }
  }
}
