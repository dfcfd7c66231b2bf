package io.github.spotaware.fuzz.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One change of an input, by what it is. */
public final class Mutations {
  /** Not made much larger. */
  private static final int LARGE = 100_000;

  private Mutations() {}

  /** Mostly of its structure; what is no JSON any more is changed as bytes. */
  public static byte[] json(byte[] body, Draw draw) {
    if (body.length > LARGE || draw.oneIn(8)) {
      return ByteMutation.of(body, draw);
    }
    String text = new String(body, StandardCharsets.UTF_8);
    String changed = JsonMutation.of(text, draw);
    return changed.equals(text)
        ? ByteMutation.of(body, draw)
        : changed.getBytes(StandardCharsets.UTF_8);
  }

  /** As bytes alone. */
  public static byte[] bytes(byte[] bytes, Draw draw) {
    return ByteMutation.of(bytes, draw);
  }

  /**
   * Of the data of a ConfigMap, or of annotations.
   *
   * @param keys that mean something there
   */
  public static Map<String, String> data(Map<String, String> data, List<String> keys, Draw draw) {
    Map<String, String> changed = new TreeMap<>(data);
    List<String> present = new ArrayList<>(changed.keySet());
    String key = present.isEmpty() || draw.oneIn(3) ? draw.from(keys) : draw.from(present);
    String value = changed.getOrDefault(key, "");
    switch (draw.below(8)) {
      case 0 -> changed.remove(key);
      case 1 -> changed.put(key, Scalars.text(draw));
      case 2 -> changed.put(Scalars.changed(key, draw), value);
      case 3 -> {
        String other = draw.from(keys);
        changed.put(key, changed.getOrDefault(other, ""));
        changed.put(other, value);
      }
      case 4 -> changed.put(Scalars.text(draw), Scalars.text(draw));
      case 5 -> changed.put(key, Integer.toString(draw.below(2_000) - 100));
      default -> changed.put(key, Scalars.changed(value, draw));
    }
    return changed;
  }
}
