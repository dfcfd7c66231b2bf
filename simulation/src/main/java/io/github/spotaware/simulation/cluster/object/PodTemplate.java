package io.github.spotaware.simulation.cluster.object;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pod template.
 *
 * @param id two templates of one Deployment are equal exactly when their numbers are
 * @param labels of each pod made from it
 * @param claims the PersistentVolumeClaims that it names
 * @param hostPort some container asks for a hostPort
 * @param broken its pods never become Ready
 * @param rest null in a run of the simulation
 */
public record PodTemplate(
    int id,
    Map<String, String> labels,
    Set<String> claims,
    boolean hostPort,
    boolean broken,
    @Nullable Unmodelled rest) {

  /** One that is all that the model looks at. */
  public PodTemplate(
      int id, Map<String, String> labels, Set<String> claims, boolean hostPort, boolean broken) {
    this(id, labels, claims, hostPort, broken, null);
  }

  /** Another one for the same Deployment. */
  public PodTemplate with(int newId, boolean newBroken) {
    return new PodTemplate(newId, labels, claims, hostPort, newBroken, rest);
  }
}
