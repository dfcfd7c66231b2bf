package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Asking;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.projection.PodEnds;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.EvictionAdmission;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.EvictionResult;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evictions, and deletes of pods with their grace period: the model's, with webhooks asked over
 * HTTPS. Also those of the model's taint manager.
 */
final class PodRemovals implements EvictionAdmission {
  private static final Asking TAINT_MANAGER =
      Asking.by(User.controller("taint-eviction-controller"));
  private static final String GRACE = "gracePeriodSeconds";

  private final ClusterThread thread;
  private final Cluster cluster;
  private final Journal journal;
  private final Resource pods;
  private final Admission admission;
  private final PodEnds ends;
  private final AtomicLong numbers = new AtomicLong();

  /** By the client that the model knows, which is one for each request. */
  private final Map<String, Removal> underWay = new ConcurrentHashMap<>();

  PodRemovals(
      ClusterThread thread,
      Cluster cluster,
      Journal journal,
      Resource pods,
      Admission admission,
      PodEnds ends) {
    this.ends = ends;
    this.thread = thread;
    this.cluster = cluster;
    this.journal = journal;
    this.pods = pods;
    this.admission = admission;
    cluster.evictions().admission(this);
    cluster.evictions().onRefused((call, _, budgets) -> refused(call, budgets));
    cluster.deletes().admission(this);
    cluster.askAboutTaintEvictions();
  }

  /**
   * POST pods/eviction. Returns when it is answered.
   *
   * @throws ApiError where it is not evicted
   */
  Answer evict(String namespace, String name, ObjectNode body, Call call) {
    ObjectNode eviction = eviction(body, namespace, name);
    ObjectNode options = Json.in(eviction, "deleteOptions");
    boolean dryRun = call.dryRun() || options.path("dryRun").toString().contains("All");
    Removal removal =
        new Removal(
            () -> Review.eviction(pods, namespace, name, eviction, call.asking()),
            call.deadline(),
            () -> checkPreconditions(namespace, name, options));
    removal.check();
    if (!dryRun) {
      note(namespace, name, options, true);
    }
    run(
        removal,
        call,
        name,
        client -> new EvictionRequest(new Key(namespace, name), uid(options), dryRun, client),
        (request, result) -> cluster.evictions().evict(request, result));
    if (options.path(GRACE).asInt(1) == 0 && !dryRun) {
      removeNow(namespace, name);
    }
    return new Answer(
        201, ApiError.status(201, "", "").put("status", "Success"), removal.warnings());
  }

  /** Without a grace period no kubelet is waited for. */
  private void removeNow(String namespace, String name) {
    Key key = new Key(namespace, name);
    var _ =
        thread.call(() -> {
          Pod pod = cluster.store().get(Kind.POD, key);
          if (pod != null && pod.meta().terminating()) {
            cluster.api().pods().removeNow(key, pod.meta().uid());
          }
          return key;
        });
  }

  /** Whatever version it came in, as {@code policy/v1}. */
  private static ObjectNode eviction(ObjectNode body, String namespace, String name) {
    String named = body.at("/metadata/name").asText(name);
    if (!named.equals(name)) {
      throw ApiError.badRequest("name in URL does not match name in Eviction object");
    }
    ObjectNode eviction = body.deepCopy();
    eviction.put("apiVersion", "policy/v1").put("kind", "Eviction");
    eviction.withObjectProperty("metadata").put("name", name).put("namespace", namespace);
    return eviction;
  }

  /**
   * Preconditions, before webhooks are asked and after: of the version the model knows nothing, and
   * of the UID nothing in a dry run.
   */
  private void checkPreconditions(String namespace, String name, ObjectNode options) {
    ObjectNode pod = journal.get(pods, namespace, name);
    if (pod != null) {
      check(pod, "uid", "UID", options, name);
      check(pod, "resourceVersion", "ResourceVersion", options, name);
    }
  }

  private void check(ObjectNode pod, String field, String what, ObjectNode options, String name) {
    JsonNode wanted = options.path("preconditions").path(field);
    JsonNode is = pod.path("metadata").path(field);
    if (wanted.isTextual() && !wanted.equals(is)) {
      throw ApiError.precondition(pods, name, what, wanted.asText(), is.asText());
    }
  }

  /** What the pod is to show once it terminates. */
  private void note(String namespace, String name, ObjectNode options, boolean evicted) {
    ObjectNode pod = journal.get(pods, namespace, name);
    if (pod == null || pod.at("/metadata").has("deletionTimestamp")) {
      return;
    }
    String uid = pod.at("/metadata/uid").asText();
    if (options.has(GRACE)) {
      ends.grace(uid, options.path(GRACE).asInt());
    }
    if (evicted) {
      ends.disrupted(uid, "EvictionByEvictionAPI");
    }
  }

