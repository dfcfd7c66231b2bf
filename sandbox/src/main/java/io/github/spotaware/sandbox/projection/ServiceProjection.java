package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Service as a document; the model looks at its selector. One without selects nothing. */
final class ServiceProjection implements Projection<Service> {
  @Override
  public Kind<Service> kind() {
    return Kind.SERVICE;
  }

  @Override
  public Service read(ObjectNode document, Meta meta, @Nullable Service before) {
    JsonNode selector = document.at("/spec/selector");
    return new Service(
        meta,
        selector.isEmpty()
            ? LabelSelector.nothing()
            : LabelSelector.of(Json.strings(selector), List.of()));
  }

  @Override
  public void show(Service service, ObjectNode document) {
    document.putObject("status").putObject("loadBalancer");
  }

  @Override
  public void strip(ObjectNode document) {
    document.remove("status");
  }
}
