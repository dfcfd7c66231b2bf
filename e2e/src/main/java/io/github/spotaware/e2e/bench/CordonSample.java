package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.time.Duration;
import java.util.Optional;

/**
 * What the audit log has about one cordon.
 *
 * @param patch the bare PATCH of the Deployment before it
 * @param cordon the write that made the node unschedulable
 * @param raise the write that made the Deployment want 2; empty where none came in time
 */
record CordonSample(AuditEvent patch, AuditEvent cordon, Optional<AuditEvent> raise) {

  /** The write of the count that the project answers a cordon with, where it is there. */
  static Optional<AuditEvent> raise(AuditEvents events, String namespace, String deployment) {
    return events
        .byTheProject()
        .writes()
        .succeeded()
        .in(namespace)
        .named(deployment)
        .where(event -> event.resource().equals("deployments"))
        .where(event -> event.responseObject().path("spec").path("replicas").asInt() == 2)
        .list()
        .stream()
        .findFirst();
  }

  /** The one successful write of this object by this client. */
  static Optional<AuditEvent> write(
      AuditEvents events, String userAgent, String resource, String name) {
    return events.by(userAgent).writes().succeeded().of(resource).named(name).list().stream()
        .findFirst();
  }

  /** From the answer to the cordon, when it is persisted, to the answer to the raise. */
  Optional<Duration> sincePersisted() {
    return raise.map(event -> Duration.between(cordon.finished(), event.finished()));
  }

  /** From the arrival of the cordon. */
  Optional<Duration> sinceReceived() {
    return raise.map(event -> Duration.between(cordon.received(), event.finished()));
  }

  /** Who raised it: the User-Agent's name. */
  Optional<String> by() {
    return raise.map(event -> event.userAgent().split("/", 2)[0]);
  }
}