  /** It was not deleted: what ends it in the end is something else. */
  private void unmark(Key key) {
    ObjectNode pod = journal.get(pods, key.namespace(), key.name());
    if (pod != null && !pod.at("/metadata").has("deletionTimestamp")) {
      ends.forget(pod.at("/metadata/uid").asText());
    }
  }

  /**
   * DELETE of a pod that runs, not by force. Returns when it terminates, or is gone.
   *
   * @param options with the grace period
   * @throws ApiError where it is not deleted
   */
  Answer delete(String namespace, String name, ObjectNode before, ObjectNode options, Call call) {
    Supplier<Review> review =
        () -> {
          ObjectNode now = journal.get(pods, namespace, name);
          return Review.delete(pods, name, now == null ? before : now, call.asking(), options);
        };
    Removal removal = new Removal(review, call.deadline(), () -> {});
    if (!call.dryRun()) {
      note(namespace, name, options, false);
    }
    run(
        removal,
        call,
        name,
        client ->
            EvictionRequest.delete(new Key(namespace, name), uid(options), call.dryRun(), client),
        (request, result) -> cluster.deletes().delete(request, result));
    ObjectNode after = journal.get(pods, namespace, name);
    return new Answer(
        200,
        call.dryRun() ? asIfDeleted(before) : after == null ? before : after,
        removal.warnings());
  }

  private static ObjectNode asIfDeleted(ObjectNode pod) {
    ObjectNode deleted = pod.deepCopy();
    Json.in(deleted, "metadata")
        .put("deletionTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return deleted;
  }

  private static @Nullable String uid(ObjectNode options) {
    return options.at("/preconditions/uid").isTextual()
        ? options.at("/preconditions/uid").asText()
        : null;
  }

  /** How the model is asked. */
  private interface Sending {
    EvictionCall send(EvictionRequest request, Consumer<EvictionResult> result);
  }

  private void run(
      Removal removal,
      Call call,
      String name,
      Function<String, EvictionRequest> request,
      Sending sending) {
    String client = call.userAgent() + "#" + numbers.incrementAndGet();
    CompletableFuture<EvictionResult> result = new CompletableFuture<>();
    underWay.put(client, removal);
    try {
      thread.post(() -> {
        var _ = sending.send(request.apply(client), result::complete);
      });
      check(ClusterThread.await(result), removal, name);
    } catch (ApiError e) {
      unmark(request.apply(client).pod());
      throw e;
    } finally {
      underWay.remove(client);
    }
  }

  private void check(EvictionResult result, Removal removal, String name) {
    if (result.code() == 200 || result.code() == 201) {
      return;
    }
    ApiError denial = removal.denial();
    if (denial != null && denial.code() == result.code()) {
      throw denial;
    }
    throw switch (result.code()) {
      case 404 -> ApiError.notFound(pods, name);
      case 409 -> conflict(name, "Precondition failed: " + result.message());
      case 429 -> {
        ObjectNode status = ApiError.status(429, "TooManyRequests", result.message());
        removal.explain(status);
        yield new ApiError(status);
      }
      case 504 -> ApiError.of(504, "Timeout", result.message());
      default -> ApiError.of(500, "InternalError", result.message());
    };
  }

  /** Of a pod as such, not of its resource (apiserver storage, preconditions). */
  private ApiError conflict(String name, String why) {
    ApiError conflict = ApiError.conflict(pods, name, why);
    Json.in(conflict.status(), "details").put("kind", pods.kind());
    return conflict;
  }

  private void refused(EvictionCall call, List<DisruptionBudget> budgets) {
    Removal removal = underWay.get(call.request().client());
    if (removal != null) {
      removal.refusedBy(budgets);
    }
  }

  /** On the cluster's thread: the webhooks are asked on another. */
  @Override
  public void review(EvictionCall call, Consumer<Verdict> answer) {
    Removal known = underWay.get(call.request().client());
    Removal removal = known == null ? byTheTaintManager(call) : known;
    Thread.ofVirtual()
        .name("admission")
        .start(() -> {
          Verdict verdict = verdict(removal);
          if (!verdict.allowed()) {
            unmark(call.request().pod());
          }
          thread.post(() -> answer.accept(verdict));
        });
  }

  private Verdict verdict(Removal removal) {
    try {
      removal.warn(admission.admit(removal.review(), removal.deadline()).warnings());
      removal.check();
      return Verdict.ALLOWED;
    } catch (ApiError error) {
      removal.denied(error);
      return new Verdict(false, error.code(), String.valueOf(error.getMessage()));
    }
  }

  private Removal byTheTaintManager(EvictionCall call) {
    Key key = call.request().pod();
    String uid = call.request().uid();
    if (uid != null) {
      ends.disrupted(uid, "DeletionByTaintManager");
    }
    return new Removal(
        () -> {
          ObjectNode now = journal.get(pods, key.namespace(), key.name());
          return Review.delete(
              pods, key.name(), now == null ? Json.object() : now, TAINT_MANAGER, Json.object());
        },
        System.nanoTime() + Call.LIFE,
        () -> {});
  }
}
