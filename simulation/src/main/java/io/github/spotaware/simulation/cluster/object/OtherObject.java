package io.github.spotaware.simulation.cluster.object;

/** An object of a kind that no part of the model acts on; its key begins with its kind. */
public record OtherObject(Meta meta) implements ApiObject<OtherObject> {
  @Override
  public Kind<OtherObject> kind() {
    return Kind.OTHER;
  }

  @Override
  public OtherObject with(Meta newMeta) {
    return new OtherObject(newMeta);
  }

  @Override
  public boolean sameSpec(OtherObject before) {
    return true;
  }

  @Override
  public String summary() {
    return "";
  }
}
