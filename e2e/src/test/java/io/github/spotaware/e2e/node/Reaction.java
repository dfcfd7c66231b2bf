package io.github.spotaware.e2e.node;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From the answer to the write that makes a node a doomed one to the answer to the write that
 * raises a Deployment: both as the API server logged them.
 *
 * @param by the User-Agent of who raised it
 */
record Reaction(String node, String deployment, Duration time, String by) {

  private static final Duration BOUND = Duration.ofSeconds(10);

  /** The first raise of the Deployment, after the last write of the node before it. */
  static Reaction of(Scenario scenario, String node, String namespace, String deployment) {
    // A watch may tell of a write before it is in the audit log.
    Await.until(
        "the raise of " + deployment + " to be in the audit log",
        Deadline.after(BOUND),
        () -> !raises(scenario, namespace, deployment).isEmpty());
    AuditEvent raise = raises(scenario, namespace, deployment).getFirst();
    AuditEvent signal =
        scenario.audit().named(node).writes().succeeded().list().stream()
            .filter(event -> event.resource().equals("nodes"))
            .filter(event -> !event.userAgent().contains("node-controller"))
            .filter(event -> !event.finished().isAfter(raise.received()))
            .reduce((first, second) -> second)
            .orElseThrow(() -> new AssertionError(node + " was not written"));
    return new Reaction(
        node,
        deployment,
        Duration.between(signal.finished(), raise.finished()),
        raise.userAgent().split("/", 2)[0]);
  }

  /** The writes that raised it to 2. */
  static List<AuditEvent> raises(Scenario scenario, String namespace, String deployment) {
    return scenario
        .audit()
        .byTheProject()
        .of("deployments")
        .in(namespace)
        .named(deployment)
        .writes()
        .succeeded()
        .where(event -> event.responseObject().path("spec").path("replicas").asInt() == 2)
        .list();
  }

  /** What started the surge, as its schedule said first. */
  static Optional<String> trigger(Scenario scenario, String deployment) {
    AuditEvents writes = scenario.audit().schedule(scenario.namespace(), deployment);
    return writes.list().stream()
        .map(event -> event.requestObject().path("data").path("trigger").asText())
        .filter(trigger -> !trigger.isEmpty())
        .findFirst();
  }
}
