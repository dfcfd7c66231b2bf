package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.HttpProbe;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.freshness.Freshness;
import io.github.spotaware.freshness.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a process remembers is not gone by once it may be from long ago. */
@E2E
final class StalenessE2E {
  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");
  private static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler");
  private static final String API_SERVER = "kube-apiserver";
  private static final String NAME = "web";
  private static final String STOOD_STILL = "this process stood still for";
  private static final String SILENT =
      "the watch of protected Deployments is not up to date: nothing heard for ";
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Neither has seen the label when it goes on, and the eviction waits for both. */
  @Test
  void webhooksThatWerePausedDoNotAnswerFromMemory(Scenario scenario) throws IOException {
    ServingWatch watch = scenario.deployAndWatch(Workload.named(NAME));
    String pod = scenario.workloads().podName(NAME);

    WEBHOOKS.forEach(scenario.playground()::pause);
    Duration pause = Pulse.LONGEST_SILENCE.plus(Pulse.BEAT.multipliedBy(2));
    CompletableFuture<EvictionAnswer> first;
    try {
      label(scenario);
      LockSupport.parkNanos(pause.toNanos());
      first = scenario.evictions().send(Eviction.of(scenario.namespace(), pod));
      LockSupport.parkNanos(Pulse.BEAT.toNanos()); // until it is at the webhooks
      assertThat(first).as("answered by nobody").isNotDone();
    } finally {
      WEBHOOKS.forEach(scenario.playground()::resume);
    }

    EvictionAnswer answer = first.join();
    assertThat(answer.status()).as(answer.message()).isIn(201, 429);
    Await.until(
        pod + " to be let go",
        Deadline.after(BOUND),
        LOOK,
        () -> answer.allowed() || scenario.evict(pod).status() != 429);
    scenario.workloads().awaitBackAtOne(NAME, BOUND);
    assertThat(watch.everZero()).as("downtime").isFalse();
    for (String webhook : WEBHOOKS) {
      awaitReady(scenario, webhook);
      Path log = scenario.playground().log(webhook);
      assertThat(Files.readString(log)).as("the log of " + webhook).contains(STOOD_STILL);
    }
    System.out.printf(
        "both webhooks paused while a Deployment was labelled: %d after %d ms, no downtime%n",
        answer.status(), answer.took().toMillis());
  }

  /** Its connections stay open, as in a network that drops everything. */
  @Slow
  @Test
  void readinessSaysForHowLongTheApiServerIsSilent(Scenario scenario) {
    PROCESSES.forEach(process -> awaitReady(scenario, process));
    scenario.playground().pause(API_SERVER);
    try {
      for (String process : PROCESSES) {
        Await.until(
            process + " to say that it hears nothing",
            Deadline.after(Freshness.STALE_AFTER.plus(BOUND)),
            LOOK,
            () -> problem(scenario, process).contains(SILENT));
        System.out.printf("API server paused, %s: %s%n", process, problem(scenario, process));
      }
    } finally {
      scenario.playground().resume(API_SERVER);
    }
    PROCESSES.forEach(process -> awaitReady(scenario, process));
    // Meanwhile no node could tell that it is alive.
    Await.until(
        "all nodes to be Ready again",
        Deadline.after(BOUND.multipliedBy(2)),
        LOOK,
        () ->
            scenario.client().nodes().list().getItems().stream().allMatch(StalenessE2E::takesPods));

    ServingWatch watch = scenario.deployAndWatch(Workload.named(NAME).labelled());
    String pod = scenario.workloads().podName(NAME);
    Await.until(
        pod + " to be let go",
        Deadline.after(BOUND),
        LOOK,
        () -> scenario.evict(pod).status() != 429);
    scenario.workloads().awaitBackAtOne(NAME, BOUND);
    assertThat(watch.everZero()).as("downtime").isFalse();
  }

  private static void label(Scenario scenario) {
    scenario
        .client()
        .apps()
        .deployments()
        .inNamespace(scenario.namespace())
        .withName(NAME)
        .edit(deployment ->
            new DeploymentBuilder(deployment)
                .editMetadata()
                .addToLabels(Workload.PROTECTED)
                .endMetadata()
                .build());
  }

  private static boolean takesPods(Node node) {
    return node.getSpec().getTaints().isEmpty()
        && node.getStatus().getConditions().stream()
            .anyMatch(condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  private static void awaitReady(Scenario scenario, String process) {
    Await.until(
        process + " to be ready",
        Deadline.after(BOUND),
        LOOK,
        () -> problem(scenario, process).isEmpty());
  }

  /** What its readiness probe is told; empty while it is ready. */
  private static String problem(Scenario scenario, String process) {
    return scenario.playground().spec(process).probe().flatMap(HttpProbe::problem).orElse("");
  }
}
