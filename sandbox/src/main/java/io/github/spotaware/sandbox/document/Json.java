package io.github.spotaware.sandbox.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small things about JSON. */
public final class Json {
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** The object under this name; an empty one that stands nowhere where there is none. */
  public static ObjectNode in(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode child ? child : object();
  }

  /** A map of strings, such as labels. */
  public static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new LinkedHashMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  /** The same the other way round: under this name, or not at all where it is empty. */
  public static void put(ObjectNode parent, String name, Map<String, String> strings) {
    if (strings.isEmpty()) {
      parent.remove(name);
    } else {
      ObjectNode node = parent.putObject(name);
      strings.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> node.put(entry.getKey(), entry.getValue()));
    }
  }

  /** Puts the text, or takes the field away where it is empty. */
  public static void put(ObjectNode parent, String name, String text) {
    if (text.isEmpty()) {
      parent.remove(name);
    } else {
      parent.put(name, text);
    }
  }

  /** A time of the model as {@code metav1.Time}. */
  public static String time(long nanos) {
    return instant(nanos).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public static Instant instant(long nanos) {
    return VirtualTime.EPOCH.plusNanos(nanos);
  }
}
