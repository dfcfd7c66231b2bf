package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.PodTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pod template as a document. The templates of one Deployment are numbered as they come. */
final class TemplateProjection {
  private static final String HASH = "pod-template-hash";

  private final Map<Key, List<ObjectNode>> known = new HashMap<>();

  /**
   * @param owner whose template it is
   */
  PodTemplate read(Key owner, JsonNode document) {
    ObjectNode template = document.deepCopy();
    Json.in(Json.in(template, "metadata"), "labels").remove(HASH);
    List<ObjectNode> numbered = known.computeIfAbsent(owner, _ -> new ArrayList<>());
    int index = numbered.indexOf(template);
    if (index < 0) {
      index = numbered.size();
      numbered.add(template);
    }
    return of(index + 1, template);
  }

  /** That of a pod, or of a ReplicaSet, which nobody numbers. */
  static PodTemplate of(int id, ObjectNode template) {
    return new PodTemplate(
        id,
        Json.strings(template.at("/metadata/labels")),
        claims(template.path("spec")),
        usesHostPort(template.path("spec")),
        false,
        new Document(template, Map.of()));
  }

  /** An object of the model was made from a template that was a document once. */
  static ObjectNode show(PodTemplate template) {
    return template.rest() instanceof Document document ? document.copy() : Json.object();
  }

  private static Set<String> claims(JsonNode spec) {
    Set<String> claims = new LinkedHashSet<>();
    for (JsonNode volume : spec.path("volumes")) {
      JsonNode claim = volume.at("/persistentVolumeClaim/claimName");
      if (claim.isTextual()) {
        claims.add(claim.asText());
      }
    }
    return claims;
  }

  private static boolean usesHostPort(JsonNode spec) {
    for (String containers : List.of("containers", "initContainers")) {
      for (JsonNode container : spec.path(containers)) {
        for (JsonNode port : container.path("ports")) {
          if (port.path("hostPort").asInt() > 0) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
