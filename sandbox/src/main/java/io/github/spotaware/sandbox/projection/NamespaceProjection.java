package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Namespace;
import org.jspecify.annotations.Nullable;

/** A Namespace as a document. */
final class NamespaceProjection implements Projection<Namespace> {
  @Override
  public Kind<Namespace> kind() {
    return Kind.NAMESPACE;
  }

  @Override
  public Namespace read(ObjectNode document, Meta meta, @Nullable Namespace before) {
    return new Namespace(meta);
  }

  @Override
  public void show(Namespace namespace, ObjectNode document) {
    document.withObjectProperty("spec").putArray("finalizers").add("kubernetes");
    document
        .putObject("status")
        .put("phase", namespace.meta().terminating() ? "Terminating" : "Active");
  }

  @Override
  public void strip(ObjectNode document) {
    document.remove("spec");
    document.remove("status");
  }
}
