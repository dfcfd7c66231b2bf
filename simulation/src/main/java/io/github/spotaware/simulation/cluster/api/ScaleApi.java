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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes of a Deployment's count, and who owns {@code f:replicas} afterwards (structured-merge-diff
 * and apiserver handlers/fieldmanager): the last one to change it, and those who apply the same
 * value. An update that writes the same value leaves no trace.
 */
public final class ScaleApi {
  /** No precondition on the resourceVersion. */
  public static final long ANY_VERSION = 0;

  /** A write that meets another is decided anew so often (apiserver, GuaranteedUpdate). */
  private static final int TRIES = 5;

  /**
   * What came of a write.
   *
   * @param before null where there was no Deployment
   * @param kept the webhook kept what was stored
   */
  public record Written(@Nullable Deployment before, @Nullable Deployment after, boolean kept) {
    private static final Written NOTHING = new Written(null, null, false);
  }

  private final Store store;
  private CountAdmission admission = CountAdmission.NONE;

  ScaleApi(Store store) {
    this.store = store;
  }

  /** From now on it is asked about the counts that users and controllers write. */
  public void admission(CountAdmission webhook) {
    admission = webhook;
  }

  /** As {@link #update(DeploymentRef, int, String, long)}, after admission. */
  public void update(
      DeploymentRef ref,
      int replicas,
      String manager,
      long resourceVersion,
      Consumer<Written> written) {
    admitted(
        ref,
        replicas,
        manager,
        resourceVersion,
        TRIES,
        () -> update(ref, replicas, manager, resourceVersion),
        written);
  }

  /** As {@link #apply(DeploymentRef, int, String)}, after admission. */
  public void apply(DeploymentRef ref, int replicas, String manager, Consumer<Written> written) {
    admitted(
        ref, replicas, manager, ANY_VERSION, TRIES, () -> apply(ref, replicas, manager), written);
  }

  /** What is admitted is persisted over the very object that admission was asked about. */
  private void admitted(
      DeploymentRef ref,
      int replicas,
      String manager,
      long resourceVersion,
      int triesLeft,
      BooleanSupplier write,
      Consumer<Written> written) {
    Deployment before = store.get(Kind.DEPLOYMENT, Key.of(ref));
    if (before == null || !admission.asksAbout(before.replicas(), replicas)) {
      written.accept(persisted(before, ref, write));
      return;
    }
    admission.review(
        before,
        keeps -> {
          Deployment now = store.get(Kind.DEPLOYMENT, Key.of(ref));
          if (now == null) {
            written.accept(Written.NOTHING);
          } else if (now.meta().resourceVersion() != before.meta().resourceVersion()) {
            if (resourceVersion != ANY_VERSION || triesLeft == 0) {
              written.accept(Written.NOTHING);
            } else {
              admitted(ref, replicas, manager, resourceVersion, triesLeft - 1, write, written);
            }
          } else if (keeps) {
            store.patch(admission.kept(now, manager));
            written.accept(new Written(now, store.get(Kind.DEPLOYMENT, Key.of(ref)), true));
          } else {
            written.accept(persisted(now, ref, write));
          }
        });
  }

  private Written persisted(@Nullable Deployment before, DeploymentRef ref, BooleanSupplier write) {
    boolean done = write.getAsBoolean();
    return done
        ? new Written(before, store.get(Kind.DEPLOYMENT, Key.of(ref)), false)
        : Written.NOTHING;
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
