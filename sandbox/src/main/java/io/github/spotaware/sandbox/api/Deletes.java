package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.projection.Codec;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.workload.OwnerReference;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** DELETE, of one object or of many. */
final class Deletes {
  private static final String FOREGROUND = "Foreground";
  private static final String ORPHAN = "Orphan";
  private static final String GRACE = "gracePeriodSeconds";

  private final ClusterThread thread;
  private final Cluster cluster;
  private final Store store;
  private final Journal journal;
  private final Admission admission;
  private final PodRemovals pods;

  Deletes(
      ClusterThread thread,
      Cluster cluster,
      Journal journal,
      Admission admission,
      PodRemovals pods) {
    this.thread = thread;
    this.cluster = cluster;
    this.store = cluster.store();
    this.journal = journal;
    this.admission = admission;
    this.pods = pods;
  }

  /**
   * Deletes one object, with the propagation that the options name.
   *
   * @throws ApiError 404, 409 where a precondition does not hold, or what a webhook says
   */
  Answer delete(Resource resource, String namespace, String name, ObjectNode options, Call call) {
    ObjectNode before = journal.get(resource, namespace, name);
    if (before == null) {
      throw ApiError.notFound(resource, name);
    }
    checkPreconditions(resource, name, before, options);
    return resource.kind().equals("Pod")
        ? pod(resource, namespace, name, before, options, call)
        : other(resource, namespace, name, name, before, options, call);
  }

  /**
   * @param given as the client gave the name: empty for one of many
   */
  private Answer other(
      Resource resource,
      String namespace,
      String name,
      String given,
      ObjectNode before,
      ObjectNode options,
      Call call) {
    Admission.Admitted admitted =
        admission.admit(
            Review.delete(resource, given, before, call.asking(), options), call.deadline());
    ObjectNode body = call.dryRun() ? before : remove(resource, namespace, name, options, before);
    return new Answer(200, body, admitted.warnings());
  }

  /**
   * With its grace period, which is none where it runs nowhere or has ended. One that runs and is
   * deleted by force is marked first, and then taken away: webhooks are asked about both.
   */
  private Answer pod(
      Resource resource,
      String namespace,
      String name,
      ObjectNode before,
      ObjectNode given,
      Call call) {
    ObjectNode options = given.deepCopy();
    boolean runs =
        before.at("/spec").has("nodeName")
            && !List.of("Succeeded", "Failed").contains(before.at("/status/phase").asText());
    if (!runs) {
      options.put(GRACE, 0);
    } else if (!options.has(GRACE)) {
      options.set(GRACE, before.at("/spec/terminationGracePeriodSeconds"));
    }
    if (options.path(GRACE).asInt(30) > 0) {
      return pods.delete(namespace, name, before, options, call);
    }
    if (!runs || call.dryRun() || before.at("/metadata").has("deletionTimestamp")) {
      return other(resource, namespace, name, name, before, options, call);
    }
    var _ =
        admission.admit(
            Review.delete(resource, name, before, call.asking(), options), call.deadline());
    boolean marked = thread.call(() -> mark(new Key(namespace, name), before));
    ObjectNode now = journal.get(resource, namespace, name);
    return !marked || now == null
        ? new Answer(200, before, List.of())
        : other(resource, namespace, name, name, now, options, call);
  }

  /** False where that pod is gone. */
  private boolean mark(Key key, ObjectNode before) {
    Pod pod = store.get(Kind.POD, key);
    if (pod == null || !pod.meta().uid().equals(before.at("/metadata/uid").asText())) {
      return false;
    }
    var _ = store.patch(pod.with(pod.meta().terminatingSince(store.seconds())));
    return true;
  }

  private static void checkPreconditions(
      Resource resource, String name, ObjectNode before, ObjectNode options) {
    check(resource, name, "UID", options.at("/preconditions/uid"), before.at("/metadata/uid"));
    check(
        resource,
        name,
        "ResourceVersion",
        options.at("/preconditions/resourceVersion"),
        before.at("/metadata/resourceVersion"));
  }

  private static void check(
      Resource resource, String name, String what, JsonNode wanted, JsonNode is) {
    if (wanted.isTextual() && !wanted.asText().equals(is.asText())) {
      throw ApiError.precondition(resource, name, what, wanted.asText(), is.asText());
    }
  }

