package io.github.spotaware.report;

import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;

/**
 * One thing to tell about one object, as an Event and in the log.
 *
 * @param note for people; cut to what events.k8s.io/v1 takes when it is sent
 */
public record Report(Reason reason, Subject subject, String note) {

  /** The object it is about. */
  public record Subject(
      String apiVersion, String kind, String namespace, String name, String uid) {}

  public static Report about(DeploymentState deployment, Reason reason, String note) {
    return new Report(
        reason,
        new Subject(
            "apps/v1", "Deployment", deployment.namespace(), deployment.name(), deployment.uid()),
        note);
  }

  public static Report about(PodState pod, Reason reason, String note) {
    return new Report(
        reason, new Subject("v1", "Pod", pod.namespace(), pod.name(), pod.uid()), note);
  }
}
