package io.github.spotaware.simulation.cluster.object;

import java.util.Map;
import java.util.Set;

/**
 * A pod template.
 *
 * @param id two templates of one Deployment are equal exactly when their numbers are
 * @param labels of each pod made from it
 * @param claims the PersistentVolumeClaims that it names
 * @param hostPort some container asks for a hostPort
 * @param broken its pods never become Ready
 */
public record PodTemplate(
    int id, Map<String, String> labels, Set<String> claims, boolean hostPort, boolean broken) {

  /** Another one for the same Deployment. */
  public PodTemplate with(int newId, boolean newBroken) {
    return new PodTemplate(newId, labels, claims, hostPort, newBroken);
  }
}
