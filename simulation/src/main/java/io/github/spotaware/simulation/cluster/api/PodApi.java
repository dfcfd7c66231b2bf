package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of pods (registry/core/pod/strategy.go and storage/storage.go): quota and terminating
 * namespaces at creation, graceful deletion, binding, status by UID.
 */
public final class PodApi {
  /** How a creation ended. */
  public enum Creation {
    CREATED,
    /** 403 from the quota. */
    QUOTA_EXCEEDED,
    /** 403, with the cause NamespaceTerminating. */
    NAMESPACE_TERMINATING,
    /** 409: the generated name was taken. */
    NAME_TAKEN
  }

  /** How a deletion ended. */
  public enum Deletion {
    /** 404. */
    NOT_FOUND,
    /** 409: a precondition on UID or resourceVersion did not hold. */
    CONFLICT,
    /** It has its deletionTimestamp, now or from before; its kubelet ends it. */
    TERMINATING,
    /** It is gone at once: it ran nowhere. */
    REMOVED
  }

  /** Who deletes a pod. */
  public enum By {
    EVICTION,
    /** Directly, after admission. */
    DELETE,
    REPLICA_SET,
    SOMEONE
  }

  /** Told of each deletion that has begun, with the pod as it was before. */
  public interface Deletions {
    void deleted(Pod pod, By by);
  }

  /** No precondition on the resourceVersion. */
  public static final long ANY_VERSION = 0;

  private final Store store;
  private final Map<String, Integer> quotas = new LinkedHashMap<>();
  private Deletions deletions = (pod, by) -> {};
  private UnaryOperator<Pod> admission = pod -> pod;
  private BiPredicate<Pod, By> deletionAdmission = (pod, by) -> true;

  PodApi(Store store) {
    this.store = store;
  }

  /** From now on no more pods than this may be in a namespace; negative lifts the quota. */
  public void quota(String namespace, int pods) {
    if (pods < 0) {
      quotas.remove(namespace);
    } else {
      quotas.put(namespace, pods);
    }
  }

  /** From now on each pod that is created is as this makes it. */
  public void admission(UnaryOperator<Pod> mutating) {
    admission = mutating;
  }

  /** From now on a pod that this refuses is not deleted: a conflict to who wants to. */
  public void deletionAdmission(BiPredicate<Pod, By> validating) {
    deletionAdmission = validating;
  }

  /** From now on this is told of deletions. */
  public void onDeletion(Deletions listener) {
    deletions = listener;
  }

  public Creation create(Pod pod) {
    Namespace namespace = store.get(Kind.NAMESPACE, Key.of(pod.meta().namespace()));
    if (namespace == null || namespace.meta().terminating()) {
      return Creation.NAMESPACE_TERMINATING;
    }
    Integer quota = quotas.get(pod.meta().namespace());
    if (quota != null && counted(pod.meta().namespace()) >= quota) {
      return Creation.QUOTA_EXCEEDED;
    }
    return store.create(admission.apply(pod)) == null ? Creation.NAME_TAKEN : Creation.CREATED;
  }

  /**
   * Deletes with the pod's grace period. What was never scheduled or has ended needs none.
   *
   * @param uid a precondition; null for none
   * @param resourceVersion a precondition; {@link #ANY_VERSION} for none
   */
  public Deletion delete(Key key, @Nullable String uid, long resourceVersion) {
    return delete(key, uid, resourceVersion, By.SOMEONE);
  }

  /** The same, by someone in particular. */
  public Deletion delete(Key key, @Nullable String uid, long resourceVersion, By by) {
    Pod pod = store.get(Kind.POD, key);
    if (pod == null) {
      return Deletion.NOT_FOUND;
    }
    boolean otherUid = uid != null && !pod.meta().uid().equals(uid);
    boolean otherVersion =
        resourceVersion != ANY_VERSION && pod.meta().resourceVersion() != resourceVersion;
    if (otherUid || otherVersion || !deletionAdmission.test(pod, by)) {
      return Deletion.CONFLICT;
    }
    if (pod.node() == null || pod.phase().terminal()) {
      store.remove(pod);
      deletions.deleted(pod, by);
      return Deletion.REMOVED;
    }
    if (!pod.meta().terminating()) {
      store.patch(pod.with(pod.meta().terminatingSince(store.seconds())));
      deletions.deleted(pod, by);
    }
    return Deletion.TERMINATING;
  }

  /** Deletes with no grace period: by its kubelet once it has stopped, or by force. */
  public void removeNow(Key key, String uid) {
    Pod pod = current(key, uid);
    if (pod != null) {
      store.remove(pod);
    }
  }

  /**
   * Puts a pod on a node.
   *
   * @return false where it is gone, on a node already, or terminating
   */
  public boolean bind(Key key, String uid, String node) {
    Pod pod = current(key, uid);
    if (pod == null || pod.node() != null || pod.meta().terminating()) {
      return false;
    }
    store.patch(pod.onNode(node));
    return true;
  }

  /** The kubelet's status; without effect once the pod is gone or has ended. */
  public void status(Key key, String uid, PodPhase phase, boolean ready, int restarts) {
    Pod pod = current(key, uid);
    if (pod == null || pod.phase().terminal()) {
      return;
    }
    long since = ready ? (pod.ready() ? pod.readySince() : store.seconds()) : Meta.NEVER;
    store.patch(pod.with(phase, since, restarts));
  }

  private @Nullable Pod current(Key key, String uid) {
    Pod pod = store.get(Kind.POD, key);
    return pod != null && pod.meta().uid().equals(uid) ? pod : null;
  }

  private int counted(String namespace) {
    int pods = 0;
    for (Pod pod : store.list(Kind.POD)) {
      if (pod.meta().namespace().equals(namespace) && !pod.phase().terminal()) {
        pods++;
      }
    }
    return pods;
  }
}
