package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DeploymentStatus;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Progress;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.object.ReplicaSetStatus;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.workload.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns Deployments into ReplicaSets (deployment/deployment_controller.go, sync.go). It acts on its
 * cache, writes with the cache's resourceVersions, and starts over on a conflict. Left out:
 * pausing, adoption by label, and the clean-up of old ReplicaSets beyond the history limit.
 */
public final class DeploymentController extends Controller {
  private static final String HASH = "pod-template-hash";

  private final Informer<Deployment> deployments;
  private final Informer<ReplicaSet> sets;
  private final Informer<Pod> pods;

  public DeploymentController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.DEPLOYMENT_CONTROLLER, settings);
    deployments =
        informer(
            Kind.DEPLOYMENT,
            d -> true,
            Interest.all(),
            event -> enqueue(event.object().meta().key()));
    sets =
        informer(
            Kind.REPLICA_SET,
            set -> true,
            Interest.all(),
            event -> enqueueOwner(event.object().meta()));
    pods = informer(Kind.POD, pod -> true, Interest.existence(), this::podChanged);
  }

  private void enqueueOwner(Meta meta) {
    OwnerReference owner = meta.owner();
    if (owner != null) {
      enqueue(new Key(meta.namespace(), owner.name()));
    }
  }

  /** Only Recreate waits for pods to be gone. */
  private void podChanged(WatchEvent<Pod> event) {
    OwnerReference owner = event.object().meta().owner();
    if (event.type() != ChangeType.DELETED || owner == null) {
      return;
    }
    ReplicaSet set = sets.get(new Key(event.object().meta().namespace(), owner.name()));
    if (set != null) {
      enqueueOwner(set.meta());
    }
  }

  @Override
  protected boolean sync(Key key) {
    Deployment deployment = deployments.get(key);
    if (deployment == null) {
      return true;
    }
    List<ReplicaSet> owned = new ArrayList<>();
    for (ReplicaSet set : sets.all()) {
      if (set.meta().ownedBy(deployment.meta().uid())) {
        owned.add(set);
      }
    }
    Rollout rollout = new Rollout(store, deployment, owned);
    if (deployment.meta().terminating()) {
      return writeStatus(rollout, false);
    }
    boolean scaling = RollingUpdate.isScaling(rollout);
    if (scaling) {
      refreshNewest(rollout);
      RollingUpdate.scale(rollout);
    } else if (deployment.strategy().recreate()) {
      recreate(rollout);
    } else {
      roll(rollout);
    }
    return !rollout.failed && writeStatus(rollout, !scaling);
  }

  private void roll(Rollout rollout) {
    if (ensureNewest(rollout) && !RollingUpdate.growNew(rollout)) {
      RollingUpdate.shrinkOld(rollout);
    }
  }

  private void recreate(Rollout rollout) {
    refreshNewest(rollout);
    if (rollout.failed || RollingUpdate.stopOld(rollout) || oldPodsRun(rollout)) {
      return;
    }
    if (ensureNewest(rollout)) {
      RollingUpdate.growNew(rollout);
    }
  }

  /** Terminating ones still run (recreate.go, oldPodsRunning). */
  private boolean oldPodsRun(Rollout rollout) {
    for (Pod pod : pods.all()) {
      if (!pod.phase().terminal()) {
        for (ReplicaSet old : rollout.olds) {
          if (pod.meta().ownedBy(old.meta().uid())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Gives the ReplicaSet of the template the highest revision (sync.go, getNewReplicaSet). */
  private void refreshNewest(Rollout rollout) {
    ReplicaSet newest = rollout.newest;
    if (newest == null) {
      return;
    }
    long revision = Math.max(newest.revision(), nextRevision(rollout));
    ReplicaSet current = newest.current(revision, rollout.deployment.minReadySeconds());
    if (!current.equals(newest) && !rollout.replace(newest, current)) {
      return;
    }
    note(rollout, revision, Progress.Reason.FOUND_NEW_REPLICA_SET);
  }

  /** The same, and makes the ReplicaSet where there is none. */
  private boolean ensureNewest(Rollout rollout) {
    if (rollout.newest == null) {
      create(rollout);
    } else {
      refreshNewest(rollout);
    }
    return !rollout.failed && rollout.newest != null;
  }

  private static long nextRevision(Rollout rollout) {
    long highest = 0;
    for (ReplicaSet old : rollout.olds) {
      highest = Math.max(highest, old.revision());
    }
    return highest + 1;
  }

  private void create(Rollout rollout) {
    Deployment deployment = rollout.deployment;
    int wanted = deployment.replicas();
    long revision = nextRevision(rollout);
    ReplicaSet made =
        store.create(
            new ReplicaSet(
                metaOfNew(deployment),
                rollout.newReplicas(0, rollout.olds),
                deployment.template(),
                deployment.minReadySeconds(),
                revision,
                wanted,
                wanted + rollout.maxSurge(),
                ReplicaSetStatus.NONE));
    if (made == null) {
      nameTaken(rollout);
      return;
    }
    say(() -> "creates ReplicaSet " + made.meta().name() + " of " + made.replicas());
    rollout.newest = made;
    note(rollout, revision, Progress.Reason.NEW_REPLICA_SET_CREATED);
  }

  private static Meta metaOfNew(Deployment deployment) {
    int collisions = deployment.status().collisionCount();
    String hash = "t" + deployment.template().id() + (collisions == 0 ? "" : "c" + collisions);
    return Meta.of(
            new Key(deployment.meta().namespace(), deployment.meta().name() + "-" + hash),
            deployment.template().labels(),
            new OwnerReference("Deployment", deployment.meta().name(), deployment.meta().uid()))
        .label(HASH, hash);
  }

  /** One of an earlier pass is not in the cache yet; anyone else's makes the hash change. */
  private void nameTaken(Rollout rollout) {
    Deployment deployment = rollout.deployment;
    ReplicaSet live = store.get(Kind.REPLICA_SET, metaOfNew(deployment).key());
    if (live != null && !live.meta().ownedBy(deployment.meta().uid())) {
      Deployment stored = store.replace(deployment.with(deployment.status().withCollision()));
      rollout.deployment = stored == null ? deployment : stored;
    }
    rollout.failed = true;
  }

  private void note(Rollout rollout, long revision, Progress.Reason first) {
    DeploymentStatus before = rollout.deployment.status();
    Progress progress =
        first == Progress.Reason.NEW_REPLICA_SET_CREATED
                || before.progress().reason() == Progress.Reason.NONE
            ? new Progress(first, time.nanos())
            : before.progress();
    if (before.revision() != revision || !progress.equals(before.progress())) {
      write(rollout, before.with(revision, progress));
    }
  }

  private boolean writeStatus(Rollout rollout, boolean rollingOut) {
    DeploymentStatus status = RolloutStatus.of(rollout, rollingOut, time.nanos());
    if (!status.equals(rollout.deployment.status())) {
      write(rollout, status);
    }
    boolean waiting =
        !RolloutStatus.isComplete(rollout.deployment, status)
            && status.progress().reason() != Progress.Reason.NONE
            && status.progress().reason() != Progress.Reason.PROGRESS_DEADLINE_EXCEEDED;
    if (waiting) {
      long exceededAt =
          status.progress().since()
              + rollout.deployment.progressDeadlineSeconds() * VirtualTime.SECOND;
      enqueueAfter(
          rollout.deployment.meta().key(),
          Math.max(exceededAt - time.nanos(), 0) + VirtualTime.SECOND);
    }
    return !rollout.failed;
  }

  private void write(Rollout rollout, DeploymentStatus status) {
    @Nullable Deployment stored = store.replace(rollout.deployment.with(status));
    if (stored == null) {
      rollout.failed = true;
    } else {
      rollout.deployment = stored;
    }
  }
}
