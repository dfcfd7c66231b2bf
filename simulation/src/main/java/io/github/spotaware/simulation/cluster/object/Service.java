package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.selector.LabelSelector;

/** A Service. */
public record Service(Meta meta, LabelSelector selector) implements ApiObject<Service> {
  @Override
  public Kind<Service> kind() {
    return Kind.SERVICE;
  }

  @Override
  public Service with(Meta newMeta) {
    return new Service(newMeta, selector);
  }

  @Override
  public boolean sameSpec(Service before) {
    return true;
  }

  @Override
  public String summary() {
    return "selects " + selector;
  }
}
