package io.github.spotaware.sandbox.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A change of one object, as it is shown.
 *
 * @param before null for one that is new
 * @param after null for one that is gone
 * @param last of one that is gone: as it was, with the version of its end; else the same as after
 */
public record Entry(
    long resourceVersion, @Nullable Shown before, @Nullable Shown after, Shown last) {

  /**
   * One version of an object.
   *
   * @param text the same as JSON text
   */
  public record Shown(ObjectNode json, String text) {}
}
