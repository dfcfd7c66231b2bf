package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.workload.ServiceEndpoints;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EndpointsMapperTest {

  @Test
  void aServiceListsItsReadyPodsOverAllItsSlices() {
    assertThat(
            EndpointsMapper.map(
                List.of(
                    slice("web", "[%s,%s]".formatted(endpoint("a", true), endpoint("b", false))),
                    slice("web", "[%s]".formatted(endpoint("c", true))))))
        .containsExactly(new ServiceEndpoints("web", Set.of("a", "c")));
  }

  /** As the API server sends the slice of a Service that has no pods yet, or none any more. */
  @Test
  void aSliceWithoutEndpointsListsNothing() {
    assertThat(EndpointsMapper.map(List.of(slice("new", "null"), slice("old", "[]"))))
        .containsExactly(
            new ServiceEndpoints("new", Set.of()), new ServiceEndpoints("old", Set.of()));
  }

  private static EndpointSlice slice(String service, String endpoints) {
    return Serialization.unmarshal(
        """
        {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
         "metadata": {"name": "slice", "labels": {"kubernetes.io/service-name": "%s"}},
         "endpoints": %s, "ports": null}
        """
            .formatted(service, endpoints),
        EndpointSlice.class);
  }

  private static String endpoint(String podUid, boolean ready) {
    return """
    {"addresses": ["10.0.0.1"], "conditions": {"ready": %s}, "targetRef": {"uid": "%s"}}
    """
        .formatted(ready, podUid);
  }
}
