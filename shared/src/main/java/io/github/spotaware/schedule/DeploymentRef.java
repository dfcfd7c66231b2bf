package io.github.spotaware.schedule;

/** Where a Deployment is found; who it is, its UID says. */
public record DeploymentRef(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
