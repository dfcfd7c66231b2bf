package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.observe.AuditLog;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.schedule.DeploymentRef;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deploys one workload, drains its node, and tells what happens until all is calm again.
 *
 * @param out takes the story
 * @param audience is told it, too
 */
record Act(
    PlaygroundHandle playground, KubernetesClient client, PrintStream out, Audience audience) {

  private static final Duration BOUND = Duration.ofSeconds(60);

  Figures play(Workload workload, String namespace) {
    Workloads workloads = new Workloads(client, namespace);
    workloads.createNamespace();
    try (ServingWatch watch = workloads.watch(workload);
        EventSource events = new EventSource(client, namespace)) {
      workloads.deploy(workload);
      watch.awaitServing(1, BOUND);
      String node = workloads.node(workload.name());
      out.printf(
          "  %s runs on %s, with one replica: %s%n",
          workload.name(), node, workloads.podName(workload.name()));
      out.printf("  $ kubectl drain %s%n", node);

      watch.markStart();
      CommandResult drain = drain(workload, namespace, node, watch, events);
      drain.orThrow();
      Figures figures =
          new Figures(
              watch.downtime(),
              drain.took(),
              watch.maxActive(),
              workloads.replicas(workload.name()));
      workloads.setUnschedulable(node, false);
      workloads.deleteNamespace();
      return figures;
    }
  }

  private CommandResult drain(
      Workload workload, String namespace, String node, ServingWatch watch, EventSource events) {
    AuditLog audit = AuditLog.fromNow(playground.auditLog());
    Instant start = Instant.now();
    audience.begins(start);
    try (Timeline timeline =
        new Timeline(start, new TimelinePrinter(start, out).andThen(audience))) {
      timeline.add(new PodSource(watch));
      timeline.add(new AuditSource(audit, new DeploymentRef(namespace, workload.name())));
      timeline.add(events);
      CommandResult drain =
          Kubectl.of(playground)
              .run(List.of("drain", node), line -> timeline.now("kubectl", KubectlWords.of(line)));
      if (drain.exitCode() == 0) {
        new Workloads(client, namespace).awaitBackAtOne(workload.name(), BOUND);
      }
      return drain;
    }
  }
}
