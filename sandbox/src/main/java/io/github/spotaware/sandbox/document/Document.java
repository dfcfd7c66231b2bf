package io.github.spotaware.sandbox.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.simulation.cluster.object.Unmodelled;
import java.util.List;
import java.util.Map;

/**
 * What a client wrote of an object, less what the model keeps itself. Never changed once it is
 * made.
 *
 * @param fields the document
 * @param applied what each field manager has last applied (server-side apply)
 */
public record Document(ObjectNode fields, Map<String, JsonNode> applied) implements Unmodelled {

  public Document {
    applied = Map.copyOf(applied);
  }

  @Override
  public boolean sameSpec(Unmodelled before) {
    return before instanceof Document other && spec(fields).equals(spec(other.fields));
  }

  /** All but what is said about the object, and what it says of itself. */
  private static ObjectNode spec(ObjectNode fields) {
    ObjectNode spec = fields.deepCopy();
    spec.remove(List.of("metadata", "status"));
    return spec;
  }

  /** A copy to write into. */
  public ObjectNode copy() {
    return fields.deepCopy();
  }
}