  /** Each that is selected. */
  Answer deleteAll(
      Resource resource,
      String namespace,
      Predicate<JsonNode> selected,
      ObjectNode options,
      Call call) {
    Journal.Snapshot snapshot = journal.list(resource, namespace);
    for (var shown : snapshot.objects()) {
      if (selected.test(shown.json())) {
        try {
          String within = shown.json().at("/metadata/namespace").asText();
          String name = shown.json().at("/metadata/name").asText();
          var _ =
              resource.kind().equals("Pod")
                  ? pod(resource, within, name, shown.json(), options, call)
                  : other(resource, within, name, "", shown.json(), options, call);
        } catch (ApiError e) {
          if (e.code() != 404) {
            throw e;
          }
        }
      }
    }
    return Answer.ok(ApiError.status(200, "", ""));
  }

  private ObjectNode remove(
      Resource resource, String namespace, String name, ObjectNode options, ObjectNode before) {
    return thread.call(() -> {
      Key key = resource.codec().key(namespace, name);
      ObjectNode current = shown(resource, resource.codec(), key, before);
      checkPreconditions(resource, name, current, options);
      if (!current.at("/metadata/uid").equals(before.at("/metadata/uid"))) {
        throw ApiError.notFound(resource, name); // what was asked about is gone
      }
      switch (resource.kind()) {
        case "Namespace" -> {
          var _ = cluster.users().deleteNamespace(name);
        }
        case "Pod" -> {
          Pod pod = store.get(Kind.POD, key);
          if (pod != null) {
            cluster.api().pods().removeNow(key, pod.meta().uid());
          }
        }
        case "Deployment" -> deployment(resource, key, options, current);
        default -> object(resource, resource.codec(), key, current);
      }
      ObjectNode now = journal.get(resource, namespace, name);
      return now == null ? gone(resource, name, before) : now;
    });
  }

  /** A pod is shown as it was; of others it is said that they are gone. */
  private static ObjectNode gone(Resource resource, String name, ObjectNode before) {
    if (resource.kind().equals("Pod")) {
      return before;
    }
    ObjectNode status = ApiError.status(200, "", "");
    status.remove(List.of("message", "reason", "code"));
    ObjectNode details = status.putObject("details").put("name", name);
    Json.put(details, "group", resource.group());
    details.put("kind", resource.plural());
    details.set("uid", before.at("/metadata/uid"));
    return status;
  }

  private <T extends ApiObject<T>> ObjectNode shown(
      Resource resource, Codec<T> codec, Key key, ObjectNode otherwise) {
    T object = codec.get(store, key);
    if (object == null) {
      throw ApiError.notFound(resource, otherwise.at("/metadata/name").asText());
    }
    return codec.show(object);
  }

  private void deployment(Resource resource, Key key, ObjectNode options, ObjectNode before) {
    String policy = options.path("propagationPolicy").asText();
    if (policy.equals(FOREGROUND)) {
      var _ = cluster.users().deleteForeground(key.ref());
      return;
    }
    if (policy.equals(ORPHAN) || options.path("orphanDependents").asBoolean()) {
      String uid = before.at("/metadata/uid").asText();
      for (ReplicaSet set : store.list(Kind.REPLICA_SET)) {
        if (set.meta().ownedBy(uid)) {
          store.patch(set.with(set.meta().with((@Nullable OwnerReference) null)));
        }
      }
    }
    object(resource, resource.codec(), key, before);
  }

  /** At once, or when its finalizers are gone. */
  private <T extends ApiObject<T>> void object(
      Resource resource, Codec<T> codec, Key key, ObjectNode before) {
    T object = codec.get(store, key);
    if (object == null) {
      throw ApiError.notFound(resource, codec.name(key));
    }
    boolean held = !before.at("/metadata/finalizers").isEmpty();
    if (held && !object.meta().terminating()) {
      store.patch(object.with(object.meta().terminatingSince(store.seconds())));
    } else if (!held && resource.kind().equals("Node")) {
      var _ = cluster.nodes().remove(key.name());
    } else if (!held) {
      store.remove(object);
    }
  }
}
