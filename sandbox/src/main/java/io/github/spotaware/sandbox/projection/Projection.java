package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of the model as a document, both ways. To be used on the cluster's thread.
 *
 * @param <T> the model's object
 */
public interface Projection<T extends ApiObject<T>> {
  Kind<T> kind();

  /**
   * The object that a document describes.
   *
   * @param document complete and valid, with defaults
   * @param meta of the object, with the rest of the document
   * @param before what is stored; null for a new one
   */
  T read(ObjectNode document, Meta meta, @Nullable T before);

  /** Writes all that the model keeps of the object over the rest of its document. */
  void show(T object, ObjectNode document);

  /** Takes away what {@link #show} writes, beside the metadata. */
  void strip(ObjectNode document);

  /** Annotations that the model keeps as something else. */
  default Set<String> keptAnnotations() {
    return Set.of();
  }

  /** The kind of owner that the model knows of; empty where it knows of none. */
  default String ownerKind() {
    return "";
  }
}
