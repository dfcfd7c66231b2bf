package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.schedule.DeploymentRef;

/**
 * Where an object of a kind is found. Lists come in this order, as they come from etcd.
 *
 * @param namespace empty for what has none
 */
public record Key(String namespace, String name) implements Comparable<Key> {

  public static Key of(DeploymentRef ref) {
    return new Key(ref.namespace(), ref.name());
  }

  /** Of an object without a namespace. */
  public static Key of(String name) {
    return new Key("", name);
  }

  public DeploymentRef ref() {
    return new DeploymentRef(namespace, name);
  }

  @Override
  public int compareTo(Key other) {
    int byNamespace = namespace.equals(other.namespace) ? 0 : namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
