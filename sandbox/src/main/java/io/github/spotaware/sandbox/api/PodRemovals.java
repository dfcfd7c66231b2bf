package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.EvictionAdmission;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.EvictionResult;
import io.github.spotaware.simulation.cluster.object.Key;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evictions, and deletes of pods with their grace period: the model's, with webhooks asked over
 * HTTPS. Also those of the model's taint manager.
 */
final class PodRemovals implements EvictionAdmission {
  private static final User TAINT_MANAGER = User.controller("taint-eviction-controller");

  private final ClusterThread thread;
  private final Cluster cluster;
  private final Journal journal;
  private final Resource pods;
  private final Admission admission;
  private final AtomicLong numbers = new AtomicLong();

  /** By the client that the model knows, which is one for each request. */
  private final Map<String, Removal> underWay = new ConcurrentHashMap<>();

  PodRemovals(
      ClusterThread thread, Cluster cluster, Journal journal, Resource pods, Admission admission) {
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
  Answer evict(String namespace, String name, ObjectNode eviction, Call call) {
    ObjectNode options = Json.in(eviction, "deleteOptions");
    if (options.at("/preconditions").hasNonNull("resourceVersion")) {
      throw ApiError.notImplemented("an eviction with a precondition on the resourceVersion");
    }
    boolean dryRun = call.dryRun() || options.path("dryRun").toString().contains("All");
    Removal removal =
        new Removal(
            () -> Review.eviction(pods, namespace, name, eviction, call.user(), call.dryRun()),
            call.deadline());
    run(
        removal,
        call,
        name,
        client -> new EvictionRequest(new Key(namespace, name), uid(options), dryRun, client),
        (request, result) -> cluster.evictions().evict(request, result));
    return new Answer(
        201, ApiError.status(201, "", "").put("status", "Success"), removal.warnings());
  }

  /**
   * DELETE, not by force. Returns when the pod terminates, or is gone.
   *
   * @throws ApiError where it is not deleted
   */
  Answer delete(String namespace, String name, ObjectNode options, Call call) {
    ObjectNode before = journal.get(pods, namespace, name);
    Supplier<Review> review =
        () -> {
          ObjectNode now = journal.get(pods, namespace, name);
          return Review.delete(
              pods, now == null ? Json.object() : now, call.user(), call.dryRun(), options);
        };
    Removal removal = new Removal(review, call.deadline());
    run(
        removal,
        call,
        name,
        client ->
            EvictionRequest.delete(new Key(namespace, name), uid(options), call.dryRun(), client),
        (request, result) -> cluster.deletes().delete(request, result));
    ObjectNode after = journal.get(pods, namespace, name);
    return new Answer(
        200, after != null ? after : before != null ? before : Json.object(), removal.warnings());
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
      java.util.function.Function<String, EvictionRequest> request,
      Sending sending) {
    String client = call.userAgent() + "#" + numbers.incrementAndGet();
    CompletableFuture<EvictionResult> result = new CompletableFuture<>();
    underWay.put(client, removal);
    try {
      thread.post(() -> {
        var _ = sending.send(request.apply(client), result::complete);
      });
      check(result.join(), removal, name);
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
      case 409 -> ApiError.conflict(pods, name, "Precondition failed: " + result.message());
      case 429 -> {
        ObjectNode status = ApiError.status(429, "TooManyRequests", result.message());
        removal.explain(status);
        yield new ApiError(status);
      }
      case 504 -> ApiError.of(504, "Timeout", result.message());
      default -> ApiError.of(500, "InternalError", result.message());
    };
  }

  private void refused(
      EvictionCall call,
      java.util.List<io.github.spotaware.simulation.cluster.object.DisruptionBudget> budgets) {
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
          thread.post(() -> answer.accept(verdict));
        });
  }

  private Verdict verdict(Removal removal) {
    try {
      removal.warn(admission.admit(removal.review(), removal.deadline()).warnings());
      return Verdict.ALLOWED;
    } catch (ApiError error) {
      removal.denied(error);
      return new Verdict(false, error.code(), String.valueOf(error.getMessage()));
    }
  }

  private Removal byTheTaintManager(EvictionCall call) {
    Key key = call.request().pod();
    return new Removal(
        () -> {
          ObjectNode now = journal.get(pods, key.namespace(), key.name());
          return Review.delete(
              pods, now == null ? Json.object() : now, TAINT_MANAGER, false, Json.object());
        },
        System.nanoTime() + Call.LIFE);
  }
}
