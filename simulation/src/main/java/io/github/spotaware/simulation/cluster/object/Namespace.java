package io.github.spotaware.simulation.cluster.object;

/** A Namespace. */
public record Namespace(Meta meta) implements ApiObject<Namespace> {
  @Override
  public Kind<Namespace> kind() {
    return Kind.NAMESPACE;
  }

  @Override
  public Namespace with(Meta newMeta) {
    return new Namespace(newMeta);
  }

  @Override
  public boolean sameSpec(Namespace before) {
    return true;
  }

  @Override
  public String summary() {
    return meta.terminating() ? "terminating" : "active";
  }
}
