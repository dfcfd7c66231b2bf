package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.List;

/**
 * One try of a change.
 *
 * @param owns the change is an update, which owns the count that it changes
 */
record WrittenObject(
    Resource resource,
    String subresource,
    Subresource part,
    ObjectNode whole,
    ObjectNode shown,
    ObjectNode written,
    boolean owns) {

  /** Of a Deployment the annotations count as well. */
  private boolean sameSpec(ObjectNode next) {
    boolean annotated = resource.kind().equals("Deployment");
    return next.path("spec").equals(whole.path("spec"))
        && (!annotated
            || next.at("/metadata/annotations").equals(whole.at("/metadata/annotations")));
  }

  /** The whole object after the change, complete and valid. */
  ObjectNode merged(ObjectNode changed, Defaults defaults) {
    ObjectNode next = part.merge(resource, whole, changed);
    ObjectNode metadata = next.withObjectProperty("metadata");
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds")) {
      JsonNode value = whole.path("metadata").path(field);
      if (value.isMissingNode()) {
        metadata.remove(field);
      } else {
        metadata.set(field, value);
      }
    }
    next.set("apiVersion", whole.path("apiVersion"));
    next.set("kind", whole.path("kind"));
    defaults.apply(resource, next);
    Validation.check(resource, next);
    Validation.checkChange(resource, whole, next);
    if (metadata.has("generation") && !sameSpec(next)) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
    return next;
  }
}
