package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.api.ApiError;
import io.github.spotaware.sandbox.api.Patch;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/**
 * Asks the webhooks: the mutating ones one after the other, each about what the one before made of
 * the object; then the validating ones side by side, of which one denial is enough (apiserver
 * admission/plugin/webhook/mutating and validating, dispatcher.go).
 */
public final class Admission {
  /**
   * An object that was let through.
   *
   * @param object as the mutating webhooks made it; empty for a delete
   */
  public record Admitted(ObjectNode object, List<String> warnings) {}

  /** Nobody is asked about what says who is asked (webhook/predicates/rules/rules.go). */
  private static final String UNASKED = "admissionregistration.k8s.io";

  private final Journal journal;
  private final Resource namespaces;
  private final Configurations configurations;
  private final WebhookClient client;

  /** With the webhooks that the journal has configurations of. */
  public Admission(
      Journal journal, Resource namespaces, Resource services, Configurations configurations) {
    this.journal = journal;
    this.namespaces = namespaces;
    this.configurations = configurations;
    this.client = new WebhookClient(journal, services);
  }

  /**
   * @param deadline of the request, by {@link System#nanoTime}
   * @throws ApiError what a webhook answers, or 500 where one that may not be ignored does not
   */
  public Admitted admit(Review review, long deadline) {
    return admit(review, deadline, object -> object);
  }

  /**
   * The same.
   *
   * @param prepare makes of what is admitted what is to be stored: those that validate see that
   */
  public Admitted admit(Review review, long deadline, UnaryOperator<ObjectNode> prepare) {
    List<String> warnings = new ArrayList<>();
    Review mutated = mutate(review, deadline, warnings);
    Review now =
        mutated.object() instanceof ObjectNode object
            ? mutated.with(prepare.apply(object))
            : mutated;
    validate(now, deadline, warnings);
    return new Admitted(
        now.object() instanceof ObjectNode object ? object : Json.object(), warnings);
  }

  /** Asks the mutating ones alone. */
  Review mutate(Review review, long deadline, List<String> warnings) {
    Review now = review;
    for (WebhookEntry entry : configurations.mutating()) {
      if (concerns(entry, now)) {
        JsonNode response = ask(entry, now, deadline);
        warnings(response, warnings);
        if (response.hasNonNull("patch")) {
          now = now.with(patched(entry, now, response));
        }
      }
    }
    return now;
  }

  private static ObjectNode patched(WebhookEntry entry, Review review, JsonNode response) {
    try {
      JsonNode patch =
          Json.MAPPER.readTree(Base64.getDecoder().decode(response.path("patch").asText()));
      return Patch.json((ObjectNode) review.object(), patch);
    } catch (IOException | IllegalArgumentException | ApiError e) {
      throw ApiError.of(
          500, "InternalError", "admission webhook \"" + entry.name() + "\": " + e.getMessage());
    }
  }

  private void validate(Review review, long deadline, List<String> warnings) {
    List<CompletableFuture<JsonNode>> asked =
        configurations.validating().stream()
            .filter(entry -> concerns(entry, review))
            .map(entry -> later(entry, review, deadline))
            .toList();
    ApiError denial = null;
    for (CompletableFuture<JsonNode> each : asked) {
      try {
        warnings(each.join(), warnings);
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof ApiError error)) {
          throw e;
        }
        warnings.addAll(error.warnings());
        denial = denial == null ? error : denial;
      }
    }
    if (denial != null) {
      throw denial.with(warnings);
    }
  }

  private CompletableFuture<JsonNode> later(WebhookEntry entry, Review review, long deadline) {
    return CompletableFuture.supplyAsync(
        () -> ask(entry, review, deadline),
        task -> Thread.ofVirtual().name("admission").start(task));
  }

  /** A condition that fails counts as a webhook that fails. */
  private boolean concerns(WebhookEntry entry, Review review) {
    if (review.resource().group().equals(UNASKED)) {
      return false;
    }
    boolean inNamespace = !review.namespace().isEmpty() || review.resource().equals(namespaces);
    if (!entry.covers(review, namespaceLabels(review), inNamespace)) {
      return false;
    }
    try {
      return entry.conditions().match(review);
    } catch (Conditions.FailedException e) {
      if (entry.ignores()) {
        return false;
      }
      throw ApiError.of(403, "Forbidden", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> namespaceLabels(Review review) {
    if (review.resource().equals(namespaces)) {
      return Json.strings(
          (review.object().isObject() ? review.object() : review.oldObject())
              .at("/metadata/labels"));
    }
    ObjectNode namespace =
        review.namespace().isEmpty() ? null : journal.get(namespaces, "", review.namespace());
    return namespace == null ? Map.of() : Json.strings(namespace.at("/metadata/labels"));
  }

  /** The response, which allows; an empty one where the webhook failed and is ignored. */
  private JsonNode ask(WebhookEntry entry, Review review, long deadline) {
    if (review.dryRun() && !entry.takesDryRuns()) {
      throw ApiError.badRequest(
          "admission webhook \"" + entry.name() + "\" does not support dry run");
    }
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    JsonNode response;
    try {
      response =
          client.call(entry, review, left.compareTo(entry.timeout()) < 0 ? left : entry.timeout());
    } catch (IOException | IllegalArgumentException e) {
      if (entry.ignores()) {
        return Json.object();
      }
      throw ApiError.of(
          500,
          "InternalError",
          "Internal error occurred: failed calling webhook \"%s\": failed to call webhook: %s"
              .formatted(entry.name(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a webhook was asked", e);
    }
    if (!response.path("allowed").asBoolean()) {
      List<String> said = new ArrayList<>();
      warnings(response, said);
      throw denied(entry, response.path("status")).with(said);
    }
    return response;
  }

  /** What the webhook says, with its name before (webhook/errors/statuserror.go). */
  private static ApiError denied(WebhookEntry entry, JsonNode said) {
    int code = said.path("code").asInt();
    String message = said.path("message").asText();
    String reason = said.path("reason").asText();
    String denied = "admission webhook \"" + entry.name() + "\" denied the request";
    String text =
        !message.isEmpty()
            ? denied + ": " + message
            : !reason.isEmpty() ? denied + ": " + reason : denied + " without explanation";
    ObjectNode status = ApiError.status(Math.max(code, 400), reason, text);
    if (reason.isEmpty()) {
      status.remove("reason");
    }
    if (said.has("details")) {
      status.set("details", said.path("details"));
    }
    return new ApiError(status);
  }

  private static void warnings(JsonNode response, List<String> warnings) {
    response.path("warnings").forEach(warning -> warnings.add(warning.asText()));
  }
}
