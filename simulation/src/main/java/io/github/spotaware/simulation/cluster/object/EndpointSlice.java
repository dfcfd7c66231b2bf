package io.github.spotaware.simulation.cluster.object;

import java.util.List;

/**
 * The one EndpointSlice of a Service, which has its name.
 *
 * @param readyPods the UIDs of the pods listed as ready, sorted
 */
public record EndpointSlice(Meta meta, List<String> readyPods) implements ApiObject<EndpointSlice> {

  public EndpointSlice with(List<String> newReadyPods) {
    return new EndpointSlice(meta, newReadyPods);
  }

  @Override
  public Kind<EndpointSlice> kind() {
    return Kind.ENDPOINT_SLICE;
  }

  @Override
  public EndpointSlice with(Meta newMeta) {
    return new EndpointSlice(newMeta, readyPods);
  }

  @Override
  public boolean sameSpec(EndpointSlice before) {
    return readyPods.equals(before.readyPods);
  }

  @Override
  public String summary() {
    return "ready " + readyPods;
  }
}
