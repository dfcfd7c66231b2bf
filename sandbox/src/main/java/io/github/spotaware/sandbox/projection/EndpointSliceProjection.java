package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.EndpointSlice;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Service;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An EndpointSlice as a document. The model's controller makes one for each Service, of its name,
 * which lists the ready pods and no others.
 */
final class EndpointSliceProjection implements Projection<EndpointSlice> {
  private static final String ENDPOINTS = "endpoints";
  private final Store store;

  EndpointSliceProjection(Store store) {
    this.store = store;
  }

  @Override
  public Kind<EndpointSlice> kind() {
    return Kind.ENDPOINT_SLICE;
  }

  @Override
  public EndpointSlice read(ObjectNode document, Meta meta, @Nullable EndpointSlice before) {
    List<String> ready = new ArrayList<>();
    for (JsonNode endpoint : document.path(ENDPOINTS)) {
      if (endpoint.at("/conditions/ready").asBoolean(true)) {
        ready.add(endpoint.at("/targetRef/uid").asText());
      }
    }
    Collections.sort(ready);
    return new EndpointSlice(meta, ready);
  }

  @Override
  public void show(EndpointSlice slice, ObjectNode document) {
    ObjectNode metadata = Json.in(document, "metadata");
    metadata.withObjectProperty("labels").put("kubernetes.io/service-name", slice.meta().name());
    Service service = store.get(Kind.SERVICE, slice.meta().key());
    if (service != null) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "v1")
          .put("kind", "Service")
          .put("name", service.meta().name())
          .put("uid", service.meta().uid())
          .put("controller", true)
          .put("blockOwnerDeletion", true);
    }
    document.put("addressType", "IPv4");
    ArrayNode endpoints = document.putArray(ENDPOINTS);
    for (Pod pod : store.list(Kind.POD)) {
      if (slice.readyPods().contains(pod.meta().uid())) {
        ObjectNode endpoint = endpoints.addObject();
        endpoint.putArray("addresses").add(PodAddress.of(pod));
        endpoint
            .putObject("conditions")
            .put("ready", true)
            .put("serving", true)
            .put("terminating", false);
        endpoint.put("nodeName", pod.node());
        endpoint
            .putObject("targetRef")
            .put("kind", "Pod")
            .put("namespace", pod.meta().namespace())
            .put("name", pod.meta().name())
            .put("uid", pod.meta().uid());
      }
    }
  }

  @Override
  public void strip(ObjectNode document) {
    document.remove(ENDPOINTS);
  }
}
