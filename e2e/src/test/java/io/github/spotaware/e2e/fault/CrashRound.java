package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.autoscaler.Hpa;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.DrainClient;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One interruption in which a process is killed. */
final class CrashRound {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final ProxiedProcesses proxied;
  private final Surge surge;
  private final Subject subject;
  private String told = "";
  private Optional<DrainClient> client = Optional.empty();

  /** Deploys what is to be interrupted. */
  CrashRound(Scenario scenario, ProxiedProcesses proxied, Surge surge, int number) {
    this.scenario = scenario;
    this.proxied = proxied;
    this.surge = surge;
    Workload workload =
        Workload.named("crash-" + number + "-x")
            .labelled()
            .readyAfter(Duration.ofMillis(500))
            .annotated(Annotations.SCALE_DOWN_DELAY, "2");
    subject = Subject.deploy(scenario, surge.of(workload));
    if (surge.autoscaled()) {
      BlindHpa.create(scenario, subject.name());
    }
  }

  /**
   * Evicts its pod, kills who makes this write, and starts it again at once.
   *
   * @return whether there was such a write; if so, the process runs again
   */
  boolean interrupt(List<String> processes, KillAtWrite.Moment moment, int write) {
    KillAtWrite kill =
        new KillAtWrite(scenario.playground(), processes, subject.name(), write, moment);
    CompletableFuture<Void> restarted =
        kill.killed().thenAcceptAsync(call -> scenario.playground().start(call.process()));
    proxied.inject(kill);
    DrainClient drain = DrainClient.start(scenario, subject.pods().getFirst());
    client = Optional.of(drain);
    Await.until(
        "the kill, or the end of the surge",
        Deadline.after(Waits.SURGE_BOUND),
        () -> restarted.isDone() || (!drain.waits() && isOver()));
    proxied.inject(Fault.NONE);
    if (kill.hit().isPresent()) {
      restarted.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    }
    drain.join();
    told =
        "%-16s | %-6s write %2d | %s"
            .formatted(
                surge,
                moment,
                write,
                kill.hit()
                    .map(call -> call.process() + ": " + call.summary())
                    .orElse("there is no such write"));
    return kill.hit().isPresent();
  }

  private boolean isOver() {
    return scenario.workloads().replicas(subject.name()) == 1
        && scenario.workloads().schedule(subject.name()).isEmpty();
  }

  /** Checks how it ended, and clears it away. */
  void end() {
    try (subject) {
      subject.awaitBackAtOne();
      subject.assertNeverZero();
      DrainClient drain = client.orElseThrow();
      assertThat(drain.answers().getLast().status()).as(told).isIn(201, 404);
      if (surge.autoscaled()) {
        assertThat(Hpa.minReplicas(scenario, subject.name()))
            .as("the HPA's floor: " + told)
            .contains(1);
      }
      System.out.printf(
          "crash | %s | downtime 0, answers %s, %s%n", told, drain.statuses(), subject.phases());
      scenario.kubectl("delete", "deployment,hpa", subject.name(), "--ignore-not-found").orThrow();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(subject.name() + ": " + told, e);
    }
  }
}
