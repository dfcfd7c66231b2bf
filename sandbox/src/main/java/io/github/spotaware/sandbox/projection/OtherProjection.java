package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.OtherObject;
import org.jspecify.annotations.Nullable;

/** What the model has no kind for: a document and nothing else. */
final class OtherProjection implements Projection<OtherObject> {
  @Override
  public Kind<OtherObject> kind() {
    return Kind.OTHER;
  }

  @Override
  public OtherObject read(ObjectNode document, Meta meta, @Nullable OtherObject before) {
    return new OtherObject(meta);
  }

  @Override
  public void show(OtherObject object, ObjectNode document) {
    // All of it is in the document.
  }

  @Override
  public void strip(ObjectNode document) {
    // The model keeps none of it.
  }
}
