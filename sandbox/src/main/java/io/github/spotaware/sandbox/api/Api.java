package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.Authorization;
import io.github.spotaware.sandbox.access.Tokens;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.projection.PodEnds;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;
import io.github.spotaware.simulation.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers requests for objects. Watches, which have no one answer, are {@link Journal}'s. */
public final class Api {
  private static final String JSON = "application/json";

  private final Authorization authorization;
  private final Objects objects;
  private final Deletes deletes;
  private final PodRemovals removals;
  private final AccessReviews reviews;

  /** To be made once, before the cluster's thread starts. */
  public Api(
      ClusterThread thread,
      Cluster cluster,
      Journal journal,
      Resources resources,
      Admission admission,
      Authorization authorization,
      Tokens tokens,
      PodEnds ends) {
    this.authorization = authorization;
    Resource pods = resources.get("", "pods");
    Resource deployments = resources.get("apps", "deployments");
    ModelReviews ofModel = new ModelReviews(thread, admission, pods, deployments);
    cluster.api().pods().admission(ofModel);
    cluster.api().pods().deletionAdmission(ofModel::mayDelete);
    cluster.api().scale().admission(ofModel);
    var _ = new Quotas(cluster.api().pods(), journal, resources.get("", "resourcequotas"));
    var _ = new DocumentOwners(cluster.time(), cluster.store(), journal, resources);
    var _ = new CustomResources(thread, cluster.store(), journal, resources);
    objects = new Objects(journal, new Commit(thread, cluster.store()), admission);
    removals = new PodRemovals(thread, cluster, journal, pods, admission, ends);
    deletes = new Deletes(thread, cluster, journal, admission, removals);
    reviews = new AccessReviews(journal, tokens, authorization);
  }

  /** For reviews, which are no resource. */
  public AccessReviews reviews() {
    return reviews;
  }

  /**
   * @throws ApiError 403 where RBAC does not allow it, 405 where there is no such method
   */
  public void authorize(Request request) {
    if (request.verb().isEmpty()) {
      throw notAllowed();
    }
    if (!authorization.allows(request.call().user(), request.action())) {
      throw ApiError.forbidden(
          request.resource(),
          request.name(),
          Authorization.why(request.call().user(), request.action()));
    }
  }

  /**
   * Answers a request that is allowed, and is neither a list nor a watch.
   *
   * @throws ApiError where it fails
   */
  public Answer answer(Request request) {
    var _ = request.call().dryRun(); // one that is none is refused whatever is asked for
    return switch (request.method()) {
      case "GET", "HEAD" ->
          Answer.ok(
              objects.get(
                  request.resource(), request.namespace(), request.name(), request.subresource()));
      case "POST" -> post(request);
      case "PUT" ->
          objects.update(
              request.resource(),
              request.namespace(),
              request.name(),
              request.subresource(),
              json(request),
              request.call());
      case "PATCH" ->
          objects.patch(
              request.resource(),
              request.namespace(),
              request.name(),
              request.subresource(),
              request.contentType(),
              request.body(),
              request.call());
      default -> delete(request);
    };
  }

  private Answer post(Request request) {
    ObjectNode body = json(request);
    return switch (request.subresource()) {
      case "eviction" -> removals.evict(request.namespace(), request.name(), body, request.call());
      case "token" -> reviews.token(request.resource(), request.namespace(), request.name(), body);
      case "" -> {
        if (!request.name().isEmpty()) {
          throw notAllowed();
        }
        yield objects.create(request.resource(), request.namespace(), body, request.call());
      }
      default -> throw notAllowed();
    };
  }

  private Answer delete(Request request) {
    if (!request.subresource().isEmpty()) {
      throw notAllowed();
    }
    ObjectNode options = options(request);
    request
        .call()
        .query()
        .forEach((name, value) -> {
          if (name.equals("gracePeriodSeconds")) {
            options.put(name, seconds(value));
          } else if (name.equals("propagationPolicy")) {
            options.put(name, value);
          }
        });
    Call call = withDryRun(request.call(), options);
    return request.name().isEmpty()
        ? deletes.deleteAll(
            request.resource(),
            request.namespace(),
            Selectors.of(
                request.resource(),
                call.query().getOrDefault("labelSelector", ""),
                call.query().getOrDefault("fieldSelector", "")),
            options,
            call)
        : deletes.delete(request.resource(), request.namespace(), request.name(), options, call);
  }

  private static int seconds(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw ApiError.badRequest("gracePeriodSeconds: \"" + value + "\" is not a number of seconds");
    }
  }

  private static ObjectNode options(Request request) {
    if (request.contentType().equals("application/vnd.kubernetes.protobuf")) {
      return ProtobufOptions.read(request.body().getBytes(StandardCharsets.ISO_8859_1));
    }
    return request.body().isBlank() ? Json.object() : Patch.object(request.body());
  }

  /** A delete may ask for it in its body. */
  private static Call withDryRun(Call call, ObjectNode options) {
    if (options.path("dryRun").isEmpty()) {
      return call;
    }
    Map<String, String> query = new HashMap<>(call.query());
    query.put("dryRun", options.path("dryRun").path(0).asText());
    return new Call(call.user(), call.userAgent(), query, call.deadline());
  }

  private static ObjectNode json(Request request) {
    String type = request.contentType();
    if (!type.isEmpty() && !type.equals(JSON) && !type.equals("application/yaml")) {
      throw Patch.unsupported(type, JSON + ", application/yaml");
    }
    return Patch.object(request.body());
  }

  private static ApiError notAllowed() {
    return ApiError.of(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }
}
