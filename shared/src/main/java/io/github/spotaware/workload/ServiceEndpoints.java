package io.github.spotaware.workload;

import java.util.Set;

/** The pods, by UID, that the EndpointSlices of one Service list as ready. */
public record ServiceEndpoints(String service, Set<String> readyPods) {
  public ServiceEndpoints {
    readyPods = Set.copyOf(readyPods);
  }
}
