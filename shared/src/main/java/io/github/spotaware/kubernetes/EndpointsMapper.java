package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.github.spotaware.workload.ServiceEndpoints;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The EndpointSlices of a namespace → one {@link ServiceEndpoints} for each Service. */
final class EndpointsMapper {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private EndpointsMapper() {}

  static List<ServiceEndpoints> map(List<EndpointSlice> slices) {
    Map<String, Set<String>> ready = new TreeMap<>();
    for (EndpointSlice slice : slices) {
      String service = PodMapper.orEmpty(slice.getMetadata().getLabels()).get(SERVICE_NAME);
      if (service != null) {
        Set<String> pods = ready.computeIfAbsent(service, name -> new HashSet<>());
        endpoints(slice).stream()
            .filter(EndpointsMapper::isReady)
            .filter(endpoint -> endpoint.getTargetRef() != null)
            .map(endpoint -> endpoint.getTargetRef().getUid())
            .filter(uid -> uid != null)
            .forEach(pods::add);
      }
    }
    return ready.entrySet().stream()
        .map(entry -> new ServiceEndpoints(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** A slice of a Service without pods says {@code "endpoints": null}. */
  private static List<Endpoint> endpoints(EndpointSlice slice) {
    List<Endpoint> endpoints = slice.getEndpoints();
    return endpoints == null ? List.of() : endpoints;
  }

  /** An unset condition means ready (discovery/v1 types.go). */
  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }
}
