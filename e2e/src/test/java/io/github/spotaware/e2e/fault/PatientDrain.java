package io.github.spotaware.e2e.fault;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Evicts one pod until it is let go, or is no more, whatever else is answered, or nothing: as
 * someone who starts a drain again when it failed.
 */
final class PatientDrain {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final int LET_GO = 201;
  private static final int GONE = 404;

  private final Scenario scenario;
  private final String pod;
  private final Map<String, Integer> answers = new TreeMap<>();
  private final CompletableFuture<Void> end;

  private PatientDrain(Scenario scenario, String pod) {
    this.scenario = scenario;
    this.pod = pod;
    end = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);
  }

  /** Sends the first eviction at once; returns before its answer. */
  static PatientDrain start(Scenario scenario, String pod) {
    return new PatientDrain(scenario, pod);
  }

  private void run() {
    Await.until("pod " + pod + " to be let go", Deadline.after(BOUND), PAUSE, this::isLetGo);
  }

  private boolean isLetGo() {
    try {
      EvictionAnswer answer = scenario.evict(pod);
      count(Integer.toString(answer.status()));
      return answer.status() == LET_GO || answer.status() == GONE;
    } catch (EnvironmentException e) {
      count("none");
      return false;
    }
  }

  private synchronized void count(String answer) {
    answers.merge(answer, 1, Integer::sum);
  }

  /** Waits until it is let go. */
  void join() {
    end.join();
  }

  /** Whether it still asks. */
  boolean waits() {
    return !end.isDone();
  }

  /** How often each status was answered; {@code none} is a call that failed. */
  synchronized Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }
}
