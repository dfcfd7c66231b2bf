package io.github.spotaware.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Who owns a field, by an object's managedFields. */
final class ManagedFields {
  private ManagedFields() {}

  /**
   * The owners of a field of the spec: manager, operation and subresource, which is empty for none.
   *
   * @param field e.g. {@code f:replicas}
   */
  static List<String> owners(RawAnswer object, String field) {
    return object
        .body()
        .at("/metadata/managedFields")
        .valueStream()
        .filter(entry -> entry.at("/fieldsV1/f:spec").has(field))
        .map(ManagedFields::name)
        .toList();
  }

  private static String name(JsonNode entry) {
    return entry.path("manager").asText()
        + " "
        + entry.path("operation").asText()
        + " "
        + entry.path("subresource").asText();
  }
}
