package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes objects: completed, admitted, and then stored, if the name is free. */
final class Creation {
  private static final String METADATA = "metadata";
  private static final String VERSION = "resourceVersion";
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Journal journal;
  private final Commit commit;
  private final Admission admission;
  private final Defaults defaults;

  Creation(Journal journal, Commit commit, Admission admission, Defaults defaults) {
    this.journal = journal;
    this.commit = commit;
    this.admission = admission;
    this.defaults = defaults;
  }

  Answer create(
      Resource resource,
      String namespace,
      ObjectNode object,
      Map<String, JsonNode> applied,
      Call call) {
    ObjectNode metadata = object.withObjectProperty(METADATA);
    Objects.checkNamespace(namespace, metadata);
    if (resource.namespaced()) {
      metadata.put("namespace", namespace);
    }
    if (metadata.path("name").asText().isEmpty()) {
      metadata.put("name", generated(resource, metadata));
    }
    metadata.remove(List.of("uid", VERSION, "creationTimestamp", "generation"));
    object.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
    defaults.apply(resource, object);
    if (applied.isEmpty()) {
      metadata.remove("managedFields");
      if (resource.kind().equals("Deployment")) {
        CountOwnership.update(Json.object(), object, call.fieldManager(), "");
      }
    }
    Validation.check(resource, object);
    commit.checkNamespace(resource, namespace, metadata.path("name").asText());
    Admission.Admitted admitted =
        admission.admit(
            Review.create(resource, metadata.path("name").asText(), object, call.asking()),
            call.deadline(),
            Creation::identified);
    ObjectNode next = admitted.object();
    defaults.apply(resource, next);
    Validation.check(resource, next);
    if (!call.dryRun()) {
      return new Answer(201, commit.create(resource, next, applied), admitted.warnings());
    }
    String name = next.at("/metadata/name").asText();
    if (journal.get(resource, namespace, name) != null) {
      throw ApiError.alreadyExists(resource, name);
    }
    return new Answer(201, next, admitted.warnings());
  }

  /** As the registry fills it in before those are asked who validate. */
  private static ObjectNode identified(ObjectNode object) {
    object
        .withObjectProperty(METADATA)
        .put("uid", UUID.randomUUID().toString())
        .put("creationTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("generation", 1);
    return object;
  }

  private static String generated(Resource resource, ObjectNode metadata) {
    String prefix = metadata.path("generateName").asText();
    if (prefix.isEmpty()) {
      throw ApiError.invalid(
          resource, "", "metadata.name", "Required value: name or generateName is required");
    }
    StringBuilder name = new StringBuilder(prefix);
    for (int i = 0; i < 5; i++) {
      name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return name.toString();
  }
}
