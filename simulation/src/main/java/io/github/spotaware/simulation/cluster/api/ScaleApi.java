package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes of a Deployment's count, and who owns {@code f:replicas} afterwards (structured-merge-diff
 * and apiserver handlers/fieldmanager): the last one to change it, and those who apply the same
 * value. An update that writes the same value leaves no trace.
 */
public final class ScaleApi {
  /** No precondition on the resourceVersion. */
  public static final long ANY_VERSION = 0;

  private final Store store;

  ScaleApi(Store store) {
    this.store = store;
  }

  /**
   * An update or a patch, of the Deployment or of its scale.
   *
   * @param resourceVersion a precondition; {@link #ANY_VERSION} for none
   * @return false where the Deployment is gone or the precondition did not hold
   */
  public boolean update(DeploymentRef ref, int replicas, String manager, long resourceVersion) {
    Deployment deployment = store.get(Kind.DEPLOYMENT, Key.of(ref));
    if (deployment == null
        || (resourceVersion != ANY_VERSION
            && deployment.meta().resourceVersion() != resourceVersion)) {
      return false;
    }
    store.patch(deployment.with(replicas, managers(deployment, replicas, manager)));
    return true;
  }

  /**
   * A server-side apply, forced: the applier owns the field, and shares it with those who set the
   * same value.
   *
   * @return false where the Deployment is gone
   */
  public boolean apply(DeploymentRef ref, int replicas, String manager) {
    Deployment deployment = store.get(Kind.DEPLOYMENT, Key.of(ref));
    if (deployment == null) {
      return false;
    }
    Set<String> managers = new LinkedHashSet<>();
    if (deployment.replicas() == replicas) {
      managers.addAll(deployment.replicasManagers());
    }
    managers.add(manager);
    store.patch(deployment.with(replicas, Collections.unmodifiableSet(managers)));
    return true;
  }

  /** Who owns the count after an update. */
  static Set<String> managers(Deployment before, int replicas, String manager) {
    return before.replicas() == replicas ? before.replicasManagers() : only(manager);
  }

  /** A set of one, whose order is no question. */
  public static Set<String> only(String manager) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(manager)));
  }
}
