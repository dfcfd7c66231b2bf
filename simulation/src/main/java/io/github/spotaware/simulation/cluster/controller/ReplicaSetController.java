package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.PodApi;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
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
 * Makes pods and deletes the surplus (replicaset/replica_set.go and replica_set_utils.go). It
 * counts what its cache shows and does not act again before it has seen its own last acts; its
 * status says "observed" in either case. Adoption and release of pods by label are left out.
 */
public final class ReplicaSetController extends Controller {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX = 5;

  private final Informer<ReplicaSet> sets;
  private final Informer<Pod> pods;
  private final Expectations expectations = new Expectations();

  public ReplicaSetController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.REPLICA_SET_CONTROLLER, settings);
    // Also on its own status: one that was compared with a stale cache is written again.
    sets = informer(Kind.REPLICA_SET, set -> true, Interest.all(), this::setChanged);
    pods = informer(Kind.POD, pod -> true, Interest.all(), this::podChanged);
  }

  private void setChanged(WatchEvent<ReplicaSet> event) {
    if (event.type() == ChangeType.DELETED) {
      expectations.forget(event.object().meta().uid());
    }
    enqueue(event.object().meta().key());
  }

  private void podChanged(WatchEvent<Pod> event) {
    Pod pod = event.object();
    OwnerReference owner = pod.meta().owner();
    if (owner == null) {
      return;
    }
    if (event.type() == ChangeType.DELETED || pod.meta().terminating()) {
      expectations.deletionOver(owner.uid(), pod.meta().uid());
    } else if (event.type() == ChangeType.ADDED) {
      expectations.creationOver(owner.uid());
    }
    Key key = new Key(pod.meta().namespace(), owner.name());
    enqueue(key);
    Pod before = event.before();
    ReplicaSet set = sets.get(key);
    if (set != null
        && set.minReadySeconds() > 0
        && pod.ready()
        && before != null
        && !before.ready()) {
      enqueueAfter(key, (set.minReadySeconds() + 1) * VirtualTime.SECOND);
    }
  }

  @Override
  protected boolean sync(Key key) {
    ReplicaSet set = sets.get(key);
    if (set == null) {
      return true;
    }
    List<Pod> active = activePodsOf(set.meta().uid());
    String failure = null;
    boolean managed = expectations.satisfied(set.meta().uid(), time.nanos());
    if (!managed) {
      // Upstream has only its resync, half a day later, for an event that a relist has swallowed.
      enqueueAfter(key, Expectations.TIMEOUT + VirtualTime.SECOND);
    }
    if (managed && !set.meta().terminating()) {
      failure = manage(set, active);
    }
    boolean written = writeStatus(set, status(set, active, failure));
    return written && failure == null;
  }

  private List<Pod> activePodsOf(String uid) {
    List<Pod> active = new ArrayList<>();
    for (Pod pod : pods.all()) {
      if (pod.active() && pod.meta().ownedBy(uid)) {
        active.add(pod);
      }
    }
    return active;
  }

  /** What went wrong, for the condition ReplicaFailure; null if nothing did. */
  private @Nullable String manage(ReplicaSet set, List<Pod> active) {
    int missing = set.replicas() - active.size();
    if (missing > 0) {
      return create(set, missing);
    }
    if (missing < 0) {
      delete(set, active, -missing);
    }
    return null;
  }

  private @Nullable String create(ReplicaSet set, int count) {
    String uid = set.meta().uid();
    expectations.expectCreations(uid, count, time.nanos());
    for (int made = 0; made < count; made++) {
      PodApi.Creation creation = api.pods().create(pod(set));
      if (creation != PodApi.Creation.CREATED) {
        for (int missed = made; missed < count; missed++) {
          expectations.creationOver(uid);
        }
        return switch (creation) {
          case QUOTA_EXCEEDED -> "pods is forbidden: exceeded quota";
          case NAME_TAKEN -> "the name of a new pod is taken";
          case CREATED, NAMESPACE_TERMINATING -> null;
        };
      }
    }
    return null;
  }

  private Pod pod(ReplicaSet set) {
    StringBuilder name = new StringBuilder(set.meta().name()).append('-');
    for (int i = 0; i < SUFFIX; i++) {
      name.append(LETTERS.charAt(chance.below(LETTERS.length())));
    }
    OwnerReference owner = new OwnerReference("ReplicaSet", set.meta().name(), set.meta().uid());
    Meta meta =
        Meta.of(new Key(set.meta().namespace(), name.toString()), set.meta().labels(), owner);
    return new Pod(meta, set.template(), null, PodPhase.PENDING, Meta.NEVER, 0);
  }

  private void delete(ReplicaSet set, List<Pod> active, int surplus) {
    List<Pod> order = new ArrayList<>(active);
    if (surplus < order.size()) {
      order.sort(new VictimOrder(related(set), time.nanos()));
    }
    List<Pod> victims = order.subList(0, surplus);
    String uid = set.meta().uid();
    for (Pod victim : victims) {
      expectations.expectDeletion(uid, victim.meta().uid(), time.nanos());
    }
    for (Pod victim : victims) {
      say(() -> "deletes " + victim.meta().key());
      PodApi.Deletion deletion =
          api.pods().delete(victim.meta().key(), null, PodApi.ANY_VERSION, PodApi.By.REPLICA_SET);
      if (deletion == PodApi.Deletion.NOT_FOUND || deletion == PodApi.Deletion.CONFLICT) {
        expectations.deletionOver(uid, victim.meta().uid());
      }
    }
  }

  /** The active pods of all ReplicaSets that have the same controller. */
  private List<Pod> related(ReplicaSet set) {
    OwnerReference owner = set.meta().owner();
    List<Pod> related = new ArrayList<>();
    for (ReplicaSet other : sets.all()) {
      boolean same = other.meta().uid().equals(set.meta().uid());
      if (same || (owner != null && other.meta().ownedBy(owner.uid()))) {
        related.addAll(activePodsOf(other.meta().uid()));
      }
    }
    return related;
  }

  private ReplicaSetStatus status(ReplicaSet set, List<Pod> active, @Nullable String failure) {
    int ready = 0;
    int available = 0;
    for (Pod pod : active) {
      if (pod.ready()) {
        ready++;
        available += pod.available(set.minReadySeconds(), time.nanos()) ? 1 : 0;
      }
    }
    if (ready > available) {
      enqueueAfter(set.meta().key(), set.minReadySeconds() * VirtualTime.SECOND + 1);
    }
    return new ReplicaSetStatus(set.meta().generation(), active.size(), ready, available, failure);
  }

  /** On a conflict the same status is written once more, over the live version. */
  private boolean writeStatus(ReplicaSet set, ReplicaSetStatus status) {
    if (status.equals(set.status())) {
      return true;
    }
    if (store.replace(set.with(status)) != null) {
      return true;
    }
    ReplicaSet live = store.get(Kind.REPLICA_SET, set.meta().key());
    if (live == null || !live.meta().uid().equals(set.meta().uid())) {
      return true;
    }
    store.patch(live.with(status));
    return true;
  }
}
